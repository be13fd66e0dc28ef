import type { Catalog } from './catalog/catalog.ts';
import type { Path } from './json/json.ts';
import type { Policy, Statement } from './policy/policy.ts';
import { statementText } from './policy/statement-text.ts';
import type { Finding, Rule } from './rules/rule.ts';
import type { Span } from './text.ts';

/**
 * What is remembered of a document from one version of its text to the next: the findings in statements, by
 * their text. A keystroke changes one statement; the others are not checked again.
 */
export interface CheckMemory {
  basis: Basis | undefined;
  statements: ReadonlyMap<string, Remembered>;
}

/** What findings depend on beside the text of a statement. */
interface Basis {
  readonly kind: Policy['kind'];
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
}

interface Remembered {
  /** Where the statement stood. */
  readonly start: number;
  readonly path: Path;
  readonly findings: readonly Finding[];
}

export function createCheckMemory(): CheckMemory {
  return { basis: undefined, statements: new Map() };
}

/**
 * The findings of rules about single statements, in the order of the statements: those that are remembered,
 * moved to where their statement stands now, and those that `find` finds in the others.
 *
 * @param find never throws; undefined where a rule failed, so that it fails again and is logged again
 */
export function findingsInStatements(memory: CheckMemory, policy: Policy, catalog: Catalog, rules: readonly Rule[], find: (statement: Statement) => { readonly findings: readonly Finding[]; readonly failed: boolean }): Finding[] {
  const { basis } = memory;
  const same = basis?.kind === policy.kind && basis.catalog === catalog && basis.rules === rules;
  const before = same ? memory.statements : new Map<string, Remembered>();
  const now = new Map<string, Remembered>();
  const all: Finding[] = [];
  for (const statement of policy.statements) {
    const { span } = statement.node;
    const text = statementText(policy, statement);
    const known = now.get(text) ?? before.get(text);
    if (known) {
      const moved = move(known, span.start, statement.path);
      now.set(text, moved);
      for (const it of moved.findings) all.push(it);
      continue;
    }
    const { findings, failed } = find(statement);
    for (const it of findings) all.push(it);
    if (!failed && statement.node.closed && findings.every((it) => staysWithin(it, span))) now.set(text, { start: span.start, path: statement.path, findings });
  }
  memory.basis = { kind: policy.kind, catalog, rules };
  memory.statements = now;
  return all;
}

/** The same findings for a statement that stands elsewhere. */
function move(known: Remembered, start: number, path: Path): Remembered {
  const by = start - known.start;
  if (by === 0 && samePath(known.path, path)) return known;
  const depth = known.path.length;
  const spanOf = (it: Span): Span => ({ start: it.start + by, end: it.end + by });
  const pathOf = (it: Path): Path => [...path, ...it.slice(depth)];
  const findings = known.findings.map(
    (it): Finding => ({
      ...it,
      span: spanOf(it.span),
      path: pathOf(it.path),
      ...(it.related ? { related: it.related.map((one) => ({ ...one, span: spanOf(one.span), path: pathOf(one.path) })) } : {}),
      ...(it.fixes ? { fixes: it.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: spanOf(edit.span) })) })) } : {}),
    }),
  );
  return { start, path, findings };
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** Everything of the finding lies in the statement, so it can move with it. */
function staysWithin({ span, related = [], fixes = [] }: Finding, statement: Span): boolean {
  const inside = (it: Span): boolean => statement.start <= it.start && it.end <= statement.end;
  return inside(span) && related.every((it) => inside(it.span)) && fixes.every((fix) => fix.edits.every((edit) => inside(edit.span)));
}
