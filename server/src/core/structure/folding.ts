import type { PolicyDocument } from '../check.ts';
import type { Json } from '../json/json.ts';
import { type Lines, linesOf, positionAt } from '../lines.ts';

/** Lines from 0 that fold; `end` stays out of the way of the closing bracket, which is on the next line. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/** Objects and lists of more than two lines, the outer before the inner. One fold at most starts on a line. */
export function folds({ json }: PolicyDocument, lines: Lines = linesOf(json.text)): readonly Fold[] {
  const found = new Map<number, Fold>();
  if (json.root) collect(json.root, lines, found);
  return [...found.values()];
}

function collect(node: Json, lines: Lines, found: Map<number, Fold>): void {
  if (node.type !== 'object' && node.type !== 'array') return;
  const start = positionAt(lines, node.span.start).line;
  const last = positionAt(lines, node.span.end).line;
  const end = node.closed ? last - 1 : last;
  if (end > start && !found.has(start)) found.set(start, { start, end });
  if (last === start) return;
  if (node.type === 'array') for (const element of node.elements) collect(element, lines, found);
  else for (const { value } of node.members) if (value) collect(value, lines, found);
}
