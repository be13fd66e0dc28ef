import type { PolicyDocument } from '../check.ts';
import { member } from '../json/json.ts';
import type { JsonText } from '../json/parse.ts';
import type { Finding } from '../rules/rule.ts';
import type { Edit } from '../text.ts';
import { effectAt, standsIn } from './apply.ts';

/** The ignore that silences a finding of a file, as it is written into a configuration. */
export function ignoreFor(finding: Finding, document: PolicyDocument, file: string): object {
  const effect = effectAt(document, finding.path);
  return { code: finding.code, file, text: standsIn(document, finding), ...(effect ? { effect } : {}) };
}

/** A configuration that holds nothing but an ignore. */
export function newConfig(ignore: object): string {
  return `{${memberText(ignore, '\n', '  ')}\n}\n`;
}

/**
 * Writes an ignore into a configuration, behind the others and laid out as they are. Undefined for a text that is
 * no JSON object or has something else under that name.
 */
export function addIgnore({ text, root, problems }: JsonText, ignore: object): Edit | undefined {
  if (problems.length > 0 || root?.type !== 'object') return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const found = member(root, 'ignore');
  const first = root.members[0];
  const before = first ? text.slice(root.span.start + 1, first.span.start) : '';
  const unit = /\n([ \t]+)$/.exec(before)?.[1] ?? '  ';
  if (!found) {
    const last = root.members.at(-1);
    const start = last ? last.span.end : root.span.start + 1;
    const end = last ? start : root.span.end - 1;
    return { span: { start, end }, text: (last ? ',' : '') + memberText(ignore, eol, unit) + (last ? '' : eol) };
  }
  const list = found.value;
  if (list?.type !== 'array') return undefined;
  const last = list.elements.at(-1);
  if (!last) return { span: list.span, text: `[${eol}${unit}${unit}${entry(ignore)}${eol}${unit}]` };
  const space = text.slice(list.span.start + 1, list.elements[0]?.span.start);
  return { span: { start: last.span.end, end: last.span.end }, text: `,${space || ' '}${entry(ignore)}` };
}

function memberText(ignore: object, eol: string, unit: string): string {
  return `${eol}${unit}"ignore": [${eol}${unit}${unit}${entry(ignore)}${eol}${unit}]`;
}

/** `{ "code": "…", "file": "…" }` */
function entry(ignore: object): string {
  return `{ ${Object.entries(ignore).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(', ')} }`;
}
