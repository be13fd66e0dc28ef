import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { documented } from '../../../server/src/core/rules/all.ts';
import { limits } from '../../../server/src/core/rules/support/limits.ts';
import { generatedDocs } from '../../../scripts/build-docs.ts';
import { otherNames } from '../../../scripts/other-checkers.ts';

const root = new URL('../../../', import.meta.url);
const facts = JSON.parse(readFileSync(new URL('data/policy-limits.json', root), 'utf8')) as {
  readonly limits: Readonly<Record<string, readonly { readonly id: string; readonly max?: number; readonly range?: { readonly max: number } }[]>>;
  readonly apiErrorCodes: readonly { readonly code: string }[];
  readonly accessAnalyzerFindings: { readonly codesRead: readonly { readonly code: string }[] };
};

test('the pages of the rules are what the rules say (npm run docs)', () => {
  const files = generatedDocs();
  const changed = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  assert.deepEqual(changed, []);
  const written = readdirSync(new URL('docs/rules/', root)).map((it) => `docs/rules/${it}`);
  assert.deepEqual(written.filter((it) => !files.has(it)), []);
});

test('every error code that a text can cause has a rule, and no rule names a code that does not exist', () => {
  const table = generatedDocs().get('docs/codes.md') ?? '';
  const without = table.split('\n').filter((it) => it.startsWith('| IAM') || /^\| [A-Z_]+ /.test(it)).filter((it) => it.endsWith('|  |'));
  assert.deepEqual(without, []);
  assert.deepEqual(Object.keys(otherNames).filter((code) => !documented.some((it) => it.code === code)), []);
  const known = new Set([...facts.apiErrorCodes, ...facts.accessAnalyzerFindings.codesRead].map((it) => it.code));
  const named = documented.flatMap((it) => it.docs.also ?? []).filter((it) => /^IAM\.\d+$/.test(it));
  assert.deepEqual(named.filter((it) => !known.has(it)), []);
});

test('the limits are those of the collected data', () => {
  const max = (version: string, id: string): number | undefined => {
    const found = facts.limits[version]?.find((it) => it.id === id);
    return found?.max ?? found?.range?.max;
  };
  assert.deepEqual(
    { ...limits, resourceLengthError: undefined },
    {
      statements: max('1.1', 'statement.count'),
      actions: max('1.1', 'action.count'),
      actionLength: max('1.1', 'action.length'),
      resources: max('1.1', 'resource.count'),
      uris: max('1.1', 'resource.uri.count'),
      resourceLengthApi: max('1.1', 'resource.length'),
      resourceLengthError: undefined,
      conditions: max('1.1', 'condition.count'),
      conditionEntries: max('1.1', 'condition.keysPerOperator'),
      conditionValueLength: max('1.1', 'condition.value.length'),
      depends: max('1.1', 'depends.count'),
      displayName: max('1.1', 'displayName.length'),
      description: max('1.1', 'description.length'),
      policySize: max('1.1', 'policy.size'),
      scpSize: max('scp', 'policy.size'),
      scpField: max('scp', 'content.apiField'),
      documentField: max('5.0', 'policyDocument.apiField'),
      sessionSize: max('5.0', 'session.policy.length'),
    },
  );
  assert.equal(limits.resourceLengthError, 1500);
  assert.equal(max('5.0', 'policy.size'), limits.policySize);
  assert.equal(max('5.0', 'action.length'), limits.actionLength);
  assert.equal(max('5.0', 'urn.length'), limits.resourceLengthError);
});

function read(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}
