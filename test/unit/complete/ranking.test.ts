import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog } from '../../support/catalog.ts';
import { completionAt } from '../../support/completion.ts';
import { rank } from '../../support/vscode-score.ts';

/** As issue 3 has it: among the first five after at most four letters. */
const wanted = { rank: 5, letters: 4 };

describe('Ranking', () => {
  for (const version of ['1.1', '5.0'] as const) {
    it(`offers every ModelArts action of ${version} among the first five`, (test) => {
      const misses: string[] = [];
      const byHumps: string[] = [];
      const actions = catalog.actions('modelarts', version);
      for (const { name } of actions) {
        const [, type = '', operation = ''] = name.split(':');
        const parts = [
          { typed: '', name: 'modelarts' },
          ...(type === '' ? [] : [{ typed: 'modelarts:', name: type }]),
          { typed: `modelarts:${type}:`, name: operation },
        ];
        for (const part of parts) {
          if (reached(version, part.typed, part.name, prefixes(part.name))) continue;
          byHumps.push(`${name}: ${part.name}`);
          if (!reached(version, part.typed, part.name, humps(part.name))) misses.push(`${name}: ${part.name}`);
        }
      }
      test.diagnostic(`${actions.length - byHumps.length} of ${actions.length} by their first letters, the others by the first letters of their words: ${byHumps.join(', ') || 'none'}`);
      assert.deepEqual(misses, []);
      // Six operations of one type start with the same four letters.
      assert.ok(byHumps.length <= 1, byHumps.join('\n'));
    });
  }

  it('offers a variable by the letters behind its brace, or behind the colon', () => {
    for (const typed of ['${', '${g', '${g:', '${user', '${g:use', '${g:User']) {
      const { items } = completionAt(`{"Statement": [{"Resource": ["obs:*:*:object:home/${typed}|}"]}]}`);
      const found = rank(items, typed, '${g:UserName}');
      assert.ok(found !== undefined && found <= 2, `${typed}: ${String(found)}`);
    }
  });

  it('offers an operation without a type by its first letters, before the second colon is typed', () => {
    const misses = catalog.actions('modelarts', '5.0').filter(({ name }) => {
      const [, type, operation = ''] = name.split(':');
      return type === '' && !reached('5.0', 'modelarts:', `:${operation}`, [...prefixes(operation), ...humps(operation)]);
    });
    assert.deepEqual(misses.map((it) => it.name), []);
  });
});

/** Whether one of the inputs, typed letter by letter, brings the name among the first five. */
function reached(version: string, before: string, name: string, inputs: readonly string[]): boolean {
  return inputs.some((input) => {
    const { items } = completionAt(`{"Version": "${version}", "Statement": [{"Effect": "Allow", "Action": ["${before}${input}|"]}]}`);
    const found = rank(items, input, name);
    return found !== undefined && found <= wanted.rank;
  });
}

/** The first letters of a name: none, one, up to four. */
function prefixes(name: string): string[] {
  return Array.from({ length: wanted.letters + 1 }, (_, length) => name.slice(0, length));
}

/** Up to four letters of which the last starts a later word of the name: `crew` for createWorkforce. */
function humps(name: string): string[] {
  const capitals = [...name].filter((char) => char !== char.toLowerCase()).map((char) => char.toLowerCase());
  return capitals.flatMap((char) => [1, 2, 3].map((length) => name.slice(0, length) + char));
}
