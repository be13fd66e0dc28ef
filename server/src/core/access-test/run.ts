import type { Catalog } from '../catalog/catalog.ts';
import { attachEntry, type EntryFiles, isMessage } from '../entry/attach.ts';
import { formatPath } from '../json/json.ts';
import { type Message, msg, type Reader, toPlain } from '../message.ts';
import { decide } from '../simulate/decide.ts';
import { describeDecision, describeReason } from '../simulate/describe-reason.ts';
import { requestProblem } from '../simulate/facts.ts';
import { type ReasonJson, toReasonJson } from '../simulate/json.ts';
import { prepare, type Prepared } from '../simulate/prepare.ts';
import { simulatePrepared } from '../simulate/simulate.ts';
import type { AttachedPolicy, Decision, SimulationOptions } from '../simulate/types.ts';
import type { Span } from '../text.ts';
import { readAccessTests } from './read.ts';
import type { AccessTest, AccessTestFile, AccessTestResult, AccessTestRun, Expectation, TestFinding } from './types.ts';

export type RunOptions = EntryFiles;

/** Reads and runs a file of access tests (interfaces.md). Never throws as long as `load` does not. */
export function runAccessTests(text: string, options: RunOptions): AccessTestRun {
  return runAccessTestFile(readAccessTests(text), options);
}

/** The policies of a test file, and what is wrong with those that cannot be used. */
export function attachEntries(file: AccessTestFile, options: RunOptions): { readonly policies: readonly AttachedPolicy[]; readonly findings: readonly TestFinding[] } {
  const findings: TestFinding[] = [];
  const policies = file.entries.flatMap((entry) => {
    const found = attachEntry(entry, file.json.text, options);
    if (!isMessage(found)) return [found];
    findings.push({ path: entry.path, span: entry.span, message: found });
    return [];
  });
  return { policies, findings };
}

export function runAccessTestFile(file: AccessTestFile, options: RunOptions): AccessTestRun {
  const attached = attachEntries(file, options);
  const ofFile = [...file.findings, ...attached.findings];
  const prepared = prepare(attached.policies);
  const tests = file.tests.map((test) => {
    const problem = ofFile[0]?.message ?? test.findings[0]?.message ?? requestProblem(test.request, attached.policies);
    return problem ? failure(test, problem) : runOne(test, prepared, file, options.catalog);
  });
  const findings = [...ofFile, ...file.tests.flatMap((it) => it.findings)].sort((a, b) => a.span.start - b.span.start);
  const count = (status: AccessTestResult['status']): number => tests.filter((it) => it.status === status).length;
  return { tests, findings, summary: { passed: count('passed'), failed: count('failed'), errors: count('error') } };
}

/** One test in the JSON output of `modelarts-policy test`; the edge turns spans into ranges. */
export interface AccessTestJson<Range> {
  readonly file: string;
  readonly name: string;
  readonly path: string;
  readonly range: Range;
  readonly expect: Expectation;
  readonly decision: Decision | null;
  readonly passed: boolean;
  readonly status: AccessTestResult['status'];
  readonly message: string | null;
  readonly reason: ReasonJson | null;
}

export function toAccessTestJson<Range>({ name, path, span, expect, decision, status, message, reason }: AccessTestResult, file: string, toRange: (span: Span) => Range, reader: Reader): AccessTestJson<Range> {
  return {
    file,
    name,
    path: formatPath(path),
    range: toRange(span),
    expect,
    decision: decision ?? null,
    passed: status === 'passed',
    status,
    message: message ? toPlain(message, reader) : null,
    reason: reason ? toReasonJson(reason) : null,
  };
}

function runOne(test: AccessTest, prepared: Prepared, { authorization }: AccessTestFile, catalog: Catalog): AccessTestResult {
  const { name, path, span, expect, request } = test;
  const options = { catalog, authorization };
  const verdict = decide(prepared, request, options);
  const passed = verdict.decision === expect || (expect === 'NotAllowed' && (verdict.decision === 'Deny' || verdict.decision === 'ImplicitDeny'));
  const message = passed ? undefined : msg('Expected: {0}. It is: {1}, because {2}.', describeExpectation(expect), describeDecision(verdict.decision), verdict.decision === 'Unknown' ? unknownReason(prepared, test, options) : describeReason(verdict));
  return { name, path, span, expect, ...verdict, status: passed ? 'passed' : 'failed', message };
}

/** What cannot be known, by the first part that could change the answer. */
function unknownReason(prepared: Prepared, { request }: AccessTest, options: SimulationOptions): Message {
  const [first] = simulatePrepared(prepared, request, options).unknowns;
  return first ? msg('{0}: {1}', first.policy, first.why) : describeReason({ decision: 'Unknown', reason: { kind: 'unknown' } });
}

function failure({ name, path, span, expect }: AccessTest, message: Message): AccessTestResult {
  return { name, path, span, expect, decision: undefined, reason: undefined, status: 'error', message };
}

function describeExpectation(expect: Expectation): Message {
  return expect === 'NotAllowed' ? msg('Denied or Not granted') : describeDecision(expect);
}
