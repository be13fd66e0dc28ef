import type { Catalog } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import { formatPath, type Json } from '../json/json.ts';
import { type Message, msg, type Reader, toPlain } from '../message.ts';
import { detectKind, isPolicyKind, type KindHints } from '../policy/kind.ts';
import { readPolicy } from '../policy/read.ts';
import { attach } from '../simulate/attach.ts';
import { decide } from '../simulate/decide.ts';
import { describeDecision, describeReason } from '../simulate/describe-reason.ts';
import { requestProblem } from '../simulate/facts.ts';
import { type ReasonJson, toReasonJson } from '../simulate/json.ts';
import { prepare, type Prepared } from '../simulate/prepare.ts';
import { simulatePrepared } from '../simulate/simulate.ts';
import type { AttachedPolicy, Decision, PolicyRole, SimulationOptions } from '../simulate/types.ts';
import type { Span } from '../text.ts';
import { readAccessTests } from './read.ts';
import type { AccessTest, AccessTestFile, AccessTestResult, AccessTestRun, Expectation, TestEntry, TestFinding } from './types.ts';

export interface RunOptions {
  readonly catalog: Catalog;
  /** What results call the test file, for inline documents: `TESTFILE#/policies/2`. */
  readonly fileName: string;
  /** The text of a file named in the test file, relative to it; undefined where it cannot be read. */
  load(relativePath: string): string | undefined;
}

/** Reads and runs a file of access tests (interfaces.md). Never throws as long as `load` does not. */
export function runAccessTests(text: string, options: RunOptions): AccessTestRun {
  return runAccessTestFile(readAccessTests(text), options);
}

/** The policies of a test file, and what is wrong with those that cannot be used. */
export function attachEntries(file: AccessTestFile, options: RunOptions): { readonly policies: readonly AttachedPolicy[]; readonly findings: readonly TestFinding[] } {
  const findings: TestFinding[] = [];
  const policies = file.entries.flatMap((entry) => {
    const found = attachEntry(entry, file, options);
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

function attachEntry(entry: TestEntry, file: AccessTestFile, options: RunOptions): AttachedPolicy | Message {
  const { source, role, scope, dependenciesAttached } = entry;
  const common = { ...(role ? { role } : {}), ...(scope ? { scope } : {}), ...(dependenciesAttached ? { dependenciesAttached } : {}) };
  if ('system' in source) return { name: source.system, document: undefined, ...common };
  if ('document' in source) {
    const document = inlineDocument(source.document, file, role);
    return document.policy ? attach(`${options.fileName}#${entry.pointer}`, document, options.catalog, common) : msg('This is no policy.');
  }
  const text = options.load(source.file);
  if (text === undefined) return msg('The file {0} cannot be read.', source.file);
  const document = readInRole(role, { fileName: source.file }, (hints) => readDocument(text, hints));
  if (document.json.problems.length > 0) return msg('{0} has a JSON syntax error.', source.file);
  return document.policy ? attach(source.file, document, options.catalog, common) : msg('{0} is no policy.', source.file);
}

/** A document inside the test file keeps its places there; its paths start at itself. */
function inlineDocument(root: Json, { json }: AccessTestFile, role: PolicyRole | undefined): PolicyDocument {
  return readInRole(role, { ours: true }, (hints) => {
    const kind = detectKind(root, hints);
    return { json: { text: json.text, root, problems: [], twins: [], tooDeep: false }, kind, policy: root.type === 'object' && isPolicyKind(kind) ? readPolicy(json.text, root, kind) : undefined };
  });
}

/** A boundary has its kind by its use, a session policy in the version of its content (interfaces.md, kinds). */
function readInRole(role: PolicyRole | undefined, hints: KindHints, read: (hints: KindHints) => PolicyDocument): PolicyDocument {
  const plain = read(hints);
  if (!plain.policy || role === undefined || role === 'policy') return plain;
  return read({ ...hints, kind: role === 'scp' ? 'scp-5.0' : plain.policy.version === '5.0' ? 'session-5.0' : 'session-1.1' });
}

function isMessage(value: AttachedPolicy | Message): value is Message {
  return 'template' in value;
}
