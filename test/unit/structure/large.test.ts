import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folds, maximumFolds } from '../../../server/src/core/structure/folding.ts';
import { formatEdits, maximumEdits } from '../../../server/src/core/structure/format.ts';
import { inlays, maximumInlays } from '../../../server/src/core/structure/inlay.ts';
import { lenses, maximumLenses } from '../../../server/src/core/structure/lens.ts';
import { links, maximumLinked } from '../../../server/src/core/structure/links.ts';
import { maximumSymbols, type OutlineSymbol, symbols } from '../../../server/src/core/structure/symbols.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { small } from '../hover/hovers.ts';
import { read } from './asks.ts';

const action = 'modelarts:pool:create';

/** A policy of so many statements with so many actions each. */
function policy(statements: number, actions: number, name = action): unknown {
  return { Version: '1.1', Statement: Array.from({ length: statements }, () => ({ Effect: 'Allow', Action: Array<string>(actions).fill(name) })) };
}

function text(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent);
}

function count(all: readonly OutlineSymbol[]): number {
  return all.reduce((sum, { children }) => sum + 1 + count(children), 0);
}

describe('A text that is larger than any policy', () => {
  const outlines: readonly (readonly [what: string, value: unknown, top: number, all: number])[] = [
    ['has all its symbols up to the limit', policy(50, 99), 50, 5000],
    ['has its statements beyond it', policy(50, 100), 50, 50],
    ['has the first statements beyond that', policy(5001, 1), maximumSymbols, maximumSymbols],
    ['counts resources', { Version: '1.1', Statement: [{ Effect: 'Allow', Resource: Array<string>(5000).fill('*') }] }, 1, 1],
    ['counts keys', { Version: '1.1', Statement: [{ Effect: 'Allow', Condition: { StringEquals: Object.fromEntries(Array.from({ length: 4999 }, (_, index) => [`g:${String(index)}`, []])) } }] }, 1, 1],
  ];
  for (const [what, value, top, all] of outlines) {
    it(what, () => {
      const found = symbols(read(text(value)));
      assert.deepEqual([found.length, count(found)], [top, all]);
    });
  }

  it('has links for its first actions', () => {
    for (const it of [policy(1, 30_000), policy(3000, 10)]) assert.equal(links(read(text(it)), small).length, maximumLinked);
    assert.equal(links(read(text(policy(2, 1000))), small).length, 2000);
  });

  it('has counts behind its first wildcards', () => {
    const large = text(policy(10, 1000, 'modelarts:*:*'));
    assert.equal(inlays(read(large), small, { start: 0, end: large.length }).length, maximumInlays);
  });

  it('has lenses over its first statements', () => {
    assert.equal(lenses(read(text(policy(1500, 1))), small).length, maximumLenses);
  });

  it('folds its outer parts', () => {
    const found = folds(read(text(policy(6000, 2), 1)));
    assert.equal(found.length, maximumFolds);
    assert.deepEqual(found.slice(0, 3).map(({ start }) => start), [0, 2, 3]);
    // Statements are seven lines apart: no list of actions takes the place of one of them.
    assert.ok(found.slice(2).every(({ start }, index) => start === 3 + index * 7), JSON.stringify(found.slice(0, 5)));
  });

  it('is formatted by one edit', () => {
    const value = policy(1, maximumEdits);
    const compact = text(value);
    const edits = formatEdits(read(compact).json, { tabSize: 2, insertSpaces: true });
    assert.equal(edits.length, 1);
    assert.equal(applyEdits(compact, edits), text(value, 2));
  });
});
