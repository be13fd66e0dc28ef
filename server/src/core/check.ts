import type { Catalog } from './catalog/catalog.ts';
import { type JsonText, parseJson } from './json/parse.ts';
import { type Message, msg } from './message.ts';
import { detectKind, isPolicyKind, type Kind, type KindHints } from './policy/kind.ts';
import type { Policy } from './policy/policy.ts';
import { readPolicy } from './policy/read.ts';
import { rules } from './rules/all.ts';
import type { Finding, Rule } from './rules/rule.ts';

/** A text with what was read in it. */
export interface PolicyDocument {
  readonly json: JsonText;
  readonly kind: Kind;
  /** Absent where nothing can be read, or where the kind is not one of ours. */
  readonly policy: Policy | undefined;
}

/** A rule that threw. It is a bug of ours: logged, never shown as a finding. */
export interface Fault {
  readonly code: string;
  readonly error: unknown;
}

export interface CheckResult {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

/** Reads a document; never throws. */
export function readDocument(text: string, hints: KindHints = {}): PolicyDocument {
  const json = parseJson(text);
  const kind = detectKind(json.root, hints);
  const policy = json.root && isPolicyKind(kind) ? readPolicy(text, json.root, kind) : undefined;
  return { json, kind, policy };
}

/** What every rule finds in a document. A rule that throws is returned as a fault, the others go on. */
export function check(document: PolicyDocument, catalog: Catalog, enabled: readonly Rule[] = rules): CheckResult {
  const { json, kind, policy } = document;
  const findings: Finding[] = [...syntaxFindings(document)];
  const faults: Fault[] = [];
  if (kind === 'aws' && json.root) findings.push(awsFinding(json));
  if (policy) {
    for (const rule of enabled) {
      try {
        for (const found of rule.check({ json, policy, catalog })) findings.push({ code: rule.code, severity: rule.severity, grade: rule.grade, ...found });
      } catch (error) {
        faults.push({ code: rule.code, error });
      }
    }
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, faults };
}

function* syntaxFindings({ json }: PolicyDocument): Iterable<Finding> {
  for (const { span, message, path, fix } of json.problems) {
    yield { code: json.tooDeep ? 'too-deep' : 'json-syntax', severity: 'error', grade: 'documented', span, path, message, ...(fix ? { fixes: [{ ...fix, safe: true }] } : {}) };
  }
  for (const { key, path } of json.twins) {
    yield { code: 'duplicate-key', severity: 'error', grade: 'documented', span: key.span, path, on: 'key', message: twinMessage(key.value) };
  }
}

function twinMessage(name: string): Message {
  return msg('"{0}" is written again further down. Only the last one counts.', name);
}

function awsFinding({ root, text }: JsonText): Finding {
  const span = root?.span ?? { start: 0, end: text.length };
  return { code: 'aws-policy', severity: 'information', grade: 'documented', span: { start: span.start, end: span.start + 1 }, path: [], message: msg('This is a policy of another cloud (AWS). It is left alone.') };
}
