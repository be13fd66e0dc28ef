import type { Range } from 'vscode-languageserver';
import { coverageOf, type StatementCoverage } from '../../core/access-test/coverage.ts';
import { nodeAt } from '../../core/access-test/places.ts';
import { describeExpectation, runOpened, traceTest } from '../../core/access-test/run.ts';
import type { AccessTest, AccessTestResult } from '../../core/access-test/types.ts';
import { formatPath, type Path } from '../../core/json/json.ts';
import { type Lines, linesOf, rangeOf } from '../../core/lines.ts';
import { msg, toPlain } from '../../core/message.ts';
import { describeDecision } from '../../core/simulate/describe-reason.ts';
import { toSimulateJson } from '../../core/simulate/json.ts';
import type { AttachedPolicy, SimulationRequest, SimulationResult } from '../../core/simulate/types.ts';
import type { Span } from '../../core/text.ts';
import type { SimulatedRequest } from '../protocol.ts';
import { accessTests, type CoveredFile, type CoveredStatement, type PlaceInFile, type RanTest, runAccessTests, type TestProblem, traceAccessTest, type TracedTest } from '../protocol/access-test.ts';
import type { Session } from '../server.ts';
import { openTestFile, type TestFile, uriOfPolicy } from './access-test-files.ts';
import { answer } from './answer.ts';

export const requests = [
  answer(accessTests, async (session, { uri }) => {
    const found = await openTestFile(session, uri);
    if (!found) return { tests: [], problem: unreadable(session) };
    const { file, findings } = found.opened;
    const lines = linesOf(file.json.text);
    const [first] = findings;
    return {
      tests: file.tests.map((it, index) => ({ index, name: it.name || toPlain(msg('Test {0}', index + 1), session.reader), range: rangeOf(lines, it.span) })),
      ...(first ? { problem: toPlain(first.message, session.reader), range: rangeOf(lines, first.span) } : {}),
    };
  }),
  answer(runAccessTests, async (session, { uri, tests, coverage }) => {
    const found = await openTestFile(session, uri);
    if (!found) return { problem: unreadable(session) };
    const { opened, files } = found;
    const all = opened.file.tests.map((test, index) => ({ test, index })).filter(({ index }) => !tests || tests.includes(index));
    const places = placesIn(found);
    const lines = linesOf(opened.file.json.text);
    const results = runOpened(opened, all.map((it) => it.test)).tests;
    return {
      tests: results.flatMap((result, at) => {
        const one = all[at];
        return one ? [toRanTest(session, found, lines, places, one.test, one.index, result)] : [];
      }),
      files,
      coverage: coverage ? coverageIn(session, found, places, all.map((it) => it.test)) : [],
    };
  }),
  answer(traceAccessTest, async (session, { uri, test: index }): Promise<TracedTest> => {
    const found = await openTestFile(session, uri);
    const test = found?.opened.file.tests[index];
    if (!found || !test) return { problem: unreadable(session) };
    const traced = traceTest(found.opened, test);
    if ('template' in traced) return { problem: toPlain(traced, session.reader) };
    return { name: test.name, request: toWrittenRequest(traced.request), simulation: toSimulateJson(traced, session.reader), places: tracePlaces(placesIn(found), traced) };
  }),
];

/** A request of the evaluator as people write it. */
export function toWrittenRequest({ action, resources = [], project, enterpriseProject, context, principal }: SimulationRequest): SimulatedRequest {
  const [resource] = resources;
  return {
    action,
    ...(resource === undefined ? {} : { resource: resources.length === 1 ? resource : resources }),
    ...(project === undefined ? {} : { project }),
    ...(enterpriseProject === undefined ? {} : { enterpriseProject }),
    ...(context && Object.keys(context).length > 0 ? { context } : {}),
    ...(principal ? { principal } : {}),
  };
}

function unreadable({ reader }: Session): TestProblem['problem'] {
  return toPlain(msg('The file cannot be read.'), reader);
}

/** Finds the place of a span of a policy by its name; lines are counted once for each text. */
type Places = (policy: string, span: Span) => PlaceInFile | undefined;

function placesIn(found: TestFile): Places {
  const policies = new Map(found.opened.policies.map((it) => [it.name, it]));
  const known = new Map<string, { uri: string; lines: Lines } | undefined>();
  const read = (policy: AttachedPolicy): { uri: string; lines: Lines } | undefined => {
    const uri = uriOfPolicy(found, policy);
    return uri === undefined || !policy.document ? undefined : { uri, lines: linesOf(policy.document.json.text) };
  };
  return (name, span) => {
    const policy = policies.get(name);
    if (!known.has(name)) known.set(name, policy && read(policy));
    const place = known.get(name);
    return place && { uri: place.uri, range: rangeOf(place.lines, span) };
  };
}

function toRanTest({ reader }: Session, { opened }: TestFile, lines: Lines, places: Places, test: AccessTest, index: number, { status, message, expect, decision, reason }: AccessTestResult): RanTest {
  const { json } = opened.file;
  const problem = status === 'error' ? opened.problemsOf(test) : undefined;
  const at = problem?.span ?? test.findings[0]?.span ?? nodeAt(json.root, [...test.path, 'expect'])?.span ?? test.span;
  const decided = reason?.policy !== undefined && reason.span ? places(reason.policy, reason.span) : undefined;
  return {
    index,
    status,
    ...(message ? { message: toPlain(message, reader) } : {}),
    ...(status === 'failed' && decision ? { expected: toPlain(describeExpectation(expect), reader), actual: toPlain(describeDecision(decision), reader) } : {}),
    range: rangeOf(lines, at),
    ...(decided ? { decidedBy: { ...decided, title: toPlain(msg('Statement {0} of {1}', (reason?.index ?? 0) + 1, reason?.policy ?? ''), reader) } } : {}),
  };
}

function coverageIn(session: Session, found: TestFile, places: Places, tests: readonly AccessTest[]): CoveredFile[] {
  const results = tests.flatMap((it) => {
    const traced = traceTest(found.opened, it);
    return 'template' in traced ? [] : [traced];
  });
  const files = new Map<string, CoveredStatement[]>();
  for (const { policy, statements } of coverageOf(found.opened.policies, results)) {
    const uri = uriOfPolicy(found, policy);
    if (uri === undefined) continue;
    const rangeIn = (span: Span): Range => places(policy.name, span)?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    // Of policies inside test files there may be several in one file.
    const base = policy.name.includes('#') ? policy.name.slice(policy.name.indexOf('#')) : '';
    const covered = statements.map((it) => toCovered(session, it, base, rangeIn));
    files.set(uri, [...(files.get(uri) ?? []), ...covered]);
  }
  return [...files].map(([uri, statements]) => ({ uri, statements }));
}

function toCovered({ reader }: Session, { path, span, index, effect, applied, strings, conditions }: StatementCoverage, base: string, rangeIn: (span: Span) => Range): CoveredStatement {
  const id = (it: Path): string => base + formatPath(it);
  return {
    id: id(path),
    name: toPlain(effect ? msg('Statement {0} ({1})', index + 1, effect) : msg('Statement {0}', index + 1), reader),
    range: rangeIn(span),
    applied,
    strings: strings.map((it) => ({ id: id(it.path), range: rangeIn(it.span), named: it.named })),
    conditions: conditions.map((it) => ({ id: id(it.path), range: rangeIn(it.span), met: it.met, notMet: it.notMet })),
  };
}

function tracePlaces(places: Places, { reason, statements, unknowns }: SimulationResult): Record<string, PlaceInFile> {
  const result: Record<string, PlaceInFile> = {};
  const add = (policy: string | undefined, { path, span }: { readonly path?: Path; readonly span?: Span }): void => {
    const place = policy !== undefined && path && span ? places(policy, span) : undefined;
    if (policy !== undefined && path && place) result[`${policy} ${formatPath(path)}`] = place;
  };
  add(reason.policy, reason);
  for (const it of statements) for (const part of [it, it.action, it.resource, it.principal ?? {}, ...it.conditions]) add(it.policy, part);
  for (const it of unknowns) add(it.policy, it);
  return result;
}
