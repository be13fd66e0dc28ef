import { attachEntry, type EntryFiles, isMessage } from '../entry/attach.ts';
import { formatPath } from '../json/json.ts';
import { nodeAt } from './places.ts';
import { openAccount } from './account.ts';
import { requestAs } from '../account/person.ts';
import { type Message, msg, type Reader, toPlain } from '../message.ts';
import { decide } from '../simulate/decide.ts';
import { describeDecision, describeReason } from '../simulate/describe-reason.ts';
import { requestProblem } from '../simulate/facts.ts';
import { type ReasonJson, toReasonJson } from '../simulate/json.ts';
import { prepare, type Prepared } from '../simulate/prepare.ts';
import { simulatePrepared } from '../simulate/simulate.ts';
import type { AttachedPolicy, AuthorizationMode, Decision, SimulationOptions, SimulationRequest, SimulationResult, Verdict } from '../simulate/types.ts';
import type { Span } from '../text.ts';
import { readAccessTests } from './read.ts';
import type { AccessTest, AccessTestFile, AccessTestResult, AccessTestRun, Expectation, TestFinding } from './types.ts';

export type RunOptions = EntryFiles;

/** Reads and runs a file of access tests (interfaces.md). Never throws as long as `load` does not. */
export function runAccessTests(text: string, options: RunOptions): AccessTestRun {
  return runOpened(openTests(readAccessTests(text), options));
}

/** A file of access tests with the policies that it names, ready to be run. */
export interface OpenedTests {
  readonly file: AccessTestFile;
  /** What concerns the file as a whole, its entries included: then no test of it is run. */
  readonly findings: readonly TestFinding[];
  /** Every policy that takes part in some test. */
  readonly policies: readonly AttachedPolicy[];
  /** Why a sound test cannot be asked: its action is none, or nobody knows who asks. */
  problemsOf(test: AccessTest): TestFinding | undefined;
  /** The file in which a policy of this name stands, relative to the test file; the test file itself is `''`. */
  fileOf(policy: string): string | undefined;
  /** What a test asks, or why it cannot be asked. */
  ask(test: AccessTest): Question | Message;
}

/** A request, and the policies under which it is decided. */
export interface Question {
  readonly prepared: Prepared;
  readonly request: SimulationRequest;
  readonly options: SimulationOptions;
}

export function openTests(file: AccessTestFile, options: RunOptions): OpenedTests {
  const own: TestFinding[] = [];
  const entries = file.entries.flatMap((entry) => {
    const found = attachEntry(entry, file.json.text, options);
    if (!isMessage(found)) return [found];
    // What the reading of the file said already is not said twice.
    if (!entry.unreadable) own.push({ path: entry.path, span: entry.span, message: found, ours: true });
    return [];
  });
  const account = file.account && openAccount(file.account, options, own);
  const findings = [...file.findings, ...own];
  const subjects = new Map<string, Subject | Message>();
  const plain: Subject = { policies: entries, prepared: prepare(entries), authorization: file.authorization ?? 'strict', request: (it) => it };
  const subjectOf = ({ as }: AccessTest): Subject | Message => {
    if (!account || !as) return plain;
    const known = subjects.get(as.value);
    if (known) return known;
    const person = account.person(as.value);
    const policies = 'template' in person ? [] : [...person.policies, ...entries];
    const subject: Subject | Message = 'template' in person ? person : { policies, prepared: prepare(policies), authorization: file.authorization ?? person.authorization, request: (it) => requestAs(person, it) };
    subjects.set(as.value, subject);
    return subject;
  };
  const { catalog } = options;
  const problemsOf = (test: AccessTest): TestFinding | undefined => {
    const subject = subjectOf(test);
    if ('template' in subject) return { path: test.as?.path ?? test.path, span: test.as?.span ?? test.span, message: subject, ours: true };
    const problem = test.findings.length > 0 ? undefined : requestProblem(test.request, subject.policies);
    return problem && { path: [...test.path, 'request', 'action'], span: actionSpan(test, file), message: problem, ours: true };
  };
  return {
    file,
    findings,
    problemsOf: (test) => (findings.length > 0 ? undefined : problemsOf(test)),
    get policies() {
      return account ? [...new Map(file.tests.flatMap((it) => policiesOf(subjectOf(it))).map((it) => [`${it.name} ${it.role ?? ''}`, it])).values()] : entries;
    },
    fileOf: (name) => (name.startsWith(`${options.fileName}#`) ? '' : account ? account.fileOf(name) : name),
    ask(test) {
      const subject = subjectOf(test);
      const problem = findings[0]?.message ?? test.findings[0]?.message ?? problemsOf(test)?.message;
      if (problem) return problem;
      return 'template' in subject ? subject : { prepared: subject.prepared, request: subject.request(test.request), options: { catalog, authorization: subject.authorization } };
    },
  };
}

/** Under which policies a test asks, and how its request looks then. */
interface Subject {
  readonly policies: readonly AttachedPolicy[];
  readonly prepared: Prepared;
  readonly authorization: AuthorizationMode;
  request(request: SimulationRequest): SimulationRequest;
}

function policiesOf(subject: Subject | Message): readonly AttachedPolicy[] {
  return 'template' in subject ? [] : subject.policies;
}

function actionSpan(test: AccessTest, file: AccessTestFile): Span {
  return nodeAt(file.json.root, [...test.path, 'request', 'action'])?.span ?? test.span;
}

/** Runs the tests of a file, or some of them, in the order of the text. */
export function runOpened(opened: OpenedTests, tests: readonly AccessTest[] = opened.file.tests): AccessTestRun {
  const results = tests.map((it) => runTest(opened, it));
  const findings = [...opened.findings, ...opened.file.tests.flatMap((it) => it.findings)].sort((a, b) => a.span.start - b.span.start);
  const count = (status: AccessTestResult['status']): number => results.filter((it) => it.status === status).length;
  return { tests: results, findings, summary: { passed: count('passed'), failed: count('failed'), errors: count('error') } };
}

/** Every step that leads to what a test gets, or why it cannot be run. */
export function traceTest(opened: OpenedTests, test: AccessTest): SimulationResult | Message {
  const question = opened.ask(test);
  return 'template' in question ? question : simulatePrepared(question.prepared, question.request, question.options);
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

function runTest(opened: OpenedTests, test: AccessTest): AccessTestResult {
  const question = opened.ask(test);
  if ('template' in question) return failure(test, question);
  const { name, path, span, expect } = test;
  const verdict = decide(question.prepared, question.request, question.options);
  const passed = verdict.decision === expect || (expect === 'NotAllowed' && (verdict.decision === 'Deny' || verdict.decision === 'ImplicitDeny'));
  const message = passed ? undefined : msg('Expected {0}, was {1}: {2}.', describeExpectation(expect), describeDecision(verdict.decision), whyDecided(question, verdict));
  return { name, path, span, expect, ...verdict, status: passed ? 'passed' : 'failed', message };
}

/** What decides, as half a sentence; where nobody can know it, the first part that could change the answer. */
export function whyDecided({ prepared, request, options }: Question, verdict: Verdict): Message {
  const [first] = verdict.decision === 'Unknown' ? simulatePrepared(prepared, request, options).unknowns : [];
  return first ? msg('{0}: {1}', first.policy, first.why) : describeReason(verdict);
}

function failure({ name, path, span, expect }: AccessTest, message: Message): AccessTestResult {
  return { name, path, span, expect, decision: undefined, reason: undefined, status: 'error', message };
}

/** What is expected, in the words of the interface. */
export function describeExpectation(expect: Expectation): Message {
  return expect === 'NotAllowed' ? msg('Denied or Not granted') : describeDecision(expect);
}
