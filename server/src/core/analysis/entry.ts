import type { Catalog } from '../catalog/catalog.ts';
import type { ActionString, ConditionKey, Policy, Principal, ResourceString, Statement } from '../policy/policy.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import { type Box, crossBoxes, isCovered, isWithinBox, overlapBox, subtractAll } from './box.ts';
import { collectFamilies, type Families, readCondition } from './condition.ts';
import { type Lang, patternLang, wordLang, wordsLang } from './lang.ts';
import { take } from './meter.ts';
import type { Participant } from './participants.ts';
import type { Part } from './part.ts';
import { atomDimension, type Family, naming, opaque, part, type Space } from './space.ts';
import { readTokens } from './tokens.ts';

/** A statement as sets of requests: any of its actions with any of `rest`. */
export interface StatementSet {
  readonly participant: Participant;
  readonly effect: 'Allow' | 'Deny';
  readonly entries: Entry[];
  /** Resource, condition and principal. */
  readonly rest: readonly Box[];
  /** Condition and principal alone. */
  readonly context: readonly Box[];
  /** What each Resource string stands for, without condition and principal. */
  readonly resources: readonly { readonly string: ResourceString; readonly box: Box }[];
  /** No request is matched: by which key, or which list. */
  readonly never: ConditionKey | 'NotAction' | 'NotResource' | undefined;
  readonly shape: Shape;
}

/** One action string of a statement, or the list of its NotAction, with the rest of the statement. */
export interface Entry {
  /** In the order of the text, from 0, over all entries. */
  readonly order: number;
  readonly set: StatementSet;
  /** Absent for NotAction. */
  readonly string: ActionString | undefined;
  /** The actions alone, as products of three segments. */
  readonly actions: readonly Box[];
  /** The literal service in lower case; undefined where it has a wildcard, and for NotAction. */
  readonly service: string | undefined;
  /** The whole action in lower case, where no segment has a wildcard. */
  readonly literal: string | undefined;
  readonly shape: EntryShape;
}

/**
 * What the text of a statement means, wherever it stands: the same for the same text as long as all conditions
 * of the document compare their keys with the same kinds of values.
 */
export interface Shape {
  readonly entries: readonly EntryShape[];
  readonly rest: readonly Box[];
  readonly context: readonly Box[];
  readonly resources: readonly Box[];
  readonly never: StatementSet['never'];
  /** The numbers of its condition keys and atoms, in the order of the text. */
  readonly dimensions: readonly number[];
}

interface EntryShape extends Pick<Entry, 'actions' | 'service' | 'literal'> {
  boxes?: readonly Box[];
}

/** Shapes of statements that are known from an earlier text. */
export interface KnownShapes {
  find(statement: Statement): Shape | undefined;
  keep(statement: Statement, shape: Shape): void;
}

/** All requests of an entry. */
export function boxesOf(space: Space, { shape, set }: Entry): readonly Box[] {
  shape.boxes ??= crossBoxes(space, shape.actions, set.rest);
  return shape.boxes;
}

/** The families of all conditions of some statements. */
export function familiesOf(participants: readonly Participant[]): Families {
  const families = new Map<string, Set<Family>>();
  for (const { statement } of participants) collectFamilies(statement.condition, families);
  return families;
}

/** Reads statements into sets, as far as the steps reach. */
export function readStatements(space: Space, policy: Policy, participants: readonly Participant[], families: Families, catalog: Catalog, known?: KnownShapes): StatementSet[] {
  let order = 0;
  const sets: StatementSet[] = [];
  for (const participant of participants) {
    const before = participant.whole ? known?.find(participant.statement) : undefined;
    if (!before && !take(space.meter, participant.actions.length + participant.resources.length)) continue;
    const shape = before ?? readShape(space, participant, policy.version, families, catalog);
    if (!before && participant.whole) known?.keep(participant.statement, shape);
    const resources = shape.resources.length === 0 ? [] : participant.resources.flatMap((string, index) => ({ string, box: shape.resources[index] ?? [] }));
    const set: StatementSet = { participant, effect: participant.effect, entries: [], rest: shape.rest, context: shape.context, resources, never: shape.never, shape };
    for (const it of shape.entries) set.entries.push(new ShapedEntry(order++, set, it));
    sets.push(set);
  }
  return sets;
}

/** The string is looked up when somebody asks, because most entries have nothing to tell. */
class ShapedEntry implements Entry {
  readonly order: number;
  readonly set: StatementSet;
  readonly shape: EntryShape;
  readonly actions: readonly Box[];
  readonly service: string | undefined;
  readonly literal: string | undefined;

  constructor(order: number, set: StatementSet, shape: EntryShape) {
    this.order = order;
    this.set = set;
    this.shape = shape;
    this.actions = shape.actions;
    this.service = shape.service;
    this.literal = shape.literal;
  }

  get string(): ActionString | undefined {
    const { participant, entries } = this.set;
    return participant.statement.notAction ? undefined : participant.actions[this.order - (entries[0]?.order ?? 0)];
  }
}

function readShape(space: Space, { statement, actions, resources: strings }: Participant, version: LanguageVersion, families: Families, catalog: Catalog): Shape {
  space.asked = [];
  const { boxes: conditions, never } = readCondition(space, statement.condition, families, catalog);
  const principal = readPrincipal(space, statement.principal);
  const context = principal ? crossBoxes(space, conditions, [principal]) : conditions;
  const named = strings.map((it) => resourceBox(space, it, version));
  const resources = statement.resource ? distinct(named) : statement.notResource ? subtractAll(space, [[]], named) : [[]];
  const rest = crossBoxes(space, resources, context);
  const patterns = actions.map((it) => actionBox(space, it, version));
  const lists = statement.notAction ? [subtractAll(space, [[]], patterns)] : patterns.map((it) => [it]);
  const entries = lists.map((boxes, index) => ({ actions: boxes, ...literalsOf(statement.notAction ? undefined : actions[index], boxes) }));
  const reason = never ?? (lists[0]?.length === 0 ? 'NotAction' : resources.length === 0 ? 'NotResource' : undefined);
  return { entries, rest, context, resources: named, never: reason, dimensions: space.asked };
}

function literalsOf(string: ActionString | undefined, [box]: readonly Box[]): Pick<Entry, 'service' | 'literal'> {
  if (!string || !box) return { service: undefined, literal: undefined };
  const words = box.map((it) => (it?.kind === 'lang' && it.words?.length === 1 ? it.words[0] : undefined));
  return { service: words[part.service], literal: box.length === 3 && words.every((it) => it !== undefined) ? string.value.toLowerCase() : undefined };
}

/** What of the parts of two statements is compared for all their actions at once. */
export interface RestMemo {
  readonly covers: Map<Shape, Map<Shape, boolean>>;
  readonly overlaps: Map<Shape, Map<Shape, boolean>>;
}

export function createRestMemo(): RestMemo {
  return { covers: new Map(), overlaps: new Map() };
}

/** Whether some request is in both entries. */
export function entriesOverlap(space: Space, memo: RestMemo, a: Entry, b: Entry): boolean {
  return actionsOverlap(space, a, b) && remember(memo.overlaps, a.set.shape, b.set.shape, () => restOverlaps(space, a.set.rest, b.set.rest));
}

/** Whether `b` alone covers `a`. */
export function entryCovers(space: Space, memo: RestMemo, a: Entry, b: Entry): boolean {
  if (!actionsWithin(space, a, b)) return false;
  if (a.set === b.set) return true;
  return remember(memo.covers, a.set.shape, b.set.shape, () => restWithin(space, a.set.rest, b.set.rest));
}

export function actionsOverlap(space: Space, a: Entry, b: Entry): boolean {
  return a.actions.some((x) => b.actions.some((y) => overlapBox(space, x, y)));
}

export function actionsWithin(space: Space, a: Entry, b: Entry): boolean {
  const [onlyA, onlyB] = [a.actions[0], b.actions[0]];
  if (a.actions.length === 1 && b.actions.length === 1 && onlyA && onlyB) return isWithinBox(space, onlyA, onlyB);
  return isCovered(space, a.actions, b.actions);
}

function restOverlaps(space: Space, a: readonly Box[], b: readonly Box[]): boolean {
  return a.some((x) => b.some((y) => overlapBox(space, x, y)));
}

function restWithin(space: Space, a: readonly Box[], b: readonly Box[]): boolean {
  const [onlyA, onlyB] = [a[0], b[0]];
  if (a.length === 1 && b.length === 1 && onlyA && onlyB) return isWithinBox(space, onlyA, onlyB);
  return isCovered(space, a, b);
}

function remember(memo: Map<Shape, Map<Shape, boolean>>, a: Shape, b: Shape, ask: () => boolean): boolean {
  let row = memo.get(a);
  if (!row) memo.set(a, (row = new Map()));
  let answer = row.get(b);
  if (answer === undefined) row.set(b, (answer = ask()));
  return answer;
}

/** The actions that one string names. */
export function actionBox(space: Space, string: ActionString, version: LanguageVersion): Box {
  const { value } = string;
  const known = space.actions.get(value);
  if (known) return known;
  const box = value === '*' ? [] : string.segments.map((it) => pattern(space, it.value.toLowerCase(), version));
  space.actions.set(value, box);
  return box;
}

/** The resources that one string names (`*` is every resource, and none named). */
function resourceBox(space: Space, { value, segments }: ResourceString, version: LanguageVersion): Box {
  if (value === '*') return [];
  const box: (Part | undefined)[] = [];
  if (segments.length !== 5) {
    box[part.naming] = naming.name;
    box[part.name] = wordsLang(space.langs, [value]);
    return filled(box);
  }
  box[part.naming] = naming.segments;
  const folded = [part.resourceService, part.region, part.resourceType];
  const places = [part.resourceService, part.region, part.account, part.resourceType, part.path];
  let mayFail = false;
  segments.forEach((segment, index) => {
    const place = places[index] ?? part.path;
    if (segment.value === '' && (place === part.region || place === part.account)) return;
    const text = folded.includes(place as 5) ? segment.value.toLowerCase() : segment.value;
    const { variable, escaped } = readTokens(text);
    mayFail ||= variable || (escaped && place !== part.path);
    box[place] = pattern(space, variable || place === part.path ? text : text.replace(/\$\{[*?$]\}/g, '*'), version);
  });
  if (mayFail) box[atomDimension(space, JSON.stringify(['Resource', value]))] = opaque.holds;
  return filled(box);
}

/** The texts of a segment; undefined where it may be any. */
function pattern(space: Space, text: string, version: LanguageVersion): Lang | undefined {
  if (text === '*') return undefined;
  if (!/[*?$]/.test(text)) return wordLang(space.langs, text);
  const { tokens } = readTokens(text, { question: version === '5.0' });
  if (tokens.length > 0 && tokens.every((it) => it === '*')) return undefined;
  return patternLang(space.langs, tokens);
}

/** Undefined where there is none; wildcards in it and NotPrincipal are equal to themselves only. */
function readPrincipal(space: Space, principal: Principal | undefined): Box | undefined {
  if (!principal) return undefined;
  const names = principal.entries.flatMap(({ kind, values }) => values.map((it) => principalName(kind, it.value)));
  const box: (Part | undefined)[] = [];
  if (principal.negated || principal.entries.some(({ values }) => values.some((it) => /[*?]|\$\{/.test(it.value)))) {
    box[atomDimension(space, JSON.stringify([principal.negated ? 'NotPrincipal' : 'Principal', [...new Set(names)].sort()]))] = opaque.holds;
  } else box[part.principal] = wordsLang(space.langs, [...new Set(names)]);
  return filled(box);
}

/** One text for kind and value of a principal, and back. */
export function principalName(kind: string, value: string): string {
  return `${kind} ${value}`;
}

function filled(box: (Part | undefined)[]): Box {
  for (let index = 0; index < box.length; index++) box[index] ??= undefined;
  return box;
}

function distinct(boxes: readonly Box[]): readonly Box[] {
  const kept: Box[] = [];
  for (const box of boxes) if (!kept.some((it) => it.length === box.length && it.every((found, index) => found === box[index]))) kept.push(box);
  return kept;
}
