/**
 * Which items VS Code shows for typed letters, and in which order: an approximation of its completion model, in
 * our own words. Letters have to occur in their order, the first one at the start of a word; a run from the
 * start counts most, then starts of words (capitals, or behind a separator), then runs; gaps and skipped
 * characters cost. Items with the same score stay in the order of their sort text.
 */
export interface Scored {
  readonly label: string;
  readonly sortText: string;
  readonly filterText?: string;
}

/** The items that stay for the typed letters, best first. */
export function asShown<Item extends Scored>(items: readonly Item[], typed: string): Item[] {
  const scored = items.flatMap((item) => {
    const score = typed === '' ? 0 : scoreWithTypos(typed, item.filterText ?? item.label);
    return score === undefined ? [] : [{ item, score }];
  });
  const order = (a: Item, b: Item): number => compare(a.sortText, b.sortText) || compare(a.label, b.label);
  return scored.sort((a, b) => b.score - a.score || order(a.item, b.item)).map(({ item }) => item);
}

/** The rank, from 1, of the item with this label; undefined where it is not shown. */
export function rank(items: readonly Scored[], typed: string, label: string): number | undefined {
  const index = asShown(items, typed).findIndex((it) => it.label === label);
  return index < 0 ? undefined : index + 1;
}

/** The score of letters in a text, or undefined where they do not occur as they have to. */
export function score(letters: string, text: string): number | undefined {
  const low = letters.toLowerCase();
  const lowText = text.toLowerCase();
  if (letters.length > 128 || !contains(low, lowText)) return undefined;
  // The best score with the letters so far matched, the last of them at the index.
  let before: (number | undefined)[] = [];
  for (let i = 0; i < letters.length; i++) {
    const now: (number | undefined)[] = [];
    let behindGap: number | undefined;
    for (let j = 0; j < text.length; j++) {
      if (i > 0 && j >= 2) behindGap = best(behindGap, plus(before[j - 2], gap));
      if (low[i] !== lowText[j]) continue;
      if (i === 0) {
        const { points, strong } = pointsAt(letters, text, i, j, 'first');
        now[j] = strong ? points : undefined;
      } else {
        now[j] = best(plus(before[j - 1], pointsAt(letters, text, i, j, 'run').points), plus(behindGap, pointsAt(letters, text, i, j, 'gap').points));
      }
    }
    before = now;
  }
  const whole = letters.length === text.length ? 2 : 0;
  return before.reduce((top, points, j) => {
    // What follows the last match counts as a gap, too, and every character that was skipped costs one.
    const skipped = Math.max(0, j + 1 - letters.length);
    return best(top, plus(points, whole - skipped + (j + 1 < text.length ? gap : 0)));
  }, undefined);
}

const gap = -5;

function plus(score: number | undefined, points: number): number | undefined {
  return score === undefined ? undefined : score + points;
}

function best(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

/** VS Code also tries letters with two neighbours swapped, at a price of three. */
function scoreWithTypos(letters: string, text: string): number | undefined {
  let top = score(letters, text);
  if (letters.length < 3) return top;
  for (let at = 1; at < Math.min(7, letters.length - 1); at++) {
    const [first, second] = [letters.charAt(at), letters.charAt(at + 1)];
    if (first === second) continue;
    top = best(top, plus(score(letters.slice(0, at) + second + first + letters.slice(at + 2), text), -3));
  }
  return top;
}

function pointsAt(letters: string, text: string, i: number, j: number, how: 'first' | 'run' | 'gap'): { readonly points: number; readonly strong: boolean } {
  const capital = isCapital(text, j);
  const afterSeparator = j > 0 && isSeparator(text.charAt(j - 1));
  const sameCase = letters[i] === text[j];
  let points = 1;
  let wordStart = false;
  if (i === j) points = sameCase ? 7 : 5;
  else if (capital && (j === 0 || !isCapital(text, j - 1))) {
    points = sameCase ? 7 : 5;
    wordStart = true;
  } else if (isSeparator(text.charAt(j)) && (j === 0 || !isSeparator(text.charAt(j - 1)))) points = 5;
  else if (afterSeparator) {
    points = 5;
    wordStart = true;
  }
  const strong = points > 1;
  wordStart ||= capital || afterSeparator;
  if (how === 'first') points -= j > 0 ? (wordStart ? 3 : 5) : 0;
  else if (how === 'gap') points += wordStart ? 2 : 0;
  else points += wordStart ? 0 : 1;
  if (j + 1 === text.length) points -= wordStart ? 3 : 5;
  return { points, strong };
}

function contains(letters: string, text: string): boolean {
  let at = 0;
  for (const char of text) if (char === letters.charAt(at)) at++;
  return at >= letters.length;
}

function isCapital(text: string, at: number): boolean {
  return text.charAt(at) !== text.charAt(at).toLowerCase();
}

function isSeparator(char: string): boolean {
  return char !== '' && '_-. /\\\'":$<>()[]{}'.includes(char);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
