import type { EntryFiles } from '../entry/attach.ts';
import { entryDocument } from '../entry/attach.ts';
import type { Entry } from '../entry/entry.ts';
import type { PolicyDocument } from '../check.ts';
import { member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { layOutElement, writeElements, writeStrings } from '../refactor/layout.ts';
import { whyNoAction } from '../search/writable.ts';
import { decide } from '../simulate/decide.ts';
import { prepare } from '../simulate/prepare.ts';
import type { Decision, SimulationOptions, SimulationRequest } from '../simulate/types.ts';
import { applyEdits, type Edit } from '../text.ts';
import { type Account, personName, personsOf, readAccount } from './account.ts';
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
    if ((policy.kind !== 'custom-1.1' && policy.kind !== 'identity-5.0') || wanted.some((it) => whyNoAction(policy, it))) return [];
    const added = addActions(document, policy, wanted);
    const offer = added && toFix(entry, policy, wanted, added, othersWith(account, agency, entry));
    return offer && works(account, agency, wanted, entry, added, options, request) ? [offer] : [];
  });
  const preferred = offers.filter((it) => it.preferred);
  const chosen = preferred.length > 0 ? preferred : offers;
  return [...new Map(chosen.map((it) => [`${it.file ?? ''}\n${JSON.stringify(it.edits)}`, it])).values()];
}

interface Addition {
  readonly edits: readonly Edit[];
  /** On which resources alone the actions are granted then; undefined: on every one. */
  readonly on: readonly string[] | undefined;
}

function toFix({ source }: Entry, policy: Policy, actions: readonly string[], { edits, on }: Addition, others: readonly string[]): PermissionFix {
  const file = 'file' in source ? source.file : undefined;
  const services = new Set(actions.map(serviceOf));
  const preferred = policy.statements.some((it) => it.action?.strings.some(({ segments }) => services.has(segments[0]?.value.toLowerCase() ?? '')));
  const [first = ''] = actions;
  const where = file ?? msg('the account');
  const added = actions.length === 1 ? msg('Add {0} to {1}', first, where) : msg('Add {0} permissions to {1}', actions.length, where);
  const limited = on === undefined ? (isLimited(policy, services) ? msg('{0}, on every resource', added) : added) : msg('{0}, on {1}', added, on.join(', '));
  return { title: others.length > 0 ? msg('{0} (also held by {1})', limited, others.join(', ')) : limited, file, edits, preferred };
}

/** Who else gains from an edit of the file: people, groups and other agencies that hold it. */
function othersWith(account: Account, agency: string, { source }: Entry): readonly string[] {
  if (!('file' in source)) return [];
  const holds = (it: Entry): boolean => 'file' in it.source && it.source.file === source.file;
  return [...personsOf(account), ...account.groups].filter((it) => !(it.kind === 'agency' && it.name === agency) && it.policies.some(holds)).map(personName);
}

/**
 * Into the first Allow statement for that service that is limited by nothing; else, where statements for the same
 * types name resources, as a statement on those; else as a statement of their own.
 */
function addActions({ json: { text } }: PolicyDocument, policy: Policy, actions: readonly string[]): Addition | undefined {
  const services = new Set(actions.map(serviceOf));
  const open = policy.statements.find((it) => isOpenAllow(it) && it.action?.strings.some(({ segments }) => services.has(segments[0]?.value.toLowerCase() ?? '')));
  const list = open?.action?.member.value;
  const on = open ? undefined : resourcesFor(policy, actions);
  const edit = open?.action && list ? writeStrings(text, list, [...open.action.strings.map((it) => it.value), ...actions]) : newStatement(text, policy, actions, on);
  return edit && { edits: [edit], on };
}

/** The resources on which the policy allows something of the types of all these actions already. */
function resourcesFor({ statements }: Policy, actions: readonly string[]): readonly string[] | undefined {
  const types = new Set(actions.map(typeOf));
  const [type] = types;
  if (type === undefined || types.size > 1) return undefined;
  const found = statements.find(({ effect, action, resource, unreadable }) => effect?.value === 'Allow' && !unreadable && resource && action?.strings.some((it) => typeOf(it.value) === type));
  const strings = found?.resource?.strings.map((it) => it.value) ?? [];
  return strings.length === 0 || strings.includes('*') ? undefined : strings;
}

/** Some statement for these services names resources, so that a grant on all of them is more than is there. */
function isLimited({ statements }: Policy, services: ReadonlySet<string>): boolean {
  return statements.some((it) => it.effect?.value === 'Allow' && (it.resource || it.notResource) && !isOpenAllow(it) && it.action?.strings.some(({ segments }) => services.has(segments[0]?.value.toLowerCase() ?? '')));
}

function isOpenAllow({ effect, action, resource, notResource, condition, unreadable }: Statement): boolean {
  const list = action?.member.value;
  return effect?.value === 'Allow' && !unreadable && list?.type === 'array' && list.elements.length === action?.strings.length && !notResource && !condition && (!resource || resource.strings.some((it) => it.value === '*'));
}

function newStatement(text: string, { value }: Policy, actions: readonly string[], on: readonly string[] | undefined): Edit | undefined {
  const statements = value.type === 'object' ? member(value, 'Statement')?.value : undefined;
  if (statements?.type !== 'array' || !statements.closed) return undefined;
  const written = layOutElement(text, statements, { Effect: 'Allow', Action: actions, ...(on ? { Resource: on } : {}) }, inLine);
  return writeElements(text, statements, [...statements.elements.map((it) => text.slice(it.span.start, it.span.end)), written]);
}

/** `{ "Effect": "Allow", "Action": ["a:b:c"] }` */
function inLine(statement: object): string {
  const members = Object.entries(statement).map(([name, value]) => `"${name}": ${Array.isArray(value) ? `[${value.map((it) => JSON.stringify(it)).join(', ')}]` : JSON.stringify(value)}`);
  return `{ ${members.join(', ')} }`;
}

/** Whether the agency may do all of it then: a grant for other projects or a Deny may stand in the way. */
function works(account: Account, agency: string, actions: readonly string[], entry: Entry, { edits, on }: Addition, options: EntryFiles & SimulationOptions, request: Pick<SimulationRequest, 'project' | 'enterpriseProject'>): boolean {
  const { source } = entry;
  const load = (name: string): string | undefined => {
    const text = options.load(name);
    return text !== undefined && 'file' in source && name === source.file ? applyEdits(text, edits) : text;
  };
  const changed = 'file' in source ? account : readAccount(applyEdits(account.json.text, edits));
  const decided = (of: Account, files: EntryFiles): ((action: string) => Decision) | undefined => {
    const holder = of.agencies.find((it) => it.name === agency);
    const as = holder && resolveHolder(of, holder, accountPolicies(of, files));
    const prepared = as && prepare(as.policies);
    return prepared && ((action) => decide(prepared, requestAs(as, { ...request, action, ...(on?.[0] === undefined ? {} : { resources: [on[0]] }) }), options).decision);
  };
  const [before, after] = [decided(account, options), decided(changed, { ...options, load })];
  // Where another policy cannot be known the answer stays Unknown, and the grant is there all the same.
  return actions.every((action) => after?.(action) === 'Allow' || (after?.(action) === 'Unknown' && before?.(action) !== 'Unknown'));
}

/** `obs:object` of `obs:object:GetObject`. */
function typeOf(action: string): string {
  return action.split(':', 2).join(':').toLowerCase();
}

function serviceOf(action: string): string {
  return action.split(':', 1)[0]?.toLowerCase() ?? '';
}
