import type { LanguageVersion } from '../policy/kind.ts';
import type { Grade } from '../rules/rule.ts';

export type OperatorFamily = 'string' | 'number' | 'date' | 'bool' | 'null' | 'ip';

/** How sure a source is that a version has an operator (`data/condition-operators.json`). */
export type OperatorStanding = 'current' | 'legacy' | 'evidenced' | 'family-only';

/** One condition operator of IAM, without prefix and suffix. A test compares the table with the collected data. */
export interface Operator {
  readonly name: string;
  readonly family: OperatorFamily;
  /** No listed value may match. */
  readonly negated: boolean;
  /** Null where letter case means nothing, or where sources give two readings. */
  readonly caseSensitive: boolean | null;
  /** The versions that have it; an absent one does not. */
  readonly versions: Readonly<Partial<Record<LanguageVersion, OperatorStanding>>>;
  /** The operator that took its place: the same test over the list. */
  readonly aliasOf?: string;
  /** How a value is compared with a listed one, before `negated`. Two where sources give two readings. */
  readonly tests: readonly Test[];
}

/** One comparison. `folded` leaves letter case out. */
export type Test =
  | 'equal'
  | 'equal-folded'
  | 'glob'
  | 'contains-folded'
  | 'starts'
  | 'starts-folded'
  | 'ends'
  | 'ends-folded'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'
  | 'within'
  | 'null'
  | 'absent'
  | 'present'
  | 'empty';

const both = { '1.1': 'current', '5.0': 'family-only' } as const;
const evidenced = { '1.1': 'current', '5.0': 'evidenced' } as const;
const legacy = { '1.1': 'legacy' } as const;
/** Only in OBS bucket policies, which are another language. */
const nowhere = {} as const;

/** Comparisons of StringStartWith and StringEndWith: no source says for certain whether case counts (reference 3.2). */
const starts: readonly Test[] = ['starts', 'starts-folded'];
const ends: readonly Test[] = ['ends', 'ends-folded'];
/** Old IAM text: contains. Text of OBS about the same name: a glob (reference 3.2). */
const like: readonly Test[] = ['contains-folded', 'glob'];

/** Every operator that a source names for IAM policies, in the order of the alphabet within its family. */
export const operators: readonly Operator[] = [
  { name: 'Bool', family: 'bool', negated: false, caseSensitive: null, versions: evidenced, tests: ['equal'] },

  { name: 'DateEquals', family: 'date', negated: false, caseSensitive: null, versions: nowhere, tests: ['equal'] },
  { name: 'DateGreaterThan', family: 'date', negated: false, caseSensitive: null, versions: both, tests: ['greater'] },
  { name: 'DateGreaterThanEquals', family: 'date', negated: false, caseSensitive: null, versions: both, tests: ['greater-or-equal'] },
  { name: 'DateLessThan', family: 'date', negated: false, caseSensitive: null, versions: both, tests: ['less'] },
  { name: 'DateLessThanEquals', family: 'date', negated: false, caseSensitive: null, versions: both, tests: ['less-or-equal'] },
  { name: 'DateNotEquals', family: 'date', negated: true, caseSensitive: null, versions: nowhere, tests: ['equal'] },

  { name: 'IpAddress', family: 'ip', negated: false, caseSensitive: null, versions: { '1.1': 'legacy', '5.0': 'family-only' }, tests: ['within'] },
  { name: 'NotIpAddress', family: 'ip', negated: true, caseSensitive: null, versions: { '1.1': 'legacy', '5.0': 'family-only' }, tests: ['within'] },

  { name: 'IsNotNull', family: 'null', negated: true, caseSensitive: null, versions: legacy, tests: ['present'] },
  { name: 'IsNull', family: 'null', negated: false, caseSensitive: null, versions: legacy, tests: ['absent'] },
  { name: 'IsNullOrEmpty', family: 'null', negated: false, caseSensitive: null, versions: legacy, tests: ['empty'] },
  { name: 'Null', family: 'null', negated: false, caseSensitive: null, versions: both, tests: ['null'] },

  { name: 'NumberEquals', family: 'number', negated: false, caseSensitive: null, versions: both, tests: ['equal'] },
  { name: 'NumberEqualsAnyOf', family: 'number', negated: false, caseSensitive: null, versions: legacy, aliasOf: 'NumberEquals', tests: ['equal'] },
  { name: 'NumberGreaterThan', family: 'number', negated: false, caseSensitive: null, versions: both, tests: ['greater'] },
  { name: 'NumberGreaterThanEquals', family: 'number', negated: false, caseSensitive: null, versions: both, tests: ['greater-or-equal'] },
  { name: 'NumberLessThan', family: 'number', negated: false, caseSensitive: null, versions: both, tests: ['less'] },
  { name: 'NumberLessThanEquals', family: 'number', negated: false, caseSensitive: null, versions: both, tests: ['less-or-equal'] },
  { name: 'NumberNotEquals', family: 'number', negated: true, caseSensitive: null, versions: both, tests: ['equal'] },
  { name: 'NumberNotEqualsAnyOf', family: 'number', negated: true, caseSensitive: null, versions: legacy, aliasOf: 'NumberNotEquals', tests: ['equal'] },

  { name: 'StringEndWith', family: 'string', negated: false, caseSensitive: null, versions: evidenced, tests: ends },
  { name: 'StringEndWithAnyOf', family: 'string', negated: false, caseSensitive: false, versions: legacy, aliasOf: 'StringEndWith', tests: ends },
  { name: 'StringEquals', family: 'string', negated: false, caseSensitive: true, versions: evidenced, tests: ['equal'] },
  { name: 'StringEqualsAnyOf', family: 'string', negated: false, caseSensitive: true, versions: legacy, aliasOf: 'StringEquals', tests: ['equal'] },
  { name: 'StringEqualsIgnoreCase', family: 'string', negated: false, caseSensitive: false, versions: both, tests: ['equal-folded'] },
  { name: 'StringEqualsIgnoreCaseAnyOf', family: 'string', negated: false, caseSensitive: false, versions: legacy, aliasOf: 'StringEqualsIgnoreCase', tests: ['equal-folded'] },
  { name: 'StringLike', family: 'string', negated: false, caseSensitive: null, versions: legacy, tests: like },
  { name: 'StringLikeAnyOf', family: 'string', negated: false, caseSensitive: false, versions: legacy, aliasOf: 'StringLike', tests: like },
  { name: 'StringMatch', family: 'string', negated: false, caseSensitive: true, versions: both, tests: ['glob'] },
  { name: 'StringNotEndWith', family: 'string', negated: true, caseSensitive: false, versions: legacy, tests: ends },
  { name: 'StringNotEndWithAnyOf', family: 'string', negated: true, caseSensitive: false, versions: legacy, aliasOf: 'StringNotEndWith', tests: ends },
  { name: 'StringNotEquals', family: 'string', negated: true, caseSensitive: true, versions: evidenced, tests: ['equal'] },
  { name: 'StringNotEqualsAnyOf', family: 'string', negated: true, caseSensitive: true, versions: legacy, aliasOf: 'StringNotEquals', tests: ['equal'] },
  { name: 'StringNotEqualsIgnoreCase', family: 'string', negated: true, caseSensitive: false, versions: both, tests: ['equal-folded'] },
  { name: 'StringNotEqualsIgnoreCaseAnyOf', family: 'string', negated: true, caseSensitive: false, versions: legacy, aliasOf: 'StringNotEqualsIgnoreCase', tests: ['equal-folded'] },
  { name: 'StringNotLike', family: 'string', negated: true, caseSensitive: null, versions: legacy, tests: like },
  { name: 'StringNotLikeAnyOf', family: 'string', negated: true, caseSensitive: false, versions: legacy, aliasOf: 'StringNotLike', tests: like },
  { name: 'StringNotMatch', family: 'string', negated: true, caseSensitive: true, versions: both, tests: ['glob'] },
  { name: 'StringNotStartWith', family: 'string', negated: true, caseSensitive: false, versions: legacy, tests: starts },
  { name: 'StringNotStartWithAnyOf', family: 'string', negated: true, caseSensitive: false, versions: legacy, aliasOf: 'StringNotStartWith', tests: starts },
  { name: 'StringStartWith', family: 'string', negated: false, caseSensitive: null, versions: both, tests: starts },
  { name: 'StringStartWithAnyOf', family: 'string', negated: false, caseSensitive: false, versions: legacy, aliasOf: 'StringStartWith', tests: starts },
];

/** The operator of this name, whatever the version. Letter case counts. */
export function operatorNamed(name: string): Operator | undefined {
  return byName.get(name);
}

/** Whether the dialect has the operator: the data give it any standing for that version (interfaces.md, `simulate`). */
export function operatorIsKnown(name: string, version: LanguageVersion): boolean {
  return byName.get(name)?.versions[version] !== undefined;
}

/** Every operator but Null and the older forms of it takes IfExists. */
export function takesIfExists(operator: Operator): boolean {
  return operator.family !== 'null';
}

/** How sure an answer of the operator is where the request carries the key. */
export function operatorGrade(operator: Operator, version: LanguageVersion): Grade {
  const standing = operator.versions[version];
  if (operator.tests.length > 1 || standing === 'legacy') return 'disputed';
  return standing === 'family-only' ? 'inferred' : 'documented';
}

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((it) => [it.name, it]));
