import assert from 'node:assert/strict';
import { it } from 'node:test';
import { asShown } from '../../support/vscode-score.ts';

const cases: readonly { readonly typed: string; readonly labels: readonly string[]; readonly shown: readonly string[] }[] = [
  { typed: '', labels: ['b', 'a'], shown: ['b', 'a'] },
  // A start beats a capital, which beats nothing: letters in the middle of a word do not count.
  { typed: 'log', labels: ['getLogs', 'catalog', 'logExport'], shown: ['logExport', 'getLogs'] },
  // First letters of words.
  { typed: 'cdv', labels: ['createDataset', 'createDatasetVersion'], shown: ['createDatasetVersion'] },
  // The same start: the order of the list stays, but what is typed whole comes first.
  { typed: 'crea', labels: ['createB', 'createA', 'create'], shown: ['createB', 'createA', 'create'] },
  { typed: 'get', labels: ['getLogs', 'get'], shown: ['get', 'getLogs'] },
  // Two letters swapped.
  { typed: 'lsit', labels: ['list', 'get'], shown: ['list'] },
  { typed: 'x', labels: ['list'], shown: [] },
];

for (const { typed, labels, shown } of cases) {
  it(`"${typed}" shows ${shown.join(', ') || 'nothing'}`, () => {
    const items = labels.map((label, index) => ({ label, sortText: String(index) }));
    assert.deepEqual(asShown(items, typed).map((it) => it.label), shown);
  });
}
