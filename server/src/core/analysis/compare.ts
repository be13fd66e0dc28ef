import type { Catalog } from '../catalog/catalog.ts';
import type { Path } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { ConditionKey, ConditionOperator, Policy, Statement } from '../policy/policy.ts';
import type { Example } from '../rules/rule.ts';
import type { Span } from '../text.ts';
import { type Box, crossBoxes, overlapBox, subtractAll } from './box.ts';
import { boxesOf, type Entry, familiesOf, readStatements } from './entry.ts';
import { exampleIn, type ExampleModel, knownActionsIn, type Shown } from './example.ts';
import { createMeter } from './meter.ts';
import { type ErrorPlace, participantsOf } from './participants.ts';
import { hasPoint, type Point } from './point.ts';
import { placeOf } from './place.ts';
import { certainOf } from './certain.ts';
import { createSpace, foldKey, type Space } from './space.ts';

export type ComparisonResult = 'equivalent' | 'grants-more' | 'grants-less' | 'both' | 'cannot-tell';

export type Side = 'before' | 'after';

/** What two documents grant and deny, compared over every possible request or over the known actions. */
export interface Comparison {
  readonly result: ComparisonResult;
  /** Newly granted, or no longer denied. */
  readonly gained: readonly Difference[];
  /** No longer granted, or newly denied. */
  readonly lost: readonly Difference[];
  readonly cannotTell: readonly Uncompared[];
}

export interface Difference {
  /** A catalogued action where one fits, else the shortest word. */
  readonly action: string;
  readonly resource: string | undefined;
  /** The conditions of the statement that makes the difference. */
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly values: readonly string[] }[];
  readonly example: Example;
  /** What is decided for the example; undefined where it hangs on something opaque. */
  readonly from: PlainDecision | undefined;
  readonly to: PlainDecision | undefined;
  /** The entry that makes the difference: of an Allow or a Deny that is new, or that is gone. */
  readonly by: DocumentPlace;
  /** Entries of the other document that still (or already) say the same of a part of it: only outside their limits it differs. */
  readonly except?: readonly DocumentPlace[];
}

export type PlainDecision = 'Allow' | 'Deny' | 'ImplicitDeny';

export interface DocumentPlace {
  readonly side: Side;
  readonly path: Path;
  readonly span: Span;
}

export interface Uncompared extends DocumentPlace {
  readonly why: Message;
}

export interface CompareOptions {
  /** `every-request` when left out. */
  readonly over?: 'every-request' | 'catalogue';
  /** `granted` leaves out what the documents deny other policies. */
  readonly sets?: 'both' | 'granted';
  /** Steps after which it is given up; 200,000 when left out. */
  readonly steps?: number;
  readonly errors?: Readonly<Partial<Record<Side, readonly ErrorPlace[]>>>;
}

/** Steps for one comparison. */
const steps = 200_000;

/** Differences that are listed at most on each side; the result does not depend on it. */
const listed = 2_000;

/** Compares two documents of one version of the language. Pure; never throws. */
export function compare(before: Policy, after: Policy, catalog: Catalog, options: CompareOptions = {}): Comparison {
  if (before.version !== after.version) return cannotTell([place('after', after, msg('The policies are of different versions of the language.'))]);
  if (before.version === '1.0') return cannotTell([place('before', before, msg('System roles of version 1.0 are not compared.'))]);
  const unknown = unknownStatements(before, after, options);
  const plain = compareIn(before, after, catalog, options, false);
  const folded = plain.twins ? compareIn(before, after, catalog, options, true) : plain;
  const uncompared = [...unknown.different, ...folded.cannotTell, ...(plain === folded || plain.same === folded.same ? [] : [place('after', after, msg('Condition keys differ in letter case only.'))])];
  // What is the same on both sides does not make a difference, but may hide one.
  const hidden = unknown.same.length > 0 && !folded.same ? unknown.same : [];
  const all = [...uncompared, ...hidden];
  const { gained, lost } = folded;
  if (hidden.length > 0) return { result: 'cannot-tell', gained: [], lost: [], cannotTell: all };
  const result = gained.length > 0 && lost.length > 0 ? 'both' : all.length > 0 ? 'cannot-tell' : gained.length > 0 ? 'grants-more' : lost.length > 0 ? 'grants-less' : 'equivalent';
  return { result, gained, lost, cannotTell: all };
}

interface Compared {
  readonly gained: readonly Difference[];
  readonly lost: readonly Difference[];
  readonly cannotTell: readonly Uncompared[];
  /** No request makes a difference. */
  readonly same: boolean;
  readonly twins: boolean;
}

/** The entries of one document. */
interface Document {
  readonly side: Side;
  readonly allows: readonly Entry[];
  readonly denies: readonly Entry[];
  /** An SCP without an Allow: the default of full access stands beside it (interfaces.md, `simulate`), at this place. */
  readonly open: DocumentPlace | undefined;
}

function compareIn(before: Policy, after: Policy, catalog: Catalog, options: CompareOptions, foldKeys: boolean): Compared {
  const space = createSpace(createMeter(options.steps ?? steps), foldKeys, before.version === '5.0');
  const participants = { before: participantsOf(before, options.errors?.before ?? []).statements, after: participantsOf(after, options.errors?.after ?? []).statements };
  const families = familiesOf([...participants.before, ...participants.after]);
  const read = (side: Side, policy: Policy): Document => {
    const sets = readStatements(space, policy, participants[side], families, catalog);
    const entries = sets.filter((it) => it.never === undefined).flatMap((it) => it.entries);
    return { side, allows: entries.filter((it) => it.set.effect === 'Allow'), denies: entries.filter((it) => it.set.effect === 'Deny'), open: isOpen(policy) ? { side, path: policy.path, span: policy.value.span } : undefined };
  };
  const [old, now] = [read('before', before), read('after', after)];
  const twins = new Set([...space.keys.keys()].map(foldKey)).size < space.keys.size;
  const model: ExampleModel = { space, catalog, version: before.version };
  const work = new Work(model, old, now, options);
  work.granted(now, old, 'gained');
  work.granted(old, now, 'lost');
  if (options.sets !== 'granted') {
    work.denied(old, now, 'gained');
    work.denied(now, old, 'lost');
  }
  if (space.meter.spent) return { gained: [], lost: [], cannotTell: [place('after', after, msg('The policies are too complex to be compared.'))], same: false, twins };
  return { gained: work.gained, lost: work.lost, cannotTell: work.cannotTell, same: work.same, twins };
}

class Work {
  readonly gained: Difference[] = [];
  readonly lost: Difference[] = [];
  same = true;
  private readonly open: Record<'gained' | 'lost', Uncompared[]> = { gained: [], lost: [] };
  private readonly model: ExampleModel;
  private readonly old: Document;
  private readonly now: Document;
  private readonly options: CompareOptions;

  constructor(model: ExampleModel, old: Document, now: Document, options: CompareOptions) {
    this.model = model;
    this.old = old;
    this.now = now;
    this.options = options;
  }

  /** What hangs on something opaque, where nothing of its kind is certain: more of the same would not change the result. */
  get cannotTell(): readonly Uncompared[] {
    return (['gained', 'lost'] as const).flatMap((kind) => (this[kind].length > 0 ? [] : this.open[kind]));
  }

  /** What `one` grants and `two` does not. */
  granted(one: Document, two: Document, kind: 'gained' | 'lost'): void {
    const { space } = this.model;
    const [denied, allowed, deniedThere] = [allBoxes(space, one.denies), allowedBoxes(space, two), allBoxes(space, two.denies)];
    if (one.open) {
      const granted = subtractAll(space, [[]], denied);
      this.add(kind, one.open, undefined, [...subtractAll(space, granted, allowed), ...crossBoxes(space, granted, deniedThere)]);
    }
    for (const entry of one.allows) {
      const granted = subtractAll(space, boxesOf(space, entry), meeting(space, entry, denied));
      if (granted.length === 0) continue;
      const pieces = [...subtractAll(space, granted, meeting(space, entry, allowed)), ...crossBoxes(space, granted, meeting(space, entry, deniedThere))];
      this.add(kind, documentPlace(one.side, entry), entry, pieces);
    }
  }

  /** What `one` denies and `two` does not. */
  denied(one: Document, two: Document, kind: 'gained' | 'lost'): void {
    const { space } = this.model;
    const denied = allBoxes(space, two.denies);
    for (const entry of one.denies) this.add(kind, documentPlace(one.side, entry), entry, subtractAll(space, boxesOf(space, entry), meeting(space, entry, denied)));
  }

  /** @param entry undefined for what an SCP without an Allow lets through */
  private add(kind: 'gained' | 'lost', at: DocumentPlace, entry: Entry | undefined, pieces: readonly Box[]): void {
    if (this.model.space.meter.spent) return;
    const relevant = this.options.over === 'catalogue' ? pieces.filter((it) => knownActionsIn(this.model, it).length > 0) : pieces;
    if (relevant.length === 0) return;
    this.same = false;
    const list = this[kind];
    const found = new Map<string, Shown>();
    for (const piece of certainOf(this.model.space, relevant)) {
      const known = knownActionsIn(this.model, piece);
      for (const action of known.length > 0 ? known : [undefined]) {
        if (action !== undefined && found.has(action)) continue;
        const shown = exampleIn(this.model, piece, entry ? [entry] : [], action);
        // The first product needs the fewest parts.
        if (shown && !found.has(shown.example.action)) found.set(shown.example.action, shown);
      }
    }
    if (found.size === 0) this.open[kind].push({ ...at, why: entry?.set.participant.statement.principal?.negated ? msg('Whether this makes a difference hangs on NotPrincipal, which cannot be compared.') : msg('Whether this makes a difference hangs on conditions that cannot be compared.') });
    for (const { example, point } of found.values()) {
      if (list.length >= listed || list.some((it) => it.action === example.action && sameExample(it.example, example))) continue;
      const other = at.side === 'before' ? this.now : this.old;
      const denying = this.denying(entry, other, point);
      const by = denying ? documentPlace(other.side, denying) : at;
      const except = denying ? [] : this.sharing(entry, other, point).map((it) => documentPlace(other.side, it));
      list.push({ action: example.action, resource: example.resource, conditions: conditionsOf((denying ?? entry)?.set.participant.statement), example, from: decide(this.model.space, this.old, point), to: decide(this.model.space, this.now, point), by, ...(except.length > 0 ? { except } : {}) });
    }
  }

  /** The entries of the other document with the same Effect that name the action and meet the entry elsewhere. */
  private sharing(entry: Entry | undefined, other: Document, point: Point): readonly Entry[] {
    const { space } = this.model;
    const own = entry ? boxesOf(space, entry) : [[]];
    const ofAction = (box: Box): Box => box.slice(0, 3);
    return (entry?.set.effect === 'Deny' ? other.denies : other.allows).filter((it) => it.actions.some((box) => hasPoint(ofAction(box), point)) && boxesOf(space, it).some((box) => own.some((one) => overlapBox(space, one, box))));
  }

  /** The Deny of the other document that makes the difference: where both allow a request, the Allow does not. */
  private denying(entry: Entry | undefined, other: Document, point: Point): Entry | undefined {
    const { space } = this.model;
    if (entry?.set.effect === 'Deny' || (!other.open && membership(space, other.allows, point) !== true)) return undefined;
    return other.denies.find((it) => membership(space, [it], point) === true);
  }
}

/** The decision of one document; undefined where it hangs on something opaque. */
function decide(space: Space, { allows, denies, open }: Document, point: Point): PlainDecision | undefined {
  const denied = membership(space, denies, point);
  if (denied === true) return 'Deny';
  const allowed = open ? true : membership(space, allows, point);
  if (denied === undefined || allowed === undefined) return undefined;
  return allowed ? 'Allow' : 'ImplicitDeny';
}

function membership(space: Space, entries: readonly Entry[], point: Point): boolean | undefined {
  const atoms = [...space.atoms.values()];
  let result: boolean | undefined = false;
  for (const box of allBoxes(space, entries)) {
    const open = atoms.some((it) => box[it]);
    if (!hasPoint(open ? box.map((it, index) => (atoms.includes(index) ? undefined : it)) : box, point)) continue;
    if (!open) return true;
    result = undefined;
  }
  return result;
}

function meeting(space: Space, entry: Entry, boxes: readonly Box[]): readonly Box[] {
  const own = boxesOf(space, entry);
  return boxes.filter((it) => own.some((box) => overlapBox(space, box, it)));
}

function allBoxes(space: Space, entries: readonly Entry[]): readonly Box[] {
  return entries.flatMap((it) => boxesOf(space, it));
}

/** All that a document allows or, for an SCP, lets through, whatever it denies. */
function allowedBoxes(space: Space, { allows, open }: Document): readonly Box[] {
  return open ? [[]] : allBoxes(space, allows);
}

/** Whether the default of full access is assumed; an Allow that takes no part limits as well as others. */
function isOpen({ kind, statements }: Policy): boolean {
  return kind === 'scp-5.0' && !statements.some((it) => it.effect?.value === 'Allow');
}

function conditionsOf(statement: Statement | undefined): Difference['conditions'] {
  return (statement?.condition?.operators ?? []).flatMap((operator: ConditionOperator) => operator.keys.map((key: ConditionKey) => ({ operator: operator.written, key: key.name, values: (key.values ?? []).map((it) => it.value) })));
}

function sameExample(a: Example, b: Example): boolean {
  return a.resource === b.resource && JSON.stringify([a.context, a.principal]) === JSON.stringify([b.context, b.principal]);
}

/** Statements that take no part, or not with all their strings: those that both documents have, and the others. */
function unknownStatements(before: Policy, after: Policy, { errors }: CompareOptions): { readonly same: readonly Uncompared[]; readonly different: readonly Uncompared[] } {
  const [old, now] = [outsiders(before, errors?.before ?? []), outsiders(after, errors?.after ?? [])];
  const textOf = (policy: Policy, { node }: Statement): string => policy.text.slice(node.span.start, node.span.end).replace(/\s+/g, ' ');
  const left = now.map((it) => textOf(after, it));
  const same: Uncompared[] = [];
  const different: Uncompared[] = [];
  const why = msg('This statement cannot be read, or it has an error.');
  for (const statement of old) {
    const at = left.indexOf(textOf(before, statement));
    const uncompared: Uncompared = { side: 'before', path: statement.path, span: statement.node.span, why };
    if (at < 0) different.push(uncompared);
    else {
      same.push(uncompared);
      left[at] = '\0';
    }
  }
  now.forEach((statement, index) => {
    if (left[index] !== '\0') different.push({ side: 'after', path: statement.path, span: statement.node.span, why });
  });
  return { same, different };
}

function outsiders(policy: Policy, errors: readonly ErrorPlace[]): readonly Statement[] {
  const whole = new Set(participantsOf(policy, errors).statements.filter((it) => it.whole).map((it) => it.statement));
  return policy.statements.filter((it) => !whole.has(it));
}

function documentPlace(side: Side, entry: Entry): DocumentPlace {
  const { path, span } = placeOf(entry);
  return { side, path, span };
}

function place(side: Side, { path, value }: Policy, why: Message): Uncompared {
  return { side, path, span: value.span, why };
}

function cannotTell(uncompared: readonly Uncompared[]): Comparison {
  return { result: 'cannot-tell', gained: [], lost: [], cannotTell: uncompared };
}
