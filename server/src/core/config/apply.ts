import type { PolicyDocument } from '../check.ts';
import { type Json, member, type Path } from '../json/json.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import type { Span } from '../text.ts';
import type { Config, Ignore } from './config.ts';

/** UTF-16 units of a text that findings are told apart by. */
const longestText = 200;

export interface Applied {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** How many findings each ignore silenced; those that silenced none are missing. */
  readonly used: ReadonlyMap<Ignore, number>;
}

/**
 * Gives findings the severity that the configuration wants and leaves out what it switches off or ignores. It
 * comes after the check, so that the analysis sees every error whatever is configured.
 *
 * @param file of the document, relative to the configuration, with `/`
 * @param personal severities for rules that the configuration does not name
 */
export function applyConfig(findings: readonly Finding[], document: PolicyDocument, { rules, ignores }: Config, file: string, personal: ReadonlyMap<string, Severity | 'off'> = new Map()): Applied {
  const used = new Map<Ignore, number>();
  const here = ignores.filter((it) => it.file === file);
  if (here.length === 0 && rules.size === 0 && personal.size === 0) return { findings, used };
  const kept: Finding[] = [];
  for (const finding of findings) {
    const severity = rules.get(finding.code) ?? personal.get(finding.code);
    if (severity === 'off') continue;
    const ignore = here.find((it) => it.code === finding.code && (it.count === undefined || (used.get(it) ?? 0) < it.count) && isAbout(it, finding, document));
    if (ignore) used.set(ignore, (used.get(ignore) ?? 0) + 1);
    else kept.push(severity === undefined ? finding : { ...finding, severity });
  }
  return { findings: kept, used };
}

/**
 * The text that a finding stands on, by which an ignore knows it again: a string without its quotes, anything else
 * as it is written, with one blank for any white space and cut after 200 UTF-16 units.
 */
export function standsOn({ json: { text } }: PolicyDocument, { start, end }: Span): string {
  // Beyond this many characters white space alone cannot matter to what is kept.
  const written = text.slice(start, Math.min(end, start + 100 * longestText));
  const bare = written.length > 1 && written.startsWith('"') && written.endsWith('"') ? written.slice(1, -1) : written;
  return bare.replace(/\s+/g, ' ').trim().slice(0, longestText);
}

/** Effect of the statement that a finding is in. */
export function effectAt({ policy }: PolicyDocument, path: Path): 'Allow' | 'Deny' | undefined {
  const statement = policy?.statements.find((it) => it.path.every((step, index) => path[index] === step));
  return statement?.effect?.value;
}

/**
 * The text that an ignore of a finding is written with: the whole string that it stands in, so that what is ignored
 * in one string is not ignored in others that share a part of it; in a form as `standsOn` gives it.
 */
export function standsIn(document: PolicyDocument, { span, path }: Finding): string {
  let node: Json | undefined = document.json.root;
  let whole: Span | undefined;
  for (const step of path) {
    const found: { readonly key?: Json; readonly value: Json | undefined } | undefined = node?.type === 'object' ? member(node, String(step)) : node?.type === 'array' ? { value: node.elements[Number(step)] } : undefined;
    whole = found?.key?.span;
    node = found?.value;
  }
  if (node?.type === 'string') whole = contains(node.span, span) ? node.span : whole;
  return standsOn(document, whole && contains(whole, span) ? whole : span);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Short forms count as well: what the finding itself underlines. */
function isAbout({ text, effect }: Ignore, finding: Finding, document: PolicyDocument): boolean {
  const { span, path } = finding;
  return (standsOn(document, span) === text || standsIn(document, finding) === text) && (effect === undefined || effectAt(document, path) === effect);
}
