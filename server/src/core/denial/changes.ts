import type { Comparison } from '../analysis/compare.ts';
import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { check, type PolicyDocument, readDocument } from '../check.ts';
import { compareDocuments } from '../compare/compare-documents.ts';
import { type JsonArray, member } from '../json/json.ts';
import { code, type Message, msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { eolOf, indentAt, layOutElement, unitOf, writeElements, writeStrings } from '../refactor/layout.ts';
import { isSound } from '../refactor/lists.ts';
import { quoted, removeElement } from '../rules/support/edits.ts';
import { nameVersion } from '../structure/counts.ts';
import { simulate } from '../simulate/simulate.ts';
import { roleOf } from '../simulate/prepare.ts';
import type { AttachedPolicy, SimulationOptions, SimulationRequest, StatementTrace } from '../simulate/types.ts';
import { applyEdits, type Edit } from '../text.ts';

/** A change of one policy after which the request is allowed. Both were tried: the request, and everything else by `compare`. */
export interface Change {
  readonly kind: 'add-to-statement' | 'new-statement' | 'remove-from-deny' | 'exception';
  /** The name of the policy. */
  readonly policy: string;
  readonly title: Message;
  /** Of the policy's text; they do not overlap. */
  readonly edits: readonly Edit[];
  /** What else it grants. */
  readonly also: Also;
}

export interface Also {
  /** Other known actions that are granted. */
  readonly actions: readonly string[];
  /** Other known actions that are no longer denied, though nothing here allows them. */
  readonly lifted: readonly string[];
  /** Actions that nobody knows today may be granted or no longer denied, too. */
  readonly unknown: boolean;
  /** Whether the action itself is granted for other requests than this one: for all, or within the limits of a statement. */
  readonly reach: 'everywhere' | 'limited';
  /** The comparison could not tell everything. */
  readonly unsure: boolean;
}

/** Strings of one list, as IAM takes them. */
const mostStrings = 100;

/** Changes that are tried for one policy. */
const mostDrafts = 40;

/** Statements that a change is made of at most, for policies that deny or allow in many places. */
const mostSteps = 20;

/**
 * The changes that would allow a request which the policies deny or do not grant, those that grant least else
 * first. Only custom policies and identity policies are changed. Empty where no single policy can be changed so.
 *
 * @param user the name of the IAM user who asks, where it is known
 */
export function changesFor(policies: readonly AttachedPolicy[], request: SimulationRequest, options: SimulationOptions, user?: string): readonly Change[] {
  const found: Verified[] = [];
  for (const attached of policies) {
    if (!isEditable(attached)) continue;
    const document = attached.document as PolicyDocument;
    let tried = 0;
    for (const draft of draftsFor(policies, attached, document, request, options, user)) {
      if (tried++ === mostDrafts) break;
      const verified = verify(policies, attached, document, draft, request, options);
      if (verified && !found.some((it) => it.policy === verified.policy && sameEdits(it.edits, verified.edits))) found.push(verified);
    }
  }
  const weight = ({ also, statement, length }: Verified): readonly number[] => [also.unsure ? 1 : 0, also.actions.length, also.lifted.length, also.unknown ? 1 : 0, also.reach === 'everywhere' ? 1 : 0, statement ? 1 : 0, length];
  return found.sort((a, b) => compareNumbers(weight(a), weight(b))).map(({ kind, policy, title, edits, also }) => ({ kind, policy, title, edits, also }));
}

interface Draft {
  readonly kind: Change['kind'];
  readonly title: Message;
  /** What was done first, where it takes two steps. */
  readonly first?: string;
  readonly text: string;
  /** It has a statement more. */
  readonly statement?: boolean;
}

interface Verified extends Change {
  readonly statement: boolean;
  /** UTF-16 units that are written or taken out. */
  readonly length: number;
}

function isEditable(attached: AttachedPolicy): boolean {
  const { document } = attached;
  return roleOf(attached) === 'policy' && (document?.kind === 'custom-1.1' || document?.kind === 'identity-5.0') && document.policy !== undefined && document.json.problems.length === 0;
}

/** Ways to write the policy; whether one allows the request is seen when it is tried. */
function* draftsFor(policies: readonly AttachedPolicy[], attached: AttachedPolicy, document: PolicyDocument, request: SimulationRequest, options: SimulationOptions, user: string | undefined): Generator<Draft> {
  const { decision } = simulate(policies, request, options);
  if (decision === 'ImplicitDeny') yield* allowing(attached, document, policies, request, options);
  if (decision !== 'Deny') return;
  for (const lifted of lifting(attached, document, policies, request, options, user)) {
    const changed = withDocument(policies, attached, readDocument(lifted.text, { kind: document.policy?.kind ?? 'custom-1.1' }));
    const now = simulate(changed, request, options).decision;
    if (now === 'Allow') yield lifted;
    if (now !== 'ImplicitDeny') continue;
    // Nothing allows it once it is not denied: both in one change.
    const target = changed[policies.indexOf(attached)];
    if (!target?.document) continue;
    for (const both of allowing(target, target.document, changed, request, options)) yield { ...both, kind: lifted.kind, first: lifted.text, title: msg('{0} + {1}', lifted.title, both.title) };
  }
}

/** An action more in a statement that fits, or a statement more. */
function* allowing(attached: AttachedPolicy, document: PolicyDocument, policies: readonly AttachedPolicy[], request: SimulationRequest, options: SimulationOptions): Generator<Draft> {
  const { policy } = document;
  if (!policy) return;
  for (const trace of tracesOf(attached, policies, request, options)) {
    const statement = policy.statements[trace.index];
    if (!statement || trace.effect !== 'Allow' || trace.unreadable || trace.action.matches !== false || trace.resource.matches === false || trace.conditions.some((it) => it.holds !== true)) continue;
    const list = statement.action;
    const value = list?.member.value;
    if (!list || !value || !isSound(list)) continue;
    const edit = writeStrings(policy.text, value, [...list.strings.map((it) => it.value), request.action]);
    if (edit) yield { kind: 'add-to-statement', title: msg('Add {0} to statement {1}', code(request.action), trace.index + 1), text: applyEdits(policy.text, [edit]) };
  }
  const array = statementArray(policy);
  if (!array) return;
  const resources = resourcesFor(policy, request, options.catalog);
  for (const some of resources ? [resources, undefined] : [undefined]) {
    const edit = writeElements(policy.text, array, [...array.elements.map((it) => policy.text.slice(it.span.start, it.span.end)), layOutElement(policy.text, array, { Effect: 'Allow', Action: [request.action], ...(some ? { Resource: some } : {}) })]);
    if (edit) yield { kind: 'new-statement', statement: true, title: some ? msg('Allow {0} in a new statement, for this resource only', code(request.action)) : msg('Allow {0} in a new statement', code(request.action)), text: applyEdits(policy.text, [edit]) };
  }
}

/** Takes an action out of every Deny that applies: its string, an exception to a wildcard, or the person. */
function* lifting(attached: AttachedPolicy, document: PolicyDocument, policies: readonly AttachedPolicy[], request: SimulationRequest, options: SimulationOptions, user: string | undefined): Generator<Draft> {
  const { policy } = document;
  if (!policy) return;
  const denying = tracesOf(attached, policies, request, options).filter((it) => it.effect === 'Deny' && it.applies === true);
  const statements = denying.flatMap((it) => policy.statements[it.index] ?? []);
  if (statements.length === 0 || statements.length !== denying.length || statements.length > mostSteps) return;
  const numbers = statements.map((it) => it.index + 1).join(', ');
  const removed = together(policy, statements, (it) => withoutAction(policy, it, request.action, options.catalog));
  if (removed) {
    const literal = statements.every((it) => it.action?.strings.some((string) => string.value.toLowerCase() === request.action.toLowerCase()));
    const title = literal ? msg('Take {0} out of the Deny in statement {1}', code(request.action), numbers) : msg('Except {0} from the Deny in statement {1}, which then names the other known actions', code(request.action), numbers);
    yield { kind: literal ? 'remove-from-deny' : 'exception', title, text: removed };
  }
  if (user === undefined) return;
  const excepted = together(policy, statements, (it) => exceptUser(policy, it, user));
  if (excepted) yield { kind: 'exception', title: msg('Except the user {0} from the Deny in statement {1}', code(user), numbers), text: excepted };
}

/** All edits or none; a removed statement may leave the list empty. */
function together(policy: Policy, statements: readonly Statement[], edit: (statement: Statement) => Edit | undefined): string | undefined {
  const edits = statements.map(edit);
  if (edits.some((it) => it === undefined)) return undefined;
  // From the end, one by one: neighbours that are removed touch each other.
  let { text } = policy;
  for (const it of edits.toReversed()) if (it) text = applyEdits(text, [it]);
  return text;
}

function withoutAction(policy: Policy, statement: Statement, action: string, catalog: Catalog): Edit | undefined {
  const list = statement.action;
  const value = list?.member.value;
  if (!list || !value || !isSound(list)) return undefined;
  const version = nameVersion(policy.version);
  const folded = action.toLowerCase();
  const left: string[] = [];
  for (const { value: string } of list.strings) {
    if (string.toLowerCase() === folded) continue;
    const known = /[*?]/.test(string) ? actionsMatching(catalog, string, version) : [];
    // A wildcard that does not reach the action stays; whether it does is seen when the change is tried.
    if (!known.some((it) => it.name.toLowerCase() === folded)) left.push(string);
    else left.push(...othersOf(known, folded, catalog, version));
  }
  if (left.length > mostStrings) return undefined;
  if (left.length > 0) return writeStrings(policy.text, value, [...new Set(left)]);
  const array = statementArray(policy);
  const index = array?.elements.indexOf(statement.node) ?? -1;
  return array && index >= 0 ? removeElement(array, index) : undefined;
}

/** The known actions of a wildcard but one, as people would write them: whole resource types where they are, else names. */
function othersOf(known: readonly ActionFact[], folded: string, catalog: Catalog, version: NameVersion): readonly string[] {
  const typeOf = (name: string): string => name.slice(0, name.lastIndexOf(':'));
  const byType = new Map<string, ActionFact[]>();
  for (const it of known) byType.set(typeOf(it.name), [...(byType.get(typeOf(it.name)) ?? []), it]);
  return [...byType].flatMap(([type, actions]) => {
    const whole = actionsMatching(catalog, `${type}:*`, version).length === actions.length;
    const others = actions.map((it) => it.name).filter((it) => it.toLowerCase() !== folded);
    return whole && others.length === actions.length && actions.length > 1 ? [`${type}:*`] : others;
  });
}

/** `"Condition": {"StringNotEqualsIfExists": {"g:UserName": [user]}}`, where the statement has no condition yet. */
function exceptUser(policy: Policy, { condition, node }: Statement, user: string): Edit | undefined {
  const last = node.members.at(-1);
  if (condition || !last || !node.closed) return undefined;
  const { text } = policy;
  const at = { start: last.span.end, end: last.span.end };
  const lead = text.slice(node.span.start + 1, node.members[0]?.span.start ?? 0);
  if (!lead.includes('\n')) return { span: at, text: `, "Condition": {"StringNotEqualsIfExists": {"g:UserName": [${quoted(user)}]}}` };
  const indent = indentAt(text, last.span.start);
  return { span: at, text: `,${eolOf(text)}${indent}${indented(`"Condition": ${JSON.stringify({ StringNotEqualsIfExists: { 'g:UserName': [user] } }, null, unitOf(text))}`, indent, eolOf(text))}` };
}

function indented(json: string, indent: string, eol: string): string {
  return json.replaceAll('\n', `${eol}${indent}`);
}

/** Resources are named in identity policies, and where the actions of the service can be limited to some. */
function resourcesFor(policy: Policy, { resources, action }: SimulationRequest, catalog: Catalog): readonly string[] | undefined {
  if (!resources?.length || !resources.every((it) => it.split(':').length >= 5)) return undefined;
  if (policy.version === '5.0') return catalog.action(action)?.resources.length === 0 ? undefined : resources;
  return catalog.service(action.slice(0, action.indexOf(':')))?.resourcePath === true ? resources : undefined;
}

function statementArray(policy: Policy): JsonArray | undefined {
  const found = policy.value.type === 'object' ? member(policy.value, 'Statement')?.value : undefined;
  return found?.type === 'array' && found.closed ? found : undefined;
}

function tracesOf(attached: AttachedPolicy, policies: readonly AttachedPolicy[], request: SimulationRequest, options: SimulationOptions): readonly StatementTrace[] {
  const { statements } = simulate(policies, request, options);
  const before = policies.slice(0, policies.indexOf(attached)).reduce((sum, it) => sum + (it.document?.policy?.statements.length ?? 0), 0);
  return statements.slice(before, before + (attached.document?.policy?.statements.length ?? 0));
}

function withDocument(policies: readonly AttachedPolicy[], attached: AttachedPolicy, document: PolicyDocument): AttachedPolicy[] {
  return policies.map((it) => (it === attached ? { ...it, document } : it));
}

/** Tries the change: the request has to be allowed, no new error may come in, and what else is granted is compared. */
function verify(policies: readonly AttachedPolicy[], attached: AttachedPolicy, document: PolicyDocument, draft: Draft, request: SimulationRequest, options: SimulationOptions): Verified | undefined {
  const { catalog } = options;
  const before = document.policy;
  const changed = readDocument(draft.text, { kind: before?.kind ?? 'custom-1.1' });
  if (!before || !changed.policy || changed.json.problems.length > 0) return undefined;
  if (simulate(withDocument(policies, attached, changed), request, options).decision !== 'Allow') return undefined;
  if (errorsIn(changed, catalog) > errorsIn(document, catalog)) return undefined;
  const { comparison } = compareDocuments(document, changed, catalog);
  const also = alsoOf(comparison, request, catalog);
  // An example of what is gained names a known action where one fits, and that may be the very one that was asked for.
  const unknown = also.unknown || grantsMoreThan(before, changed.policy, request.action, catalog);
  const edits = editsBetween(before.text, draft.first ?? draft.text, draft.text);
  const length = edits.reduce((sum, it) => sum + it.text.length + it.span.end - it.span.start, 0);
  return { kind: draft.kind, policy: attached.name, title: draft.title, edits, also: { ...also, unknown }, statement: draft.statement === true, length };
}

/** Whether a change opens something beside the known actions: with those denied again, it still grants more. */
function grantsMoreThan(before: Policy, after: Policy, action: string, catalog: Catalog): boolean {
  const array = statementArray(after);
  if (!array) return false;
  const deny = { Effect: 'Deny', Action: [action], ...(after.version === '5.0' ? { Resource: ['*'] } : {}) };
  const edit = writeElements(after.text, array, [...array.elements.map((it) => after.text.slice(it.span.start, it.span.end)), JSON.stringify(deny)]);
  const restored = edit && readDocument(applyEdits(after.text, [edit]), { kind: after.kind });
  if (!restored?.policy) return false;
  return compareDocuments(readDocument(before.text, { kind: before.kind }), restored, catalog).comparison.gained.some((it) => catalog.action(it.action) === undefined);
}

function errorsIn(document: PolicyDocument, catalog: Catalog): number {
  return check(document, catalog).findings.filter((it) => it.severity === 'error').length;
}

function alsoOf({ gained, cannotTell }: Comparison, { action }: SimulationRequest, catalog: Catalog): Also {
  const folded = action.toLowerCase();
  const own = gained.filter((it) => it.action.toLowerCase() === folded && it.to === 'Allow');
  const others = gained.filter((it) => it.action.toLowerCase() !== folded);
  const isKnown = (name: string): boolean => catalog.action(name) !== undefined;
  const actions = [...new Set(others.filter((it) => it.to !== 'ImplicitDeny').map((it) => it.action).filter(isKnown))];
  const lifted = [...new Set(others.map((it) => it.action).filter((it) => isKnown(it) && !actions.includes(it)))];
  return {
    actions,
    lifted,
    unknown: others.some((it) => !isKnown(it.action)),
    reach: own.some((it) => it.resource === undefined && it.conditions.length === 0 && Object.keys(it.example.context).length === 0) ? 'everywhere' : 'limited',
    unsure: cannotTell.length > 0,
  };
}

/** The edits of two steps, each where it is, or one edit where they meet. */
function editsBetween(before: string, between: string, after: string): readonly Edit[] {
  if (between === after) return [smallestEdit(before, after)];
  const first = smallestEdit(before, between);
  const second = smallestEdit(between, after);
  const shift = first.text.length - (first.span.end - first.span.start);
  if (second.span.end < first.span.start) return [second, first];
  if (second.span.start > first.span.start + first.text.length) return [first, { ...second, span: { start: second.span.start - shift, end: second.span.end - shift } }];
  return [smallestEdit(before, after)];
}

/** One edit that makes `after` of `before`. */
function smallestEdit(before: string, after: string): Edit {
  let start = 0;
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < before.length - start && tail < after.length - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return { span: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}

function sameEdits(a: readonly Edit[], b: readonly Edit[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}
