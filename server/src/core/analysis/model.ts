import type { Catalog } from '../catalog/catalog.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { Policy } from '../policy/policy.ts';
import type { Index } from './cover.ts';
import { createRestMemo, type Entry, familiesOf, type KnownShapes, readStatements, type RestMemo, type StatementSet } from './entry.ts';
import { createKept, groundOf, type Kept, knownBefore } from './kept.ts';
import { createMeter, type Meter } from './meter.ts';
import { type ErrorPlace, type Participants, participantsOf } from './participants.ts';
import { createSpace, foldKey, type Space } from './space.ts';

/**
 * Steps for one question about one entry, for all questions about one document, and for reading it. The most
 * that IAM takes needs a few hundred, a hundred statements three thousand; all of them are gone within 50 ms on a
 * slow machine that runs the analysis for the first time.
 */
export const stepsOfEntry = 4_000;
export const stepsOfDocument = 5_000;

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
  /** Made when they are first needed. */
  indexes?: Partial<Record<'Allow' | 'Deny', Index>>;
}

export interface Budget {
  readonly document: Meter;
  /** Entries about which nothing is said because the steps ran out. */
  readonly givenUp: Set<number>;
}

/**
 * Reads a document; undefined when not even that is possible within the steps.
 *
 * @param kept of the text before; what stays as it was is not read again
 */
export function readModel(policy: Policy, catalog: Catalog, errors: readonly ErrorPlace[], kept: Kept = createKept()): Model | undefined {
  if (isTooLarge(policy)) return undefined;
  const participants = participantsOf(policy, errors, knownBefore(kept, policy));
  const budget: Budget = { document: createMeter(stepsOfDocument), givenUp: new Set() };
  const plain = buildPlain(policy, catalog, participants, budget, kept);
  if (!plain) return undefined;
  if (!hasTwinKeys(plain.space)) return plain;
  const meter = createMeter(stepsOfDocument);
  const space = createSpace(meter, true, policy.version === '5.0');
  const folded = build(policy, catalog, participants, budget, { space, memo: createRestMemo() });
  return folded ? { ...plain, folded } : undefined;
}

/** The steps that were taken for a model so far, and how many of them the next analysis has to take again. */
export function stepsTaken({ space, folded, budget }: Model): { readonly all: number; readonly looks: number } {
  const meters = [space.meter, budget.document, ...(folded.space === space ? [] : [folded.space.meter])];
  return { all: meters.reduce((sum, it) => sum + stepsOfDocument - it.left, 0), looks: meters.reduce((sum, it) => sum + it.looks, 0) };
}

/**
 * Whether there are steps for questions: while there are, what can be said of an entry without a question is what
 * `ask` would say.
 */
export function mayAsk({ budget }: Model): boolean {
  return budget.document.left > 0;
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
  document.looks += meter.looks;
  if (!meter.spent) return answer;
  givenUp.add(entry.order);
  return undefined;
}

function buildPlain(policy: Policy, catalog: Catalog, participants: Participants, budget: Budget, kept: Kept): Model | undefined {
  const families = familiesOf(participants.statements);
  const ground = groundOf(kept, policy, catalog, families, createMeter(stepsOfDocument));
  const model = build(policy, catalog, participants, budget, ground, ground);
  if (!model || ground.settle(model.sets)) return model;
  kept.steps += stepsTaken(model).all;
  return buildPlain(policy, catalog, participants, budget, kept);
}

function build(policy: Policy, catalog: Catalog, participants: Participants, budget: Budget, { space, memo }: Pick<Model, 'space' | 'memo'>, known?: KnownShapes): Model | undefined {
  const sets = readStatements(space, policy, participants.statements, familiesOf(participants.statements), catalog, known);
  if (space.meter.spent) return undefined;
  const entries = sets.filter((it) => it.never === undefined).flatMap((it) => it.entries);
  const model = {
    policy,
    version: policy.version,
    catalog,
    space,
    memo,
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
