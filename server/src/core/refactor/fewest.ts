/** A pattern and what it covers, as positions of the things to cover. */
export interface Candidate {
  readonly text: string;
  readonly covers: Bits;
}

export interface FewestResult {
  readonly chosen: readonly string[];
  /** No other choice has fewer texts, or as many with fewer characters. */
  readonly exact: boolean;
}

/** Sets of small numbers. */
export type Bits = Uint32Array;

export function bits(size: number, members: Iterable<number>): Bits {
  const set = new Uint32Array(Math.ceil(size / 32));
  for (const it of members) set[it >>> 5] = (set[it >>> 5] ?? 0) | (1 << (it & 31));
  return set;
}

export function hasBit(set: Bits, member: number): boolean {
  return ((set[member >>> 5] ?? 0) & (1 << (member & 31))) !== 0;
}

export function isSubset(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] ?? 0) & ~(b[word] ?? 0)) !== 0) return false;
  return true;
}

/**
 * The fewest candidates that cover everything, and among those the ones with the fewest characters. Every thing
 * has to be covered by some candidate. Exact unless the steps run out, then the best found (no clock, so
 * that the same list always gives the same answer).
 */
export function fewest(size: number, candidates: readonly Candidate[], steps: number): FewestResult {
  const useful = withoutDominated(candidates);
  const search = new Search(size, useful, steps);
  return search.run();
}

/** One text more costs more than any number of characters. */
const perText = 1e6;

/** Candidates for which no other one covers as much with as few characters. */
function withoutDominated(candidates: readonly Candidate[]): readonly Candidate[] {
  const sorted = [...candidates].sort((a, b) => count(b.covers) - count(a.covers) || a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
  const kept: Candidate[] = [];
  for (const it of sorted) if (!kept.some((other) => other.text.length <= it.text.length && isSubset(it.covers, other.covers))) kept.push(it);
  return kept;
}

class Search {
  private readonly size: number;
  private readonly candidates: readonly Candidate[];
  /** Candidates of each thing, best first. */
  private readonly of: readonly (readonly number[])[];
  private readonly cost: readonly number[];
  private best: readonly number[];
  private bestCost: number;
  private left: number;

  constructor(size: number, candidates: readonly Candidate[], steps: number) {
    this.size = size;
    this.candidates = candidates;
    this.left = steps;
    this.cost = candidates.map((it) => perText + it.text.length);
    this.of = Array.from({ length: size }, (_, thing) => candidates.flatMap((it, index) => (hasBit(it.covers, thing) ? [index] : [])));
    this.best = this.greedy();
    this.bestCost = this.total(this.best);
  }

  run(): FewestResult {
    this.go(bits(this.size, []), [], 0);
    return { chosen: this.best.map((it) => this.candidates[it]?.text ?? ''), exact: this.left > 0 };
  }

  private go(covered: Bits, chosen: readonly number[], cost: number): void {
    if (this.left-- <= 0) return;
    const open = this.openThings(covered);
    if (open.length === 0) {
      if (cost < this.bestCost) [this.best, this.bestCost] = [chosen, cost];
      return;
    }
    if (cost + this.bound(open, covered) >= this.bestCost) return;
    const [thing = 0] = open;
    const own = this.usefulFor(thing, covered);
    for (const index of own) {
      const candidate = this.candidates[index];
      if (candidate) this.go(union(covered, candidate.covers), [...chosen, index], cost + (this.cost[index] ?? 0));
    }
  }

  /** What is not covered yet, the hardest first. */
  private openThings(covered: Bits): readonly number[] {
    const open: number[] = [];
    for (let thing = 0; thing < this.size; thing++) if (!hasBit(covered, thing)) open.push(thing);
    return open.sort((a, b) => (this.of[a]?.length ?? 0) - (this.of[b]?.length ?? 0) || a - b);
  }

  /** The candidates of a thing of which no other one covers as much of what is left for as little, most first. */
  private usefulFor(thing: number, covered: Bits): readonly number[] {
    const own = (this.of[thing] ?? []).map((index) => ({ index, covers: minus(this.candidates[index]?.covers ?? bits(this.size, []), covered) }));
    own.sort((a, b) => count(b.covers) - count(a.covers) || (this.cost[a.index] ?? 0) - (this.cost[b.index] ?? 0));
    const kept: typeof own = [];
    for (const it of own) if (!kept.some((other) => (this.cost[other.index] ?? 0) <= (this.cost[it.index] ?? 0) && isSubset(it.covers, other.covers))) kept.push(it);
    return kept.map((it) => it.index);
  }

  /** What the rest costs at least: things without a common candidate need one each. */
  private bound(open: readonly number[], covered: Bits): number {
    let blocked: Bits = covered.slice();
    let cost = 0;
    for (const thing of open) {
      if (hasBit(blocked, thing)) continue;
      let least = Infinity;
      for (const index of this.of[thing] ?? []) {
        least = Math.min(least, this.cost[index] ?? 0);
        blocked = union(blocked, this.candidates[index]?.covers ?? blocked);
      }
      cost += least;
    }
    return cost;
  }

  private greedy(): readonly number[] {
    const chosen: number[] = [];
    let covered: Bits = bits(this.size, []);
    for (;;) {
      let best: { index: number; gain: number; cost: number } | undefined;
      for (const [index, { covers }] of this.candidates.entries()) {
        const gain = count(minus(covers, covered));
        const cost = this.cost[index] ?? 0;
        if (gain > 0 && (!best || gain > best.gain || (gain === best.gain && cost < best.cost))) best = { index, gain, cost };
      }
      if (!best) return chosen;
      chosen.push(best.index);
      covered = union(covered, this.candidates[best.index]?.covers ?? covered);
    }
  }

  private total(chosen: readonly number[]): number {
    return chosen.reduce((all, it) => all + (this.cost[it] ?? 0), 0);
  }
}

function union(a: Bits, b: Bits): Bits {
  const result = a.slice();
  for (let word = 0; word < result.length; word++) result[word] = (result[word] ?? 0) | (b[word] ?? 0);
  return result;
}

function minus(a: Bits, b: Bits): Bits {
  const result = a.slice();
  for (let word = 0; word < result.length; word++) result[word] = (result[word] ?? 0) & ~(b[word] ?? 0);
  return result;
}

function count(set: Bits): number {
  let total = 0;
  for (let word of set) {
    for (; word !== 0; word &= word - 1) total++;
  }
  return total;
}
