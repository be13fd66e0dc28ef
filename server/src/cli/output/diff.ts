import type { Comparison, ComparisonResult, Difference, DocumentPlace, Uncompared } from '../../core/analysis/compare.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { formatPath } from '../../core/json/json.ts';
import { type Lines, linesOf, type Range, rangeOf } from '../../core/lines.ts';
import { type Arg, code, type Message, msg } from '../../core/message.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { InputError } from '../files.ts';

export type Over = 'every-request' | 'catalogue';

/** What `diff` found. */
export interface DiffOutput {
  /** Two folders were compared, not two files. */
  readonly folders: boolean;
  readonly over: Over;
  readonly pairs: readonly DiffPair[];
  readonly errors: readonly InputError[];
}

/** Two files that were compared; one of them may be missing. */
export interface DiffPair {
  readonly old: Source | undefined;
  readonly new: Source | undefined;
  /** An Allow lets through, and grants nothing. */
  readonly scp: boolean;
  readonly comparison: Comparison;
  /** The first error of each document that has one. */
  readonly refused: readonly Uncompared[];
}

export interface Source {
  /** As answers call it. */
  readonly file: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  readonly lines: Lines;
  readonly policy: Policy;
}

/** A change as people read it: actions that differ for the same reason and under the same circumstances. */
export interface Change {
  readonly kind: 'gained' | 'lost';
  readonly title: Message;
  readonly reason: Message;
  readonly place: DocumentPlace;
  readonly actions: readonly string[];
  /** The first of them: its example stands for all. */
  readonly first: Difference;
}

/** The result over all pairs, by the rule that holds for one. */
export function overallResult({ pairs }: DiffOutput): ComparisonResult {
  const some = (test: (comparison: Comparison) => boolean): boolean => pairs.some((it) => test(it.comparison));
  const [more, less] = [some((it) => it.gained.length > 0), some((it) => it.lost.length > 0)];
  if (more && less) return 'both';
  if (some((it) => it.result === 'cannot-tell')) return 'cannot-tell';
  return more ? 'grants-more' : less ? 'grants-less' : 'equivalent';
}

/** The changes of a pair, in the order in which they were found, what is gained first. */
export function changesOf(pair: DiffPair): Change[] {
  const { gained, lost } = pair.comparison;
  return [...grouped(pair, 'gained', gained), ...grouped(pair, 'lost', lost)];
}

/** The result in words. */
export function resultMessage(result: ComparisonResult, scp = false): Message {
  switch (result) {
    case 'equivalent':
      return msg('Equivalent');
    case 'grants-more':
      return scp ? msg('Lets through more') : msg('Grants more');
    case 'grants-less':
      return scp ? msg('Lets through less') : msg('Grants less');
    case 'both':
      return scp ? msg('Lets through more and less') : msg('Grants more and less');
    case 'cannot-tell':
      return msg('Cannot tell');
  }
}

/** `old.json → new.json`; a missing file is said to be none. */
export function namesOf({ old, new: now }: DiffPair): Message {
  return msg('{0} → {1}', nameOf(old), nameOf(now));
}

/** The files that were compared, and how many of them mean the same. */
export function countMessage({ pairs }: DiffOutput): Message {
  return msg('{0} compared, {1} of them equivalent', pairs.length, pairs.filter((it) => it.comparison.result === 'equivalent').length);
}

/** The file that a place is in: where that one is missing, its twin. */
export function sourceAt(pair: DiffPair, { side }: DocumentPlace): Pick<Source, 'file' | 'path' | 'lines'> & Partial<Source> {
  const source = side === 'before' ? (pair.old ?? pair.new) : (pair.new ?? pair.old);
  return source ?? { file: '', path: undefined, lines: linesOf('') };
}

/** A place as `--format json` has it. */
export function placeJson(pair: DiffPair, place: DocumentPlace): { readonly policy: string; readonly path: string; readonly range: Range } {
  const { file, lines } = sourceAt(pair, place);
  return { policy: file, path: formatPath(place.path), range: rangeOf(lines, place.span) };
}

/** `statement 2 of a.json`, or the file where the place is no statement. */
export function placeMessage(pair: DiffPair, place: DocumentPlace): Arg {
  const file = code(sourceAt(pair, place).file);
  const number = statementNumber(place);
  return number === undefined ? file : msg('statement {0} of {1}', number, file);
}

/** What is said beside the result: IAM would not take this policy, so it would grant nothing. */
export function refusedMessage(pair: DiffPair, refused: Uncompared): Message {
  return msg('IAM refuses {0}: {1} ({2})', code(sourceAt(pair, refused).file), refused.why, formatPath(refused.path));
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

/** An action that nobody knows stands for those of the future, or is a slip: a reader should not look for it. */
export function actionMessage(action: string, catalog: Catalog): Arg {
  return catalog.action(action) ? code(action) : msg('{0} (not a known action)', code(action));
}

/** What the statement behind a change is limited to, as it is written: an example shows one of them only. */
export function limitsOf(pair: DiffPair, { place, first }: Change): (readonly [label: Arg, text: string])[] {
  const statement = sourceAt(pair, place).policy?.statements[(statementNumber(place) ?? 0) - 1];
  const { principal, resource, notResource } = statement ?? {};
  const list = (strings: readonly { readonly value: string }[]): string => strings.map((it) => it.value).join(', ');
  return [
    ...(principal?.entries ?? []).map((it) => [principal?.negated ? 'NotPrincipal' : msg('Principal'), `${it.kind}: ${list(it.values)}`] as const),
    ...(resource ? [[msg('Resource'), list(resource.strings)] as const] : []),
    ...(notResource ? [['NotResource', list(notResource.strings)] as const] : []),
    ...first.conditions.map((it) => [msg('Condition'), conditionText(it)] as const),
  ];
}

/** `StringEquals g:UserName "ann"`. */
function conditionText({ operator, key, values }: Difference['conditions'][number]): string {
  return `${operator} ${key} ${values.map((it) => `"${it}"`).join(', ')}`;
}

/** What was decided and what is decided now. `?`: it hangs on something that cannot be known. */
export function decisionText({ from, to }: Difference): string {
  return `${from ?? '?'} → ${to ?? '?'}`;
}

function grouped(pair: DiffPair, kind: Change['kind'], differences: readonly Difference[]): Change[] {
  const changes = new Map<string, Change & { readonly actions: string[] }>();
  for (const it of differences) {
    const { by, from, to, conditions, example } = it;
    const { action, ...circumstances } = example;
    const title = titleOf(pair, kind, it);
    const key = JSON.stringify([title.template, by.side, statementNumber(by), from, to, conditions, circumstances]);
    const same = changes.get(key);
    if (same) same.actions.push(action);
    else changes.set(key, { kind, title, reason: reasonOf(pair, kind, by), place: by, actions: [action], first: it });
  }
  // What the policy itself allows matters more than what it leaves to other policies.
  return [...changes.values()].sort((a, b) => rank(a) - rank(b));
}

function rank({ kind, first: { from, to } }: Change): number {
  return (kind === 'gained' ? to : from) === 'Allow' ? 0 : 1;
}

function titleOf({ scp }: DiffPair, kind: Change['kind'], { from, to }: Difference): Message {
  if (kind === 'gained') return to !== 'Allow' ? msg('No longer denied') : scp ? msg('Newly let through') : msg('Newly allowed');
  return from !== 'Allow' ? msg('Newly denied') : scp ? msg('No longer let through') : msg('No longer allowed');
}

/** An Allow that is new or a Deny that is gone gives more, the reverse gives less. */
function reasonOf(pair: DiffPair, kind: Change['kind'], by: DocumentPlace): Message {
  const at = placeMessage(pair, by);
  if (kind === 'gained') return by.side === 'before' ? msg('{0}, which denied it', at) : pair.scp ? msg('{0}, which lets it through', at) : msg('{0}, which allows it', at);
  return by.side === 'after' ? msg('{0}, which denies it', at) : pair.scp ? msg('{0}, which let it through', at) : msg('{0}, which allowed it', at);
}

/** From 1; undefined for a place outside the statements. */
function statementNumber({ path }: DocumentPlace): number | undefined {
  const at = path.indexOf('Statement');
  if (at < 0) return undefined;
  const index = path[at + 1];
  return typeof index === 'number' ? index + 1 : 1;
}

function nameOf(source: Source | undefined): Arg {
  return source ? code(source.file) : msg('(no file)');
}
