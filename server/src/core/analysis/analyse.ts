import type { Catalog } from '../catalog/catalog.ts';
import type { Policy } from '../policy/policy.ts';
import type { RuleFinding } from '../rules/rule.ts';
import { guardedTagActions } from '../rules/support/tags.ts';
import { deniedAllow, deniedEntries, deniedResource } from './denied.ts';
import type { Entry } from './entry.ts';
import { idleDeny, idleEntries } from './idle.ts';
import { createKept, type Kept } from './kept.ts';
import { readModel, stepsOfDocument, stepsOfEntry, stepsTaken } from './model.ts';
import { neverApplies } from './never.ts';
import { partlyDenied } from './partly.ts';
import type { ErrorPlace } from './participants.ts';
import { redundantEntries, redundantExclusions } from './redundant.ts';

/** Codes of the findings about sets of requests. */
export type AnalysisCode = 'denied-allow' | 'denied-resource' | 'partly-denied-allow' | 'redundant-allow' | 'redundant-deny' | 'idle-deny' | 'never-applies';

/** What a document says twice, never or in vain. */
export interface Analysis {
  readonly findings: Readonly<Record<AnalysisCode, readonly RuleFinding[]>>;
  /** How many entries were given up because the steps ran out, for the log. */
  readonly givenUp: number;
}

export interface AnalysisOptions {
  /** As the account is configured; absent where nobody says. */
  readonly authorization?: 'strict' | 'non-strict';
  /** The document is one of a policy set, which says itself what is idle in it. */
  readonly inSet?: boolean;
}

/**
 * The analysis of one document, computed once for each policy however many rules ask.
 *
 * @param errors what the other rules found with severity error: such strings and statements take no part
 */
export function analyse(policy: Policy, catalog: Catalog, errors: readonly ErrorPlace[] = [], options: AnalysisOptions = {}): Analysis {
  const known = last;
  if (known?.policy === policy && known.catalog === catalog && known.authorization === options.authorization && known.inSet === (options.inSet ?? false) && sameErrors(known.errors, errors)) return known.analysis;
  const analysis = analyseWith(kept, policy, catalog, errors, options);
  if (isUsedUp(kept)) kept = createKept();
  last = { policy, catalog, errors, authorization: options.authorization, inSet: options.inSet ?? false, analysis };
  return analysis;
}

/** How many entries of a policy that was analysed last were given up; 0 for one that was not analysed. For the log. */
export function givenUpIn(policy: Policy): number {
  return last?.policy === policy ? last.analysis.givenUp : 0;
}

interface Known {
  readonly policy: Policy;
  readonly catalog: Catalog;
  readonly errors: readonly ErrorPlace[];
  readonly authorization: AnalysisOptions['authorization'];
  readonly inSet: boolean;
  readonly analysis: Analysis;
}

/** The last one only: seven rules ask about the same policy, and weak maps cost the garbage collector. */
let last: Known | undefined;

function sameErrors(a: readonly ErrorPlace[], b: readonly ErrorPlace[]): boolean {
  return a === b || (a.length === b.length && a.every((it, index) => it === b[index]));
}

/** Of the analysis before this one, whatever it was about: most often it is the same document, a keystroke ago. */
let kept = createKept();

/**
 * The analysis of a document that has the same findings as one from scratch.
 *
 * @param kept gets what the next analysis may use; its steps tell whether it still may
 */
export function analyseWith(kept: Kept, policy: Policy, catalog: Catalog, errors: readonly ErrorPlace[], options: AnalysisOptions = {}): Analysis {
  const isNew = kept.steps + kept.last === 0;
  const analysis = compute(policy, catalog, errors, options, kept);
  return isNew || !isUsedUp(kept) ? analysis : compute(policy, catalog, errors, options, createKept());
}

/** Whether it can no longer be used, since an analysis from scratch might be given up where one with it is not. */
export function isUsedUp(kept: Kept): boolean {
  return kept.steps + kept.last > stepsOfEntry;
}

function compute(policy: Policy, catalog: Catalog, errors: readonly ErrorPlace[], options: AnalysisOptions, kept: Kept): Analysis {
  const findings: Record<AnalysisCode, readonly RuleFinding[]> = {
    'denied-allow': [],
    'denied-resource': [],
    'partly-denied-allow': [],
    'redundant-allow': [],
    'redundant-deny': [],
    'idle-deny': [],
    'never-applies': [],
  };
  const model = readModel(policy, catalog, errors, kept);
  if (!model) {
    kept.last = stepsOfDocument;
    return { findings, givenUp: policy.statements.length };
  }
  // Session and trust policies are read beside others, which decide what is in vain there.
  const alone = policy.kind === 'custom-1.1' || policy.kind === 'identity-5.0' || policy.kind === 'scp-5.0';
  findings['never-applies'] = neverApplies(model);
  const denied = deniedEntries(model);
  findings['denied-allow'] = deniedAllow(model, denied);
  const idle = alone && !options.inSet ? idleEntries(model, options.authorization === 'strict', guardedTagActions(policy, catalog)) : new Set<Entry>();
  if (alone) {
    findings['denied-resource'] = deniedResource(model, denied);
    findings['idle-deny'] = idleDeny(model, idle);
  }
  findings['redundant-allow'] = [...redundantEntries(model, 'Allow', denied), ...redundantExclusions(model, 'Allow')];
  findings['redundant-deny'] = [...redundantEntries(model, 'Deny', idle), ...redundantExclusions(model, 'Deny')];
  if (alone) findings['partly-denied-allow'] = partlyDenied(model, denied);
  const { all, looks } = stepsTaken(model);
  kept.last = all;
  kept.steps += all - looks;
  return { findings, givenUp: model.budget.givenUp.size };
}
