import type { Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument, readDocument } from '../check.ts';
import type { KindHints } from '../policy/kind.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import { applyEdits, type Edit, overlaps, type Span } from '../text.ts';

/** Rounds after which what is left stays: more than any policy needs, so that no text takes forever. */
const mostRounds = 100;

/** Fixes of one round, those of the syntax aside. Each is compared with all others, and a broken file of megabytes has a million. */
const mostFixes = 2000;

/** Checks of one round that look for the fix that does harm. */
const mostTries = 50;

export interface FixedText {
  readonly text: string;
  /** What was applied, in this order. */
  readonly applied: readonly AppliedFix[];
  /** The edits from the given text to the new one. */
  readonly edits: readonly Edit[];
  /** The new text as it was read, and what the rules find in it before any configuration. */
  readonly document: PolicyDocument;
  readonly findings: readonly Finding[];
}

export interface AppliedFix {
  readonly code: string;
  readonly title: Fix['title'];
}

/** What a configuration leaves of the findings: what is off or ignored is not fixed. */
export type Wanted = (findings: readonly Finding[], document: PolicyDocument) => readonly Finding[];

/**
 * Applies safe fixes (they lose and widen nothing) until none is left. Fixes of one round do not touch each other
 * and do not rely on what another one changes. A fix that leads to a new error is left out. Applied to its own
 * result it changes nothing. Only what a fix names changes, so layout and line endings stay.
 */
export function fixAll(text: string, hints: KindHints, catalog: Catalog, wanted: Wanted = (findings) => findings): FixedText {
  let state = look(text, hints, catalog);
  const applied: AppliedFix[] = [];
  const harmful = new Set<string>();
  const seen = new Set([text]);
  let only: readonly Edit[] | undefined;
  for (let round = 0; round < mostRounds; round++) {
    const chosen = choose(wanted(state.findings, state.document).filter((it) => !harmful.has(keyOf(it))));
    const step = chosen.length > 0 ? apply(state, chosen, harmful, (changed) => look(changed, hints, catalog)) : undefined;
    if (!step) break;
    if (step.chosen.length === 0) continue;
    // Two fixes that undo each other are a bug of ours; the text stays as it was before the second.
    if (seen.has(step.state.text)) break;
    seen.add(step.state.text);
    applied.push(...step.chosen.map(({ finding, fix }) => ({ code: finding.code, title: fix.title })));
    only = only === undefined && applied.length === step.chosen.length ? step.chosen.flatMap((it) => it.fix.edits) : [];
    state = step.state;
  }
  const edits = applied.length === 0 ? [] : only && only.length > 0 ? only : difference(text, state.text);
  return { text: state.text, applied, edits, document: state.document, findings: state.findings };
}

/** The one edit between what both texts begin and end with. */
export function difference(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return [{ span: { start, end: before.length - end }, text: after.slice(start, after.length - end) }];
}

interface State {
  readonly text: string;
  readonly document: PolicyDocument;
  readonly findings: readonly Finding[];
}

interface Chosen {
  readonly finding: Finding;
  readonly fix: Fix;
}

interface Step {
  readonly state: State;
  readonly chosen: readonly Chosen[];
}

function look(text: string, hints: KindHints, catalog: Catalog): State {
  const document = readDocument(text, hints);
  return { text, document, findings: check(document, catalog).findings };
}

/** Syntax comes first: what is behind a mistake may be read differently without it. */
function choose(findings: readonly Finding[]): readonly Chosen[] {
  const all = findings.flatMap((finding): Chosen[] => {
    const fix = finding.fixes?.find((it) => it.safe && it.edits.length > 0);
    return fix ? [{ finding, fix }] : [];
  });
  const syntax = all.filter((it) => it.finding.code === 'json-syntax');
  if (syntax.length > 0) return apart(syntax);
  const chosen: Chosen[] = [];
  const changed = new Places();
  const needed = new Places();
  for (const it of all) {
    if (chosen.length === mostFixes) break;
    const edits = it.fix.edits.map((edit) => edit.span);
    const related = (it.finding.related ?? []).map((other) => other.span);
    if (edits.some((span) => changed.touches(span) || needed.overlaps(span)) || related.some((span) => changed.overlaps(span))) continue;
    chosen.push(it);
    changed.add(edits);
    needed.add(related);
  }
  return chosen;
}

/** Fixes in the order of the text, without those that reach back to the one before: there may be very many. */
function apart(fixes: readonly Chosen[]): readonly Chosen[] {
  let end = -1;
  return fixes.filter(({ fix }) => {
    if (fix.edits.some((it) => it.span.start <= end)) return false;
    end = Math.max(...fix.edits.map((it) => it.span.end));
    return true;
  });
}

/** All fixes at once; where that leads to a new error, one by one. Undefined when none does good. */
function apply(state: State, chosen: readonly Chosen[], harmful: Set<string>, next: (text: string) => State): Step | undefined {
  const whole = next(applyEdits(state.text, chosen.flatMap((it) => it.fix.edits)));
  if (isNoWorse(state, whole)) return { state: whole, chosen };
  for (const it of chosen.slice(0, mostTries)) {
    const single = next(applyEdits(state.text, it.fix.edits));
    if (isNoWorse(state, single)) return { state: single, chosen: [it] };
    harmful.add(keyOf(it.finding));
  }
  return chosen.length > mostTries ? undefined : { state, chosen: [] };
}

/** No syntax error more, and where the syntax stayed as it was no error more under any code. */
function isNoWorse(before: State, after: State): boolean {
  const broken = (it: State): number => it.document.json.problems.length;
  if (broken(after) !== broken(before)) return broken(after) < broken(before);
  const had = errors(before);
  for (const [code, count] of errors(after)) if (count > (had.get(code) ?? 0)) return false;
  return true;
}

function errors({ findings }: State): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, severity } of findings) if (severity === 'error') counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Tells a fix again after others were applied. */
function keyOf({ code, path, message }: Finding): string {
  return JSON.stringify([code, path, message]);
}

/** Spans, of which it is asked whether another one meets them. */
class Places {
  private readonly spans: Span[] = [];

  add(spans: readonly Span[]): void {
    for (const it of spans) this.spans.push(it);
  }

  /** They share a character, or one inserts where the other begins or ends. */
  touches(span: Span): boolean {
    return this.spans.some((it) => overlaps(it, span) && (this.shares(it, span) || it.start === it.end || span.start === span.end));
  }

  overlaps(span: Span): boolean {
    return this.spans.some((it) => this.shares(it, span));
  }

  private shares(a: Span, b: Span): boolean {
    return a.start < b.end && b.start < a.end;
  }
}
