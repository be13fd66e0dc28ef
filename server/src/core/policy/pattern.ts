/**
 * The one reading of `*` and `?`. A pattern is compiled once and matched in time that grows with the
 * product of both lengths at worst, so no text of a policy can hang it. Nothing becomes a regular expression.
 */
export interface Pattern {
  /** The literal runs between the stars: one run and no star, or n + 1 runs around n stars. */
  readonly runs: readonly Run[];
}

/** Code points in a row; `null` stands for any one code point. A plain string has no `?`. */
type Run = string | readonly (string | null)[];

/** A piece of a pattern that is already read: text that means itself, or a wildcard. */
export type Token = { readonly literal: string } | '*' | '?';

/** Compiles `text`, in which `*` is any run of characters and, if `question` is set, `?` any one code point. */
export function compile(text: string, question = false): Pattern {
  if (!question || !text.includes('?')) return { runs: text.split('*') };
  return { runs: text.split('*').map(toRun) };
}

/** Compiles tokens, in which a literal may hold `*` and `?` that mean themselves. */
export function compileTokens(tokens: readonly Token[]): Pattern {
  const runs: Run[] = [];
  let current: (string | null)[] = [];
  for (const token of tokens) {
    if (token === '*') {
      runs.push(simplify(current));
      current = [];
    } else if (token === '?') current.push(null);
    else current.push(...token.literal);
  }
  runs.push(simplify(current));
  return { runs };
}

/** Whether the pattern matches all of `text`. Letter case counts; fold both sides where it does not. */
export function matches(pattern: Pattern, text: string): boolean {
  const { runs } = pattern;
  const first = runs[0] ?? '';
  if (runs.length === 1) return startLength(first, text, 0) === text.length;
  let offset = startLength(first, text, 0);
  if (offset < 0) return false;
  for (let index = 1; index < runs.length - 1; index++) {
    offset = find(runs[index] ?? '', text, offset);
    if (offset < 0) return false;
  }
  return endsWith(runs[runs.length - 1] ?? '', text, offset);
}

export function isWildcard(text: string): boolean {
  return text.includes('*');
}

function toRun(text: string): Run {
  return text.includes('?') ? [...text].map((char) => (char === '?' ? null : char)) : text;
}

function simplify(points: readonly (string | null)[]): Run {
  return points.includes(null) ? [...points] : points.join('');
}

/** The offset behind `run` when it stands at `offset`, else -1. */
function startLength(run: Run, text: string, offset: number): number {
  if (typeof run === 'string') return text.startsWith(run, offset) ? offset + run.length : -1;
  let at = offset;
  for (const point of run) {
    if (at >= text.length) return -1;
    const size = pointSize(text, at);
    if (point !== null && text.slice(at, at + size) !== point) return -1;
    at += size;
  }
  return at;
}

/** The offset behind the first `run` at or after `from`, else -1. */
function find(run: Run, text: string, from: number): number {
  if (typeof run === 'string') {
    const at = text.indexOf(run, from);
    return at < 0 ? -1 : at + run.length;
  }
  if (run.length > longestWalked) return findLong(run, text, from);
  for (let at = from; at <= text.length; at += at < text.length ? pointSize(text, at) : 1) {
    const end = startLength(run, text, at);
    if (end >= 0) return end;
  }
  return -1;
}

/** Code points of a run that is tried at each offset. */
const longestWalked = 32;

/**
 * The same for a long run, in one walk over the text: bit n of `state` says that the first n + 1 places of the run
 * stand before the offset (Shift-And). Trying each offset takes the product of both lengths, which a policy could
 * make tens of millions of steps; this takes a thirtieth of it.
 */
function findLong(run: readonly (string | null)[], text: string, from: number): number {
  const words = (run.length + 31) >> 5;
  const anywhere = new Int32Array(words);
  const named = new Map<string, Int32Array>();
  for (let index = 0; index < run.length; index++) if (run[index] === null) anywhere[index >> 5]! |= 1 << (index & 31);
  for (let index = 0; index < run.length; index++) {
    const point = run[index];
    if (point === null || point === undefined) continue;
    let places = named.get(point);
    if (!places) named.set(point, (places = anywhere.slice()));
    places[index >> 5]! |= 1 << (index & 31);
  }
  const state = new Int32Array(words);
  const last = run.length - 1;
  for (let at = from; at < text.length; ) {
    const size = pointSize(text, at);
    const places = named.get(size === 1 ? text.charAt(at) : text.slice(at, at + size)) ?? anywhere;
    at += size;
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const before = state[word]!;
      state[word] = ((before << 1) | carry) & places[word]!;
      carry = before >>> 31;
    }
    if ((state[last >> 5]! >>> (last & 31)) & 1) return at;
  }
  return -1;
}

/** Whether `run` is the end of `text` and starts at or after `from`. */
function endsWith(run: Run, text: string, from: number): boolean {
  if (typeof run === 'string') return text.length - run.length >= from && text.endsWith(run);
  let at = text.length;
  for (let count = run.length; count > 0; count--) {
    if (at <= from) return false;
    at -= at >= 2 && isPair(text, at - 2) ? 2 : 1;
  }
  return at >= from && startLength(run, text, at) === text.length;
}

function pointSize(text: string, at: number): number {
  return isPair(text, at) ? 2 : 1;
}

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
