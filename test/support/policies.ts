/** Short ways to write the text of a policy in a test. */

/** A custom policy (1.1) of these statements, each given as JSON text. */
export function custom(...statements: readonly string[]): string {
  return `{"Version": "1.1", "Statement": [${statements.join(', ')}]}`;
}

/** A policy of version 5.0 of these statements. */
export function identity(...statements: readonly string[]): string {
  return `{"Version": "5.0", "Statement": [${statements.join(', ')}]}`;
}

/** An Allow of these actions; `rest` is what else stands in the statement. */
export function allow(actions: readonly string[], rest = ''): string {
  return statement('Allow', actions, rest);
}

export function deny(actions: readonly string[], rest = ''): string {
  return statement('Deny', actions, rest);
}

/** An Allow of one plain action on these resources. */
export function on(...resources: readonly string[]): string {
  return allow(['modelarts:notebook:list'], `"Resource": ${JSON.stringify(resources)}`);
}

/** A Deny of one plain action under this condition, given as JSON text. */
export function when(condition: string): string {
  return deny(['modelarts:notebook:delete'], `"Condition": ${condition}`);
}

function statement(effect: string, actions: readonly string[], rest: string): string {
  return `{"Effect": "${effect}", "Action": ${JSON.stringify(actions)}${rest === '' ? '' : `, ${rest}`}}`;
}
