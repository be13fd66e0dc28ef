import type { EntryFiles } from '../entry/attach.ts';
import { entryDocument } from '../entry/attach.ts';
import type { Entry } from '../entry/entry.ts';
import type { PolicyDocument } from '../check.ts';
import { member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { eolOf, indentAt, unitOf, writeElements, writeStrings } from '../refactor/layout.ts';
import { decide } from '../simulate/decide.ts';
import { prepare } from '../simulate/prepare.ts';
import type { SimulationOptions, SimulationRequest } from '../simulate/types.ts';
import { applyEdits, type Edit } from '../text.ts';
import type { Account } from './account.ts';
import { accountPolicies } from './policies.ts';
import { requestAs, resolveHolder } from './person.ts';

/** An edit of one policy file (or of the account, for a document inside it) that lets an agency do more. */
export interface PermissionFix {
  readonly title: Message;
  /** As the account names it; undefined: the account itself. */
  readonly file: string | undefined;
  readonly edits: readonly Edit[];
  /** The policy names that service already. */
  readonly preferred: boolean;
}

/**
 * Edits that give an agency permissions which it lacks: the custom policy that already names their service, else one
 * offer for each policy of the agency. Each was tried: with it every one of them is allowed. None for system policies,
 * and none where a Deny decides.
 *
 * @param actions single actions, as `AgencyStep.action`
 */
export function permissionFixes(account: Account, agency: string, actions: readonly string[], options: EntryFiles & SimulationOptions, request: Pick<SimulationRequest, 'project' | 'enterpriseProject'> = {}): readonly PermissionFix[] {
  const holder = account.agencies.find((it) => it.name === agency);
  const wanted = actions.filter((it) => !it.includes('*'));
  if (!holder || wanted.length === 0) return [];
  const offers = holder.policies.flatMap((entry) => {
    const document = 'system' in entry.source || entry.unreadable ? undefined : entryDocument(entry, account.json.text, options);
    if (!document || 'template' in document || !document.policy) return [];
    const { policy } = document;
    if (policy.kind !== 'custom-1.1' && policy.kind !== 'identity-5.0') return [];
    const edits = addActions(document, policy, wanted);
    const offer = edits && toFix(entry, policy, wanted, edits);
    return offer && works(account, agency, wanted, entry, edits, options, request) ? [offer] : [];
  });
  const preferred = offers.filter((it) => it.preferred);
  const chosen = preferred.length > 0 ? preferred : offers;
  return [...new Map(chosen.map((it) => [`${it.file ?? ''}\n${JSON.stringify(it.edits)}`, it])).values()];
}

function toFix({ source }: Entry, policy: Policy, actions: readonly string[], edits: readonly Edit[]): PermissionFix {
  const file = 'file' in source ? source.file : undefined;
  const services = new Set(actions.map(serviceOf));
  const preferred = policy.statements.some((it) => it.action?.strings.some(({ segments }) => services.has(segments[0]?.value.toLowerCase() ?? '')));
  const [first = ''] = actions;
  const where = file ?? msg('the account');
  return { title: actions.length === 1 ? msg('Add {0} to {1}', first, where) : msg('Add {0} permissions to {1}', actions.length, where), file, edits, preferred };
}

/** Into the first Allow statement for that service that is limited by nothing, else as a statement of their own. */
function addActions({ json: { text } }: PolicyDocument, policy: Policy, actions: readonly string[]): readonly Edit[] | undefined {
  const services = new Set(actions.map(serviceOf));
  const open = policy.statements.find((it) => isOpenAllow(it) && it.action?.strings.some(({ segments }) => services.has(segments[0]?.value.toLowerCase() ?? '')));
  const list = open?.action?.member.value;
  const edit = open?.action && list ? writeStrings(text, list, [...open.action.strings.map((it) => it.value), ...actions]) : newStatement(text, policy, actions);
  return edit && [edit];
}

function isOpenAllow({ effect, action, resource, notResource, condition, unreadable }: Statement): boolean {
  const list = action?.member.value;
  return effect?.value === 'Allow' && !unreadable && list?.type === 'array' && list.elements.length === action?.strings.length && !notResource && !condition && (!resource || resource.strings.some((it) => it.value === '*'));
}

function newStatement(text: string, { value }: Policy, actions: readonly string[]): Edit | undefined {
  const statements = value.type === 'object' ? member(value, 'Statement')?.value : undefined;
  if (statements?.type !== 'array' || !statements.closed) return undefined;
  const eol = eolOf(text);
  const unit = unitOf(text);
  const indent = indentAt(text, statements.span.start) + unit;
  const written = text.includes('\n')
    ? ['{', `${indent}${unit}"Effect": "Allow",`, `${indent}${unit}"Action": [`, actions.map((it) => `${indent}${unit}${unit}${JSON.stringify(it)}`).join(`,${eol}`), `${indent}${unit}]`, `${indent}}`].join(eol)
    : `{ "Effect": "Allow", "Action": [${actions.map((it) => JSON.stringify(it)).join(', ')}] }`;
  return writeElements(text, statements, [...statements.elements.map((it) => text.slice(it.span.start, it.span.end)), written]);
}

/** Whether the agency may do all of it then: a grant for other projects or a Deny may stand in the way. */
function works(account: Account, agency: string, actions: readonly string[], entry: Entry, edits: readonly Edit[], options: EntryFiles & SimulationOptions, request: Pick<SimulationRequest, 'project' | 'enterpriseProject'>): boolean {
  const { source } = entry;
  if (!('file' in source)) return true;
  const load = (name: string): string | undefined => {
    const text = options.load(name);
    return text !== undefined && name === source.file ? applyEdits(text, edits) : text;
  };
  const holder = account.agencies.find((it) => it.name === agency);
  if (!holder) return false;
  const as = resolveHolder(account, holder, accountPolicies(account, { ...options, load }));
  const prepared = prepare(as.policies);
  return actions.every((action) => {
    const { decision } = decide(prepared, requestAs(as, { ...request, action }), options);
    return decision === 'Allow' || decision === 'Unknown';
  });
}

function serviceOf(action: string): string {
  return action.split(':', 1)[0]?.toLowerCase() ?? '';
}
