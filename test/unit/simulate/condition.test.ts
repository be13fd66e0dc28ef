import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { operatorNamed, operators } from '../../../server/src/core/simulate/operators.ts';
import { simulate } from '../../../server/src/core/simulate/simulate.ts';
import type { RequestContext, Truth } from '../../../server/src/core/simulate/types.ts';
import { catalog } from '../../support/catalog.ts';
import { attachAll } from './support.ts';

interface OperatorCase {
  readonly operator: string;
  readonly listed: readonly string[];
  /** Values of the request that match a listed one, and values that do not, before negation. */
  readonly matching: readonly string[];
  readonly other: readonly string[];
  /** How sure the answer is where the key is there, in each version that has the operator. */
  readonly grades: Readonly<Record<string, string>>;
}

interface SpecialCase {
  readonly name: string;
  readonly condition: unknown;
  readonly context: RequestContext;
  readonly holds: Truth;
  readonly grade: string;
  readonly version: string;
  readonly source: string;
}

const cases = JSON.parse(readFileSync(new URL('cases/conditions.json', import.meta.url), 'utf8')) as { operators: OperatorCase[]; special: SpecialCase[] };
const key = 'g:UserName';

function evaluate(condition: unknown, context: RequestContext, version: string): { holds: Truth | undefined; grade: string | undefined } {
  const policies = attachAll([{ version, statements: [{ Effect: 'Allow', Action: ['modelarts:notebook:create'], Condition: condition }] }]);
  const trace = simulate(policies, { action: 'modelarts:notebook:create', context }, { catalog }).statements[0]?.conditions[0];
  return { holds: trace?.holds, grade: trace?.grade };
}

test('every operator that a version has is in the cases, but those of the null family', () => {
  const expected = operators.filter((it) => it.family !== 'null' && Object.keys(it.versions).length > 0).map((it) => [it.name, Object.keys(it.versions)] as const);
  assert.deepEqual(new Map(cases.operators.map((it) => [it.operator, Object.keys(it.grades)] as const)), new Map(expected.map(([name, versions]) => [name, versions])));
});

for (const { operator, listed, matching, other, grades } of cases.operators) {
  const negated = operatorNamed(operator)?.negated === true;
  for (const [version, grade] of Object.entries(grades)) {
    test(`${operator} ${version}`, () => {
      const check = (written: string, context: RequestContext, holds: Truth, expected: string): void =>
        assert.deepEqual(evaluate({ [written]: { [key]: listed } }, context, version), { holds, grade: expected }, `${written} ${JSON.stringify(listed)} of ${JSON.stringify(context)}`);
      for (const suffix of ['', 'IfExists']) {
        for (const prefix of ['', 'ForAllValues:', 'ForAnyValue:']) {
          const written = `${prefix}${operator}${suffix}`;
          // A set prefix reads a single value as a set of one.
          for (const value of matching) check(written, { [key]: value }, !negated, grade);
          for (const value of other) check(written, { [key]: value }, negated, grade);
        }
        const [yes = '', no = ''] = [matching[0], other[0]];
        check(`${operator}${suffix}`, { [key]: [yes, no] }, null, grade);
        check(`ForAllValues:${operator}${suffix}`, { [key]: [yes, no] }, false, grade);
        check(`ForAnyValue:${operator}${suffix}`, { [key]: [yes, no] }, true, grade);
      }
      for (const prefix of ['', 'ForAllValues:', 'ForAnyValue:']) check(`${prefix}${operator}IfExists`, {}, true, 'documented');
      check(operator, {}, false, 'inferred');
      check(`ForAllValues:${operator}`, {}, true, 'inferred');
      check(`ForAnyValue:${operator}`, {}, false, 'documented');
    });
  }
}

for (const { name, condition, context, holds, grade, version } of cases.special) {
  test(`condition ${version}: ${name}`, () => assert.deepEqual(evaluate(condition, context, version), { holds, grade }));
}
