import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPath } from '../../../server/src/core/json/json.ts';
import { locate } from '../../../server/src/core/json/locate.ts';
import { parseJson } from '../../../server/src/core/json/parse.ts';
import { readCursor } from '../../support/marked.ts';

/** What is at the cursor, its path, the text it takes the place of, and which commas are missing. */
const cases: readonly (readonly [marked: string, at: string | undefined, path?: string, written?: string, commas?: string])[] = [
  ['|', 'document', '$', ''],
  ['pol|', 'document', '$', 'pol'],
  ['{|}', 'name', '$', ''],
  ['{"a|": 1}', 'name', '$', '"a"'],
  ['{"a|', 'name', '$', '"a'],
  ['{a|}', 'name', '$', 'a'],
  ['{"a": 1, |}', 'name', '$', ''],
  ['{"a": 1 |}', 'name', '$', '', 'before'],
  ['{| "a": 1}', 'name', '$', '', 'after'],
  ['{"b": "c", | "a": 1}', 'name', '$', '', 'after'],
  ['{"b": "c", |, "a": 1}', 'name', '$', ''],
  ['{"a"|: 1}', undefined],
  ['{"a":| 1}', undefined],
  ['{"a": |}', 'value', '$.a', ''],
  ['{"a": |, "b": 1}', 'value', '$.a', ''],
  ['{"a": | "b": 1}', 'value', '$.a', '', 'after'],
  ['{"a": "|"}', 'value', '$.a', '""'],
  ['{"a": "x"|}', undefined],
  ['{"a": tr|}', 'value', '$.a', 'tr'],
  ['{"a": true|}', 'value', '$.a', 'true'],
  ['{"a": , |}', 'name', '$', ''],
  ['{"a"，|}', undefined],
  ['[|]', 'element', '$[0]', ''],
  ['["a", |]', 'element', '$[1]', ''],
  ['["a" |]', 'element', '$[1]', '', 'before'],
  ['["a"，|]', 'element', '$[1]', ''],
  ['["a", | "b"]', 'element', '$[1]', '', 'after'],
  ['["a", "|" "b"]', 'element', '$[1]', '""', 'after'],
  ['["a" "|", "b"]', 'element', '$[1]', '""', 'before'],
  ['["a", modelarts:note|]', 'element', '$[1]', 'modelarts:note'],
  ['["a", model|arts:note]', 'element', '$[1]', 'modelarts:note'],
  ['[modelarts:|]', 'element', '$[0]', 'modelarts:'],
  ['{"a": [{"b": "|', 'value', '$.a[0].b', '"'],
  ['{"a": [{"b": 1}, |', 'element', '$.a[1]', ''],
  ['{"a": [{"b": 1, |]}', 'name', '$.a[0]', ''],
  ['{"a": {"b": [], |}}', 'name', '$.a', ''],
  ['{"a": 1}|', undefined],
  ['[/* | */]', undefined],
  ['[// |\n]', undefined],
  ['[// x\n|]', 'element', '$[0]', ''],
  ['\ufeff{|}', 'name', '$', ''],
];

describe('locate', () => {
  for (const [marked, at, path, written, commas] of cases) {
    it(JSON.stringify(marked), () => {
      const { text, cursor } = readCursor(marked);
      const place = locate(parseJson(text), cursor);
      const missing = [place?.commaMissingAt === undefined ? '' : 'before', place?.commaMissingAfter ? 'after' : ''].filter((it) => it !== '').join(' ');
      assert.deepEqual(
        { at: place?.at, path: place && formatPath(place.path), written: place && text.slice(place.span.start, place.span.end), commas: place && missing },
        { at, path, written, commas: at && (commas ?? '') },
      );
    });
  }

  it('leaves a text alone that is nested too deep', () => {
    assert.equal(locate(parseJson('['.repeat(10_000)), 500), undefined);
  });
});
