import type { Catalog } from './catalog/catalog.ts';
import { type JsonText, parseJson } from './json/parse.ts';
import { detectKind, isPolicyKind, type Kind, type KindHints } from './policy/kind.ts';
import { type CheckMemory, findingsInStatements } from './check-memory.ts';
import type { Policy, Statement } from './policy/policy.ts';
import { readPolicy } from './policy/read.ts';
import { rules, textRules } from './rules/all.ts';
import type { Finding, Rule, RuleContext, RuleFinding, RuleInfo } from './rules/rule.ts';

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

export interface CheckOptions {
  /** ModelArts's mode in the account, as it is configured; absent where nobody says. */
  readonly authorization?: 'strict' | 'non-strict';
  /** The document is one of a policy set, which says itself what is idle in it. */
  readonly inSet?: boolean;
  readonly memory?: CheckMemory;
}

/** Reads a document; never throws. */
export function readDocument(text: string, hints: KindHints = {}): PolicyDocument {
  const json = parseJson(text);
  const kind = detectKind(json.root, hints);
  const policy = json.root && isPolicyKind(kind) ? readPolicy(text, json.root, kind) : undefined;
  return { json, kind, policy };
}

/**
 * What every rule finds in a document. A rule that throws is returned as a fault, the others go on. Rules about
 * single statements come first, then those about the document in the order of the list: the analysis is last
 * and sees which parts have errors.
 *
 * @param options.memory of the same document's earlier version; what it holds is not checked again
 */
export function check(document: PolicyDocument, catalog: Catalog, enabled: readonly Rule[] = rules, { authorization, inSet = false, memory }: CheckOptions = {}): CheckResult {
  const { json, kind, policy } = document;
  const findings: Finding[] = [];
  const faults: Fault[] = [];
  const textContext = { json, kind };
  for (const rule of textRules) run(rule, textContext, findings, faults);
  if (policy) {
    const { single, whole } = byScope(enabled);
    const within = (statements: readonly Statement[]): { findings: Finding[]; failed: boolean } => {
      const context = { json, catalog, policy: { ...policy, statements }, findings: none };
      const before = faults.length;
      const found: Finding[] = [];
      for (const rule of single) run(rule, context, found, faults);
      return { findings: found, failed: faults.length > before };
    };
    // One by one only for a memory to keep them by: each rule starts as often as it is asked.
    const found = memory ? findingsInStatements(memory, policy, catalog, enabled, (it) => within([it])) : within(policy.statements).findings;
    for (const it of found) findings.push(it);
    const context: RuleContext = { json, catalog, policy, findings, inSet, ...(authorization ? { authorization } : {}) };
    for (const rule of whole) run(rule, context, findings, faults);
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, faults };
}

const none: readonly Finding[] = [];

interface Scopes {
  readonly single: readonly Rule[];
  readonly whole: readonly Rule[];
}

const scopes = new WeakMap<readonly Rule[], Scopes>();

function byScope(enabled: readonly Rule[]): Scopes {
  let found = scopes.get(enabled);
  if (!found) {
    found = { single: enabled.filter((it) => it.scope !== 'document'), whole: enabled.filter((it) => it.scope === 'document') };
    scopes.set(enabled, found);
  }
  return found;
}

function run<Context>(rule: RuleInfo & { check(context: Context): Iterable<RuleFinding> }, context: Context, findings: Finding[], faults: Fault[]): void {
  const { code, severity, grade } = rule;
  // Added at the end, since a rule may look through the findings while it finds.
  let own: Finding[] | undefined;
  try {
    for (const it of rule.check(context)) (own ??= []).push({ code, severity, grade, ...it });
  } catch (error) {
    faults.push({ code, error });
  }
  // One by one: a broken file of megabytes has more findings than a call may have arguments.
  if (own) for (const it of own) findings.push(it);
}
