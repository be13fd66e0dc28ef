import { catalog } from '../../test/support/catalog.ts';

/** A policy of about `size` characters, indented as people write it, of real actions that are not deprecated. */
export function policyOfSize(size: number): string {
  const actions = catalog.actions('modelarts', '1.1').filter((it) => !it.deprecated).map((it) => it.name);
  const statements: unknown[] = [];
  const perStatement = size > 20_000 ? 80 : 16;
  let next = 0;
  let text = '';
  while (text.length < size) {
    const list = Array.from({ length: perStatement }, () => actions[next++ % actions.length]);
    statements.push({ Effect: statements.length % 4 === 3 ? 'Deny' : 'Allow', Action: list, ...(statements.length % 2 === 0 ? {} : { Condition: { StringEquals: { 'g:UserName': ['alice', 'bob'] } } }) });
    // Stringified once in a while only: big policies would take forever otherwise.
    if (statements.length % 8 === 0 || size < 20_000) text = JSON.stringify({ Version: '1.1', Statement: statements }, null, 2);
  }
  return text;
}
