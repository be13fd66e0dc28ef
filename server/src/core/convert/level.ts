import type { Catalog } from '../catalog/catalog.ts';
import { type Arg, code, type Message, msg } from '../message.ts';
import { actionStrings, type Policy } from '../policy/policy.ts';

/** Type of a custom policy in the API: for global services (AX) or for project-level ones (XA). */
export type RoleType = 'AX' | 'XA';

/**
 * The type that the services of a policy ask for (reference, 1.5), and what the reader should know about it.
 * Services with a wildcard or of unknown level say nothing.
 */
export function roleType(policy: Policy, catalog: Catalog): { readonly type: RoleType; readonly notes: readonly Message[] } {
  const names = new Set(policy.statements.flatMap(actionStrings).map(({ value }) => (value.split(':')[0] ?? '').toLowerCase()));
  const global: string[] = [];
  const project: string[] = [];
  const unknown: string[] = [];
  for (const name of names) (name.includes('*') ? [] : { global, project, none: unknown }[catalog.service(name)?.level ?? 'none']).push(name);
  const type: RoleType = global.length > 0 && project.length === 0 ? 'AX' : 'XA';
  return { type, notes: notes(type, global, project, unknown) };
}

function notes(type: RoleType, global: readonly string[], project: readonly string[], unknown: readonly string[]): readonly Message[] {
  const found: Message[] = [];
  if (global.length > 0 && project.length > 0) {
    found.push(msg('It names global services ({0}) and project-level ones ({1}). Sources disagree whether one policy may. Type {2} is written; split the policy if IAM refuses it.', list(global), list(project), code(type)));
  } else if (global.length === 0 && project.length === 0) {
    found.push(msg('Its services do not tell the type. {0} is written, for project-level services; use {1} for global ones.', code('XA'), code('AX')));
  }
  if (unknown.length > 0) found.push(msg('The level of {0} is not in our data.', list(unknown)));
  if (global.includes('obs')) found.push(msg('For OBS, create the same policy with type AX and with type XA and attach both. Keep other services out of it.'));
  return found;
}

function list(names: readonly string[]): Message {
  const [first = '', ...rest] = names.map((it): Arg => code(it));
  return rest.reduce<Message>((all, one) => msg('{0}, {1}', all, one), msg('{0}', first));
}
