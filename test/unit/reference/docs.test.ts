import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedDocs } from '../../../scripts/build-docs.ts';
import { catalog } from '../../support/catalog.ts';

const root = new URL('../../../', import.meta.url);
const pages = [...generatedDocs()].filter(([path]) => path.startsWith('docs/reference/'));

test('the pages of the reference are what the catalogue says (npm run docs)', () => {
  const read = (path: string): string | undefined => (names.includes(path) ? readFileSync(new URL(path, root), 'utf8').replaceAll('\r\n', '\n') : undefined);
  const names = readdirSync(new URL('docs/reference/', root)).map((it) => `docs/reference/${it}`);
  assert.deepEqual(pages.filter(([path, text]) => read(path) !== text).map(([path]) => path), []);
  assert.deepEqual(names.sort(), pages.map(([path]) => path).sort());
});

for (const [ending, field] of [['.md', 'en'], ['.zh-cn.md', 'zhCn']] as const)
  test(`each action and condition key has a row with its description and its source (${ending})`, () => {
    const text = new Map(pages);
    for (const { name } of catalog.services.filter((it) => catalog.actions(it.name).length > 0)) {
      const lines = (text.get(`docs/reference/${name}${ending}`) ?? '').split('\n');
      for (const fact of [...catalog.actions(name), ...catalog.conditionKeys(name)]) {
        const rows = lines.filter((it) => it.startsWith(`| \`${fact.name}\` |`));
        assert.equal(rows.length, 1, fact.name);
        assert.ok(rows[0]?.replaceAll('\\', '').includes(fact.description[field].replaceAll('\\', '')), rows[0]);
        assert.match(rows[0] ?? '', /\[\d+\](?: [em])? \|$/, fact.name);
      }
    }
  });

test('no page is shipped', () => {
  const shipped = readFileSync(new URL('.vscodeignore', root), 'utf8').split('\n').filter((it) => it.startsWith('!'));
  assert.deepEqual(shipped.filter((it) => it.includes('docs')), []);
});
