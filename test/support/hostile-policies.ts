/** Policies that are made to keep an analysis busy: wildcards that cross, long runs of `?`, lists that are subtracted. */
export const hostilePolicies: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'hostile: `*` everywhere', text: policy(times(100, (index) => statement(index % 2 ? 'Deny' : 'Allow', times(10, (at) => `*${'ab'.repeat(index % 9)}*${at}*:*a*b*${at}*:*${index}*`)))) },
  { name: 'hostile: `?`', text: policy(times(60, (index) => statement(index % 2 ? 'Deny' : 'Allow', times(5, (at) => `*a${question(12 + at)}:*b${question(10 + index % 20)}:*${'a'.repeat(index % 5)}${question(20)}*`))), '5.0') },
  { name: 'hostile: Not…', text: policy(times(40, (index) => ({ Effect: index % 2 ? 'Deny' : 'Allow', NotAction: times(12, (at) => `a*${at}:b*${index}:c*${at}`), NotResource: times(10, (at) => `*${at}:r${index}*:c*:t*${at}:p*${index}`) })), '5.0') },
  { name: 'hostile: conditions', text: policy(times(60, (index) => statement(index % 2 ? 'Deny' : 'Allow', ['modelarts:*:*'], { Condition: { StringNotMatch: Object.fromEntries(times(10, (at) => [`k:${at}`, times(10, (value) => `*${index % 10}*${value}*${question(8)}`)])) } })), '5.0') },
  { name: 'hostile: one long pattern', text: policy([statement('Allow', ['a:b:c'], { Resource: times(10, (at) => `a:*:*:b:${`*${'ab'.repeat(8)}${at}`.repeat(60)}`) }), statement('Deny', ['*:*:*'], { Resource: times(10, (at) => `a:*:*:b:*${'ab'.repeat(200)}${at}*`) })], '5.0') },
];

function statement(effect: string, actions: readonly string[], more: object = {}): object {
  return { Effect: effect, Action: actions, ...more };
}

function policy(statements: readonly object[], version = '1.1'): string {
  return JSON.stringify({ Version: version, Statement: statements });
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function question(length: number): string {
  return '?'.repeat(length);
}
