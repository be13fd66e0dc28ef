/** A text of the cloud with slots for what differs, compiled. Made by `compileTemplate`. */
export interface Template {
  readonly parts: readonly Part[];
  /** The longest literal: it is looked for first. */
  readonly anchor: string;
  /** The template starts with the anchor. */
  readonly anchored: boolean;
}

type Part = { readonly literal: string; readonly optional: boolean } | { readonly slot: string };

export interface TemplateMatch {
  readonly start: number;
  readonly end: number;
  readonly slots: Readonly<Record<string, string>>;
}

/** UTF-16 units before an anchor in which a template may start, and that one slot may hold. */
const before = 600;
const longestSlot = 2_000;

/** Places of an anchor that are looked at: enough for any log, and the time stays linear. */
const mostTries = 5_000;

/** Reads `do[es] not allow {action}`: literals, `[optional]` ones and `{slots}`. */
export function compileTemplate(text: string): Template {
  const parts: Part[] = [];
  for (const [, slot, optional, literal] of text.matchAll(/\{(\w+)\}|\[([^\]]+)\]|([^{[]+)/g)) {
    if (slot !== undefined) parts.push({ slot });
    else parts.push({ literal: optional ?? literal ?? '', optional: optional !== undefined });
  }
  const literals = parts.flatMap((it) => ('literal' in it && !it.optional ? [it.literal] : []));
  const anchor = literals.reduce((a, b) => (b.length > a.length ? b : a), '');
  const [first] = parts;
  return { parts, anchor, anchored: first !== undefined && 'literal' in first && first.literal === anchor };
}

/** Every place where a text fits a template, in linear time: each slot ends at the first place where its literal stands. */
export function findTemplate(template: Template, text: string): readonly TemplateMatch[] {
  const found: TemplateMatch[] = [];
  let from = 0;
  for (let tries = 0; tries < mostTries; tries++) {
    const at = text.indexOf(template.anchor, from);
    if (at < 0) break;
    from = at + template.anchor.length;
    for (const start of startsFor(template, text, at)) {
      const match = matchAt(template, text, start);
      if (!match) continue;
      found.push(match);
      break;
    }
  }
  return found;
}

/** Where a template may start that has its anchor here: the nearest places of its first literal, or a word back. */
function startsFor({ parts, anchored }: Template, text: string, anchor: number): readonly number[] {
  const [first] = parts;
  if (anchored || !first) return [anchor];
  if ('slot' in first) return [wordStart(text, anchor)];
  const starts: number[] = [];
  const lowest = Math.max(0, anchor - before);
  const window = text.slice(lowest, anchor);
  for (let at = window.lastIndexOf(first.literal); at >= 0 && starts.length < 8; at = at === 0 ? -1 : window.lastIndexOf(first.literal, at - 1)) starts.push(lowest + at);
  return starts;
}

function wordStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < 200 && /\w/.test(text.charAt(at - 1))) at--;
  return at;
}

function matchAt({ parts }: Template, text: string, start: number): TemplateMatch | undefined {
  const slots: Record<string, string> = {};
  let at = start;
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      if (text.startsWith(part.literal, at)) at += part.literal.length;
      else if (!part.optional) return undefined;
      continue;
    }
    const read = readSlot(part.slot, text, at, parts.slice(index + 1).find((it) => 'literal' in it && !it.optional));
    if (!read) return undefined;
    slots[part.slot] = read.value;
    at = read.end;
  }
  return { start, end: at, slots };
}

const words: Readonly<Record<string, RegExp>> = {
  action: /[\w.-]{1,64}:[\w-]{0,64}:[\w-]{1,128}/y,
  again: /[\w.-]{1,64}:[\w-]{0,64}:[\w-]{1,128}/y,
  spaced: /[\w.-]{1,64}: ?[\w-]{1,64}: ?[\w-]{1,128}/y,
  rule: /\w{1,128}/y,
  word: /[^\s"'<>,}]{1,1000}/y,
  status: /\d{3}/y,
};

function readSlot(slot: string, text: string, at: number, next: Part | undefined): { value: string; end: number } | undefined {
  const word = words[slot];
  if (word) {
    word.lastIndex = at;
    const value = word.exec(text)?.[0];
    if (value === undefined) return undefined;
    // A full stop ends the sentence, not the name.
    if (slot === 'word') return { value: value.replace(/\.$/, ''), end: at + value.length };
    return { value: slot === 'spaced' ? value.replaceAll(' ', '') : value, end: at + value.length };
  }
  if (!next || !('literal' in next)) return undefined;
  const end = text.slice(at, at + longestSlot + next.literal.length).indexOf(next.literal);
  return end > 0 ? { value: text.slice(at, at + end), end: at + end } : undefined;
}
