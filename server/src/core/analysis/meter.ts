/**
 * The steps that an analysis may still take. Nothing here looks at a clock, so that the same text always gives
 * the same findings. When the steps are used up every set counts as not empty: then nothing can be claimed
 * to be covered, and nothing false is said.
 */
export interface Meter {
  left: number;
  /** Set once the steps ran out; the caller drops what it was about to claim. */
  spent: boolean;
  /** Those of the steps that were looks: no answer that is kept saves them. */
  looks: number;
}

export function createMeter(steps: number): Meter {
  return { left: steps, spent: false, looks: 0 };
}

/** Takes `steps`; false when there are not that many left. */
export function take(meter: Meter, steps: number): boolean {
  meter.left -= steps;
  if (meter.left >= 0) return true;
  meter.spent = true;
  return false;
}

/** Steps for a look at one other entry; most are apart from each other. */
export const look = 0.1;

/** Takes the steps for looks at some entries; false when there are not that many left. */
export function takeLooks(meter: Meter, count: number): boolean {
  meter.looks += count * look;
  return take(meter, count * look);
}
