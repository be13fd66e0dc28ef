import type { PolicyDocument } from '../check.ts';
import { innerSpan, type Json, type JsonString } from '../json/json.ts';
import { actionStrings, type Policy, resourceStrings } from '../policy/policy.ts';
import { contains, type Span } from '../text.ts';
import { chainAt } from './chain.ts';

/**
 * What *Expand Selection* selects, step by step from an offset: the segment of an action or resource, the text
 * of the string, the string, the list's content, the list, the member, and so on to the whole document.
 * Each span is wider than the one before.
 */
export function selectionSpans({ json, policy }: PolicyDocument, offset: number): readonly Span[] {
  const whole = { start: 0, end: json.text.length };
  const chain = json.root && chainAt(json.root, offset);
  if (!chain) return [whole];
  const spans: Span[] = chain.node.type === 'string' ? ofString(chain.node, policy, offset) : ofValue(chain.node);
  for (const { node, member } of [...chain.parents].reverse()) {
    if (member) spans.push(member.span);
    spans.push(...ofValue(node));
  }
  spans.push(whole);
  return spans.filter((it, index) => {
    const before = spans.slice(0, index).at(-1);
    return contains(it, offset) && (!before || it.start < before.start || it.end > before.end);
  });
}

function ofString(node: JsonString, policy: Policy | undefined, offset: number): Span[] {
  const strings = policy?.statements.flatMap((it) => [...actionStrings(it), ...resourceStrings(it)]) ?? [];
  const segments = strings.find((it) => it.node === node)?.segments ?? [];
  const segment = segments.length > 1 ? segments.find((it) => contains(it.span, offset)) : undefined;
  return [...(segment && segment.span.end > segment.span.start ? [segment.span] : []), innerSpan(node), node.span];
}

/** A value; of an object or a list first what is between the brackets. */
function ofValue(node: Json): Span[] {
  const items: readonly { readonly span: Span }[] = node.type === 'object' ? node.members : node.type === 'array' ? node.elements : [];
  const [first] = items;
  const last = items.at(-1);
  return [...(first && last ? [{ start: first.span.start, end: last.span.end }] : []), node.span];
}
