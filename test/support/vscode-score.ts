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
  // best[i][j]: letters up to i matched, the last of them at j; `run` is how long the match in a row is there.
  let previous: Cell[] = [];
  for (let i = 0; i < letters.length; i++) {
    const current: Cell[] = [];
    let before: Cell | undefined;
    for (let j = 0; j < text.length; j++) {
      if (i > 0 && j >= 2) before = better(before, weaken(previous[j - 2], j - 2));
      if (low[i] !== lowText[j]) continue;
      const fromRun = i > 0 ? previous[j - 1] : undefined;
      const start = i === 0;
      const candidates: Cell[] = [];
      if (start) {
        const { points, strong } = pointsAt(letters, text, i, j, 'first');
        if (strong) candidates.push({ score: points, from: j });
      } else {
        if (fromRun) candidates.push({ score: fromRun.score + pointsAt(letters, text, i, j, 'run').points, from: j });
        if (before) candidates.push({ score: before.score + pointsAt(letters, text, i, j, 'gap').points, from: j });
      }
      const best = candidates.sort((a, b) => b.score - a.score)[0];
      if (best) current[j] = best;
    }
    previous = current;
  }
  let best: number | undefined;
  previous.forEach((cell, j) => {
    const total = cell.score - Math.max(0, j + 1 - letters.length) + (letters.length === text.length ? 2 : 0);
    if (best === undefined || total > best) best = total;
  });
  return best;
}

interface Cell {
  readonly score: number;
  readonly from: number;
}

/** A gap behind a match costs five. */
function weaken(cell: Cell | undefined, at: number): Cell | undefined {
  return cell && { score: cell.score - 5, from: at };
}

function better(a: Cell | undefined, b: Cell | undefined): Cell | undefined {
  return !a || (b && b.score > a.score) ? b : a;
}

/** VS Code also tries letters with two neighbours swapped, at a price of three. */
function scoreWithTypos(letters: string, text: string): number | undefined {
  let best = score(letters, text);
  if (letters.length < 3) return best;
  for (let at = 1; at < Math.min(7, letters.length - 1); at++) {
    const [first, second] = [letters.charAt(at), letters.charAt(at + 1)];
    if (first === second) continue;
    const swapped = score(letters.slice(0, at) + second + first + letters.slice(at + 2), text);
    if (swapped !== undefined && (best === undefined || swapped - 3 > best)) best = swapped - 3;
  }
  return best;
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
