import type { Difference, DocumentPlace, Uncompared } from '../analysis/compare.ts';
import { formatPath } from '../json/json.ts';
import { type Arg, code, type Message, msg } from '../message.ts';
import type { ComparedPair, Source } from './compare-documents.ts';

/** What becomes of an action: what the policy itself allows comes first in each direction, then what it leaves to other policies. */
export type ChangeKind = 'allowed' | 'undenied' | 'unallowed' | 'denied';

/** In the order in which they are shown. */
export const changeKinds: readonly ChangeKind[] = ['allowed', 'undenied', 'unallowed', 'denied'];

/** A change as people read it: actions that differ for the same reason and under the same circumstances. */
export interface Change {
  readonly kind: ChangeKind;
  readonly title: Message;
  readonly reason: Message;
  readonly place: DocumentPlace;
  readonly actions: readonly string[];
  /** The first of them: its example, with each of the actions in turn, stands for all. */
  readonly first: Difference;
}

/** Whether more is granted by a change of this kind, or less. */
export function isGain(kind: ChangeKind): boolean {
  return kind === 'allowed' || kind === 'undenied';
}

/** The changes of a pair, what is gained first; of a kind in the order in which they were found. */
export function changesOf(pair: ComparedPair): Change[] {
  const { gained, lost } = pair.comparison;
  const changes = [...grouped(pair, 'gained', gained), ...grouped(pair, 'lost', lost)];
  return changeKinds.flatMap((kind) => changes.filter((it) => it.kind === kind));
}

/** What a kind of change is called. */
export function kindTitle(kind: ChangeKind, scp: boolean): Message {
  switch (kind) {
    case 'allowed':
      return scp ? msg('Newly let through') : msg('Newly allowed');
    case 'undenied':
      return msg('No longer denied');
    case 'unallowed':
      return scp ? msg('No longer let through') : msg('No longer allowed');
    case 'denied':
      return msg('Newly denied');
  }
}

/** The document that a place is in: where that one is missing, its twin. */
export function sourceAt<Of extends Source>(pair: ComparedPair<Of>, { side }: DocumentPlace): Of | undefined {
  return side === 'before' ? (pair.old ?? pair.new) : (pair.new ?? pair.old);
}

/** `statement 2 of a.json`, or the document where the place is no statement. */
export function placeMessage(pair: ComparedPair, place: DocumentPlace): Arg {
  const file = code(sourceAt(pair, place)?.file ?? '');
  const number = statementNumber(place);
  return number === undefined ? file : msg('statement {0} of {1}', number, file);
}

/** What is said beside the result: IAM would not take this policy, so it would grant nothing. */
export function refusedMessage(pair: ComparedPair, refused: Uncompared): Message {
  return msg('IAM refuses {0}: {1} ({2})', code(sourceAt(pair, refused)?.file ?? ''), refused.why, formatPath(refused.path));
}

/** What a request carries, piece by piece: action, resource, keys, principal. */
export function exampleParts({ action, resource, context, principal }: Difference['example']): string[] {
  return [
    action,
    ...(resource === undefined ? [] : [resource]),
    ...Object.entries(context).map(([key, value]) => `${key}=${typeof value === 'string' ? value : value.join(',')}`),
    ...(principal ? [`${principal.kind}=${principal.value}`] : []),
  ];
}

/** What the statement behind a change is limited to, as it is written, and where nothing changes: an example shows one case only. */
export function limitsOf(pair: ComparedPair, { place, first }: Change): (readonly [label: Arg, text: string])[] {
  const own = limitsAt(pair, place);
  const except = (first.except ?? []).map((it) => limitsAt(pair, it).map(([label, text]) => `${label} ${text}`).join(' · '));
  return [...own.map(([label, text]) => [labels[label] ?? label, text] as const), ...[...new Set(except)].filter((it) => it !== '').map((it) => [msg('Except where'), it] as const)];
}

const labels: Readonly<Record<string, Message>> = { Principal: msg('Principal'), Resource: msg('Resource'), Condition: msg('Condition') };

/** The limits of a statement, by the names of its elements. */
function limitsAt(pair: ComparedPair, place: DocumentPlace): (readonly [name: string, text: string])[] {
  const statement = sourceAt(pair, place)?.policy.statements[(statementNumber(place) ?? 0) - 1];
  const { principal, resource, notResource, condition } = statement ?? {};
  const list = (strings: readonly { readonly value: string }[]): string => strings.map((it) => it.value).join(', ');
  return [
    ...(principal?.entries ?? []).map((it) => [principal?.negated ? 'NotPrincipal' : 'Principal', `${it.kind}: ${list(it.values)}`] as const),
    ...(resource ? [['Resource', list(resource.strings)] as const] : []),
    ...(notResource ? [['NotResource', list(notResource.strings)] as const] : []),
    ...(condition?.operators ?? []).flatMap(({ written, keys }) => keys.map((key) => ['Condition', conditionText({ operator: written, key: key.name, values: (key.values ?? []).map((it) => it.value) })] as const)),
  ];
}

/** `StringEquals g:UserName "ann"`. */
function conditionText({ operator, key, values }: Difference['conditions'][number]): string {
  return `${operator} ${key} ${values.map((it) => `"${it}"`).join(', ')}`;
}

function grouped(pair: ComparedPair, direction: 'gained' | 'lost', differences: readonly Difference[]): Change[] {
  const changes = new Map<string, Change & { readonly actions: string[] }>();
  for (const it of differences) {
    const { by, from, to, conditions, example, except = [] } = it;
    const { action, ...circumstances } = example;
    const kind = kindOf(direction, it);
    const key = JSON.stringify([kind, by.side, statementNumber(by), from, to, conditions, except.map(statementNumber), circumstances]);
    const same = changes.get(key);
    if (same) same.actions.push(action);
    else changes.set(key, { kind, title: kindTitle(kind, pair.scp), reason: reasonOf(pair, direction, by), place: by, actions: [action], first: it });
  }
  return [...changes.values()];
}

function kindOf(direction: 'gained' | 'lost', { from, to }: Difference): ChangeKind {
  if (direction === 'gained') return to === 'Allow' ? 'allowed' : 'undenied';
  return from === 'Allow' ? 'unallowed' : 'denied';
}

/** An Allow that is new or a Deny that is gone gives more, the reverse gives less. */
function reasonOf(pair: ComparedPair, direction: 'gained' | 'lost', by: DocumentPlace): Message {
  const at = placeMessage(pair, by);
  if (statementNumber(by) === undefined && pair.scp) return msg('{0}, which has no Allow and so lets through all that it does not deny', at);
  if (direction === 'gained') return by.side === 'before' ? msg('{0}, which denied it', at) : pair.scp ? msg('{0}, which lets it through', at) : msg('{0}, which allows it', at);
  return by.side === 'after' ? msg('{0}, which denies it', at) : pair.scp ? msg('{0}, which let it through', at) : msg('{0}, which allowed it', at);
}

/** From 1; undefined for a place outside the statements. */
function statementNumber({ path }: DocumentPlace): number | undefined {
  const at = path.indexOf('Statement');
  if (at < 0) return undefined;
  const index = path[at + 1];
  return typeof index === 'number' ? index + 1 : 1;
}
