import { type Bits, bits, type Candidate, hasBit, isSubset } from './fewest.ts';

/** An action name in its three segments, as it is spelled. */
export type Segments = readonly [service: string, type: string, operation: string];

/**
 * Action strings of one service with at most one `*` in a segment that name some of `wanted` and no other action
 * of `known`: for each set of actions the shortest string. Positions are those in `wanted`.
 */
export function patternsFor(known: readonly Segments[], wanted: readonly Segments[]): readonly Candidate[] {
  const types = shortestPatterns(known.map((it) => it[1]), wanted.map((it) => it[1]));
  const operations = shortestPatterns(known.map((it) => it[2]), wanted.map((it) => it[2]));
  const all = new Map<string, number>(known.map((it, index) => [keyOf(it), index]));
  const allowed = bits(known.length, wanted.flatMap((it) => all.get(keyOf(it)) ?? []));
  const places = wanted.map((it) => all.get(keyOf(it)) ?? -1);
  const [service = ''] = wanted[0] ?? [];
  const found = new Map<string, Candidate>();
  for (const type of types) {
    for (const operation of operations) {
      const both = new Uint32Array(type.members.length);
      let some = false;
      for (let word = 0; word < both.length; word++) {
        const value = (type.members[word] ?? 0) & (operation.members[word] ?? 0);
        both[word] = value;
        some ||= value !== 0;
      }
      if (!some || !isSubset(both, allowed)) continue;
      const text = `${service}:${type.text}:${operation.text}`;
      const key = String.fromCharCode(...new Uint16Array(both.buffer));
      const before = found.get(key);
      if (before && (before.text.length < text.length || (before.text.length === text.length && before.text <= text))) continue;
      found.set(key, { text, covers: bits(wanted.length, places.flatMap((place, index) => (place >= 0 && hasBit(both, place) ? [index] : []))) });
    }
  }
  return [...found.values()];
}

interface SegmentPattern {
  readonly text: string;
  /** Positions of the known actions whose segment matches. */
  readonly members: Bits;
}

/** For each set of known actions that a segment pattern can name, the shortest such pattern. */
function shortestPatterns(known: readonly string[], wanted: readonly string[]): readonly SegmentPattern[] {
  const folded = known.map((it) => it.toLowerCase());
  const words = [...new Set(folded)];
  const texts = new Map<string, string>();
  for (const word of new Set(wanted)) {
    for (let prefix = 0; prefix <= word.length; prefix++) {
      for (let suffix = word.length; suffix >= prefix; suffix--) {
        const text = `${word.slice(0, prefix)}*${word.slice(suffix)}`;
        if (!texts.has(text.toLowerCase())) texts.set(text.toLowerCase(), text);
      }
    }
    texts.set(word.toLowerCase(), word);
  }
  const found = new Map<string, { text: string; words: readonly string[] }>();
  for (const [fold, text] of texts) {
    const star = fold.indexOf('*');
    const [start, end] = star < 0 ? [fold, ''] : [fold.slice(0, star), fold.slice(star + 1)];
    const matched = words.filter((it) => (star < 0 ? it === fold : it.length >= fold.length - 1 && it.startsWith(start) && it.endsWith(end)));
    const key = matched.join();
    const before = found.get(key);
    // Of two that are as long, the one whose `*` stands last reads best.
    if (!before || text.length < before.text.length || (text.length === before.text.length && star > before.text.indexOf('*'))) found.set(key, { text, words: matched });
  }
  return [...found.values()].map(({ text, words: matched }) => {
    const names = new Set(matched);
    return { text, members: bits(known.length, folded.flatMap((it, index) => (names.has(it) ? [index] : []))) };
  });
}

function keyOf(segments: Segments): string {
  return segments.join(':').toLowerCase();
}
