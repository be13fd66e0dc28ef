import type { ConditionKey, ConditionOperator, Statement } from '../policy/policy.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { Grade } from '../rules/rule.ts';
import { type Comparison, comparisonWith } from './comparison.ts';
import { type Context, keyName } from './context.ts';
import { type Operator, operatorGrade, operatorIsKnown, operatorNamed, takesIfExists } from './operators.ts';
import { every, not, or, some } from './truth.ts';
import type { ConditionTrace, Truth } from './types.ts';
import { readVariables, type Variable, variablesOf } from './variables.ts';

/** One key under one operator, prepared for many requests. */
export interface PreparedCondition {
  readonly operator: ConditionOperator;
  readonly source: ConditionKey;
  /** As `keyName` gives it. */
  readonly key: string;
  readonly listed: readonly string[];
  /** Keys that the listed values take by `${key}`. */
  readonly variables: readonly Variable[];
  /** Why it can never be known whether it holds. */
  readonly fault: 'unknown-operator' | 'no-if-exists' | 'no-prefix' | 'wrong-type' | undefined;
  readonly rule: Operator | undefined;
  /** One list of comparisons, one for each listed value, for each reading of the operator. */
  readonly readings: readonly (readonly Comparison[])[];
  readonly grade: Grade;
  /** Outcomes by the value of the request, where it is one and no variable takes part: requests carry the same again and again. */
  readonly known: Map<string, KnownOutcome>;
}

/** An outcome that is remembered, and what traces say of it. */
export interface KnownOutcome {
  readonly outcome: ConditionOutcome;
  trace: ConditionTrace | undefined;
}

/** Values that are remembered for a condition, and UTF-16 units of the longest. */
const mostKnown = 64;
const longestKnown = 256;

/** What led to an answer; `describeCondition` says it in words. */
export type Because =
  | NonNullable<PreparedCondition['fault']>
  | 'absent-if-exists'
  | 'absent-all'
  | 'absent-any'
  | 'absent-negated'
  | 'absent'
  | 'is-absent'
  | 'is-present'
  | 'several'
  | 'readings-differ'
  | 'not-comparable'
  | 'compared';

export interface ConditionOutcome {
  readonly holds: Truth;
  readonly because: Because;
  readonly grade: Grade;
}

/** Prepares the conditions of a statement in the order of the text. A key with the value null counts as absent. */
export function prepareConditions(statement: Statement, version: LanguageVersion): readonly PreparedCondition[] {
  const operators = statement.condition?.operators ?? [];
  return operators.flatMap((operator) => operator.keys.flatMap((key) => (isLeftOut(operator, key) ? [] : [prepareCondition(operator, key, version)])));
}

/** Whether the condition holds for what a request carries (interfaces.md, `simulate`; reference 3.3). */
export function evaluateCondition(condition: PreparedCondition, context: Context): ConditionOutcome {
  const { rule, fault, operator, grade } = condition;
  if (fault || !rule) return { holds: null, because: fault ?? 'unknown-operator', grade };
  const values = context.get(condition.key) ?? [];
  if (rule.family === 'null') return presence(condition, rule, values);
  if (values.length === 0) return absence(operator, rule);
  const [value = ''] = values;
  if (values.length > 1 || condition.variables.length > 0 || value.length > longestKnown) return compare(condition, rule, values, context);
  let found = condition.known.get(value);
  if (!found) {
    if (condition.known.size >= mostKnown) condition.known.clear();
    condition.known.set(value, (found = { outcome: compare(condition, rule, values, context), trace: undefined }));
  }
  return found.outcome;
}

function compare(condition: PreparedCondition, rule: Operator, values: readonly string[], context: Context): ConditionOutcome {
  const { operator, grade } = condition;
  if (!operator.prefix && values.length > 1) return { holds: null, because: 'several', grade };
  let holds: Truth | undefined;
  for (const comparisons of condition.readings) {
    const reading = holdsFor(values, comparisons, rule.negated, operator.prefix, context);
    if (holds === undefined) holds = reading;
    else if (holds !== reading) return { holds: null, because: 'readings-differ', grade };
  }
  return { holds: holds ?? null, because: holds === null ? 'not-comparable' : 'compared', grade };
}

function isLeftOut(operator: ConditionOperator, key: ConditionKey): boolean {
  return key.member.value?.type === 'null' && operatorNamed(operator.name)?.family !== 'null';
}

function prepareCondition(operator: ConditionOperator, source: ConditionKey, version: LanguageVersion): PreparedCondition {
  const rule = operatorIsKnown(operator.name, version) ? operatorNamed(operator.name) : undefined;
  const listed = (source.values ?? []).map((it) => it.value);
  const fault = faultOf(operator, source, rule);
  const readings = rule && !fault ? rule.tests.map((test) => listed.map((value) => comparisonWith(value, rule.family, test))) : [];
  const variables = listed.flatMap((value) => variablesOf(readVariables(value) ?? []));
  const grade = rule ? operatorGrade(rule, version) : 'inferred';
  return { operator, source, key: keyName(source.name), listed, variables, fault, rule, readings, grade, known: new Map() };
}

function faultOf(operator: ConditionOperator, source: ConditionKey, rule: Operator | undefined): PreparedCondition['fault'] {
  if (!rule) return 'unknown-operator';
  if (operator.ifExists && !takesIfExists(rule)) return 'no-if-exists';
  if (operator.prefix && rule.family === 'null') return 'no-prefix';
  // The older null operators compare with nothing, so whatever is listed there says nothing.
  return source.values === undefined && !(rule.family === 'null' && rule.name !== 'Null') ? 'wrong-type' : undefined;
}

/** Null and its older forms ask whether the key is there. No values, as none at all, is absent. */
function presence({ listed, grade }: PreparedCondition, rule: Operator, values: readonly string[]): ConditionOutcome {
  const present = values.length > 0;
  const because = present ? 'is-present' : 'is-absent';
  switch (rule.tests[0]) {
    case 'absent':
      return { holds: !present, because, grade };
    case 'present':
      return { holds: present, because, grade };
    case 'empty':
      if (values.length > 1) return { holds: null, because: 'several', grade };
      return { holds: !present || values[0] === '', because, grade };
  }
  const holds = some(listed, (it) => (it === 'true' ? !present : it === 'false' ? present : null));
  return { holds, because: holds === null ? 'not-comparable' : because, grade: grade === 'disputed' ? grade : 'documented' };
}

/** IfExists decides first, whatever the prefix; then the prefix; then every plain operator is false. */
function absence({ ifExists, prefix }: ConditionOperator, rule: Operator): ConditionOutcome {
  if (ifExists) return { holds: true, because: 'absent-if-exists', grade: 'documented' };
  if (prefix === 'ForAllValues') return { holds: true, because: 'absent-all', grade: 'inferred' };
  if (prefix === 'ForAnyValue') return { holds: false, because: 'absent-any', grade: 'documented' };
  return { holds: false, because: rule.negated ? 'absent-negated' : 'absent', grade: 'inferred' };
}

function holdsFor(values: readonly string[], comparisons: readonly Comparison[], negated: boolean, prefix: ConditionOperator['prefix'], context: Context): Truth {
  const one = (value: string): Truth => {
    let matched: Truth = false;
    for (const comparison of comparisons) {
      matched = or(matched, comparison(value, context));
      if (matched === true) break;
    }
    return negated ? not(matched) : matched;
  };
  return prefix === 'ForAnyValue' ? some(values, one) : every(values, one);
}
