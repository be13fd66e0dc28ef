import { type Box, crossBoxes } from './box.ts';
import type { Mask } from './part.ts';
import { part, reading, type Space } from './space.ts';

/**
 * The requests of some products that are in them whatever nobody can know: without what hangs on something
 * opaque, and only what both readings of a negated operator on an absent key have.
 */
export function certainOf(space: Space, boxes: readonly Box[]): readonly Box[] {
  const atoms = [...space.atoms.values()];
  const clear = boxes.filter((box) => !atoms.some((index) => box[index]));
  const { absentFails, absentHolds } = reading;
  const both = clear.filter((it) => bitsOf(it) === (absentFails.bits | absentHolds.bits));
  const [fails, holds] = [absentFails, absentHolds].map((one) => clear.filter((it) => bitsOf(it) === one.bits).map(withoutReading));
  return [...both, ...crossBoxes(space, fails ?? [], holds ?? [])];
}

function bitsOf(box: Box): number {
  return (box[part.reading] as Mask | undefined)?.bits ?? reading.absentFails.bits | reading.absentHolds.bits;
}

function withoutReading(box: Box): Box {
  return box.map((it, index) => (index === part.reading ? undefined : it));
}
