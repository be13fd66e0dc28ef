import type { Catalog } from '../catalog/catalog.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { Policy } from '../policy/policy.ts';
import { createRestMemo, type Entry, familiesOf, readStatements, type RestMemo, type StatementSet } from './entry.ts';
import { createMeter, type Meter } from './meter.ts';
import { type ErrorPlace, type Participants, participantsOf } from './participants.ts';
import { createSpace, foldKey, type Space } from './space.ts';

/** Steps for one question about one entry, and for all questions about one document. */
export const stepsOfEntry = 4_000;
export const stepsOfDocument = 15_000;

/**
 * Larger documents are not analysed. IAM takes 8 statements of 100 actions (1.1), or what fits into 6,144
 * characters (5.0), so no policy that can be created is among them, and a keystroke in a large file stays cheap.
 */
const mostStatements = 200;
const mostEntries = 1_000;

/** A document as sets of requests. */
export interface Model {
  readonly policy: Policy;
  readonly version: LanguageVersion;
  readonly catalog: Catalog;
  readonly space: Space;
  readonly memo: RestMemo;
  readonly sets: readonly StatementSet[];
  /** Of statements that match some request, in the order of the text. */
  readonly entries: readonly Entry[];
  readonly allows: readonly Entry[];
  readonly denies: readonly Entry[];
  readonly participants: Participants;
  /**
   * The same document with condition keys that differ in letter case only taken as one; the model itself where
   * there are none. Entries have the same numbers. What overlaps is asked here, what is covered in the model.
   */
  readonly folded: Model;
  readonly budget: Budget;
}

export interface Budget {
  readonly document: Meter;
  /** Entries about which nothing is said because the steps ran out. */
  readonly givenUp: Set<number>;
}

/** Reads a document; undefined when not even that is possible within the steps. */
export function readModel(policy: Policy, catalog: Catalog, errors: readonly ErrorPlace[]): Model | undefined {
  if (isTooLarge(policy)) return undefined;
  const participants = participantsOf(policy, errors);
  const budget: Budget = { document: createMeter(stepsOfDocument), givenUp: new Set() };
  const plain = build(policy, catalog, participants, false, budget);
  if (!plain) return undefined;
  if (!hasTwinKeys(plain.space)) return plain;
  const folded = build(policy, catalog, participants, true, budget);
  return folded ? { ...plain, folded } : undefined;
}

/**
 * Asks something about an entry, within its own steps. Undefined when they ran out, or when those of the
 * document are used up: then nothing may be said about the entry.
 */
export function ask<Answer>({ space, budget }: Model, entry: Entry, question: () => Answer): Answer | undefined {
  const { document, givenUp } = budget;
  if (document.left <= 0) {
    givenUp.add(entry.order);
    return undefined;
  }
  const steps = Math.min(stepsOfEntry, document.left);
  const meter = createMeter(steps);
  const outer = space.meter;
  space.meter = meter;
  const answer = question();
  space.meter = outer;
  document.left -= steps - Math.max(0, meter.left);
  if (!meter.spent) return answer;
  givenUp.add(entry.order);
  return undefined;
}

function build(policy: Policy, catalog: Catalog, participants: Participants, foldKeys: boolean, budget: Budget): Model | undefined {
  const meter = createMeter(stepsOfDocument);
  const space = createSpace(meter, foldKeys, policy.version === '5.0');
  const sets = readStatements(space, policy, participants.statements, familiesOf(participants.statements), catalog);
  if (meter.spent) return undefined;
  const entries = sets.filter((it) => it.never === undefined && it.rest.length > 0).flatMap((it) => it.entries);
  const model = {
    policy,
    version: policy.version,
    catalog,
    space,
    memo: createRestMemo(),
    sets,
    entries,
    allows: entries.filter((it) => it.set.effect === 'Allow'),
    denies: entries.filter((it) => it.set.effect === 'Deny'),
    participants,
    budget,
  };
  const result: Model = Object.assign(model, { folded: model as unknown as Model });
  return result;
}

export function isTooLarge({ statements }: Policy): boolean {
  if (statements.length > mostStatements) return true;
  let entries = 0;
  for (const { action, notAction } of statements) {
    const { value } = action?.member ?? {};
    entries += value?.type === 'array' ? value.elements.length : 1;
    if (notAction) entries++;
  }
  return entries > mostEntries;
}

export function hasTwinKeys({ keys }: Space): boolean {
  return new Set([...keys.keys()].map(foldKey)).size < keys.size;
}
