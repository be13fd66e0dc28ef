import type { Catalog } from '../catalog/catalog.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { statementText } from '../policy/statement-text.ts';
import type { Families } from './condition.ts';
import { createRestMemo, type KnownShapes, type RestMemo, type Shape, type StatementSet } from './entry.ts';
import { createLangs, type Langs } from './lang.ts';
import type { Meter } from './meter.ts';
import { createSpace, firstDimension, type Space } from './space.ts';

/**
 * What analyses have in common that follow each other: patterns and sets, and the statements that stay as they
 * are from one text to the next. A keystroke changes one statement; the others are not read again.
 *
 * Answers that are kept take no steps, so an analysis could go further with them than without. It must not: the
 * same text has the same findings, whatever came before. `steps` counts all that was ever taken to get to what is
 * kept; while that and what the last analysis took are within the steps of a single question, an analysis of the
 * same text from scratch would not have been given up either.
 */
export interface Kept {
  readonly langs: Langs;
  steps: number;
  /** Steps of the last analysis, those that the next one has to take again included. */
  last: number;
  /** Statements that were read into sets, for tests. */
  read: number;
  basis: Basis | undefined;
}

/** Shapes of statements and what they are made in. */
interface Basis {
  readonly kind: Policy['kind'];
  readonly catalog: Catalog;
  /** The families of all conditions, as text. */
  readonly families: string;
  readonly space: Space;
  readonly memo: RestMemo;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** What the model of one text is made with. */
export interface Ground extends KnownShapes {
  readonly space: Space;
  readonly memo: RestMemo;
  /**
   * Keeps the statements of this text for the next one.
   *
   * @returns false where keys and atoms have other numbers than they would have from scratch: in that order
   *   examples name them
   */
  settle(sets: readonly StatementSet[]): boolean;
}

export function createKept(): Kept {
  return { langs: createLangs(), steps: 0, last: 0, read: 0, basis: undefined };
}

/** Whether statements of this text may be known. */
export function knownBefore(kept: Kept, policy: Policy): (statement: Statement) => boolean {
  const shapes = kept.basis?.kind === policy.kind ? kept.basis.shapes : undefined;
  return shapes ? (statement) => shapes.has(statementText(policy, statement)) : () => false;
}

/** The ground of one text: that of the text before where it is the same, else a new one. */
export function groundOf(kept: Kept, policy: Policy, catalog: Catalog, families: Families, meter: Meter): Ground {
  const names = JSON.stringify([...families].map(([key, found]) => [key, ...found]));
  const { basis } = kept;
  const same = basis?.kind === policy.kind && basis.catalog === catalog && basis.families === names ? basis : undefined;
  const space = same?.space ?? createSpace(meter, false, policy.version === '5.0', kept.langs);
  const memo = same?.memo ?? createRestMemo();
  const shapes = new Map<string, Shape>();
  space.meter = meter;
  return {
    space,
    memo,
    find(statement) {
      const text = statementText(policy, statement);
      const found = same?.shapes.get(text);
      if (found) shapes.set(text, found);
      return found;
    },
    keep(statement, shape) {
      kept.read++;
      // A key that can never hold is a place in this text.
      if (typeof shape.never !== 'object') shapes.set(statementText(policy, statement), shape);
    },
    settle(sets) {
      let next = firstDimension;
      for (const { shape } of sets) {
        for (const index of shape.dimensions) {
          if (index > next) next = Infinity;
          if (index === next) next++;
        }
      }
      const inOrder = next === space.universe.length;
      kept.basis = inOrder ? { kind: policy.kind, catalog, families: names, space, memo, shapes } : undefined;
      return inOrder;
    },
  };
}
