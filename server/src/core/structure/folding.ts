import type { PolicyDocument } from '../check.ts';
import type { Json } from '../json/json.ts';
import { type Lines, linesOf, positionAt } from '../lines.ts';

/** Lines from 0 that fold; `end` stays out of the way of the closing bracket, which is on the next line. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/** As many as VS Code folds (`editor.foldingMaximumRegions`). */
export const maximumFolds = 5000;

/**
 * Objects and lists of more than two lines, in the order of the text. One fold at most starts on a line, that of
 * the outermost. Of more than `maximumFolds` the inner ones are left out.
 */
export function folds({ json }: PolicyDocument, lines: Lines = linesOf(json.text)): readonly Fold[] {
  const found = new Map<number, Fold>();
  let level: readonly Json[] = json.root ? [json.root] : [];
  while (level.length > 0 && found.size < maximumFolds) level = foldLevel(level, lines, found);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Folds what is on one level of nesting, and gives what lies inside of it. */
function foldLevel(level: readonly Json[], lines: Lines, found: Map<number, Fold>): readonly Json[] {
  const inside: Json[] = [];
  for (const node of level) {
    if (found.size >= maximumFolds) break;
    if (node.type !== 'object' && node.type !== 'array') continue;
    const start = positionAt(lines, node.span.start).line;
    const last = positionAt(lines, node.span.end).line;
    const end = node.closed ? last - 1 : last;
    if (end > start && !found.has(start)) found.set(start, { start, end });
    if (last === start) continue;
    // No spread: a list may be longer than a call takes arguments.
    if (node.type === 'array') for (const element of node.elements) inside.push(element);
    else for (const { value } of node.members) if (value) inside.push(value);
  }
  return inside;
}
