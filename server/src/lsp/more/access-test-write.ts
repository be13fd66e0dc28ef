import { TextDocument } from 'vscode-languageserver-textdocument';
import { nameOf as nameOfRequest, testsForToday } from '../../core/access-test/generate.ts';
import { readAccessTests } from '../../core/access-test/read.ts';
import { appendTests, freeName, newTestFile, type Setting, type WrittenRequest, type WrittenTest } from '../../core/access-test/write.ts';
import { isAccountName } from '../../core/entry/names.ts';
import { type PolicyDocument, readDocument } from '../../core/check.ts';
import { msg, toPlain } from '../../core/message.ts';
import { toTextEdit } from '../convert.ts';
import { read } from '../documents.ts';
import type { SimulatedRequest } from '../protocol.ts';
import { saveAsTest, type TestProblem, type TestTarget, testTargets, type WriteTestsParams, writeTests, type WrittenTests } from '../protocol/access-test.ts';
import type { Session } from '../server.ts';
import { toRequest } from '../simulate.ts';
import { toWrittenRequest } from './access-test.ts';
import { answer } from './answer.ts';
import { readUri, relativeUri, sameUri, uriBeside } from './read-file.ts';

export const requests = [
  answer(testTargets, async (session, { policy, candidates }) => {
    const found: TestTarget[] = [];
    for (const uri of candidates) {
      const text = await readUri(session, uri);
      const file = text === undefined ? undefined : readAccessTests(text);
      if (!file || file.json.problems.length > 0) continue;
      const ofAccount = file.account && uriBeside(uri, file.account.value);
      if (isAccountName(policy) || ofAccount !== undefined) {
        // Only a person of the account can ask there, and nowhere else.
        if (ofAccount !== undefined && sameUri(ofAccount, policy)) found.push({ uri, count: file.tests.length, usesPolicy: true });
        continue;
      }
      const files = file.entries.flatMap(({ source }) => ('file' in source ? (uriBeside(uri, source.file) ?? []) : []));
      found.push({ uri, count: file.tests.length, usesPolicy: files.some((it) => sameUri(it, policy)) });
    }
    return found;
  }),
  answer(saveAsTest, async (session, { policy, as, request, decision, authorization, target, newFile, name }) => {
    const proposal = name ?? toPlain(nameOfRequest(toRequest(request), decision), session.reader);
    const called = name === undefined && as !== undefined ? toPlain(msg('{0}: {1}', as, proposal), session.reader) : proposal;
    const test: WrittenTest = { name: called, request: { ...written(request), ...(as === undefined ? {} : { as }) }, expect: decision };
    const where = { policy, ...(target === undefined ? {} : { target }), ...(newFile === undefined ? {} : { newFile }) };
    if (as !== undefined) return add(session, where, [test], (file) => ({ account: file }));
    // A boundary grants nothing by itself, and that is what was simulated.
    return write(session, { ...where, ...(authorization ? { authorization } : {}) }, () => [test], false);
  }),
  answer(writeTests, (session, params) =>
    write(session, params, (document) => {
      const { authorization } = params;
      const tests = testsForToday(document, { catalog: session.host.catalog(), ...(authorization ? { authorization } : {}) });
      return tests.map((it): WrittenTest => ({ name: toPlain(it.name, session.reader), request: written(toWrittenRequest(it.request)), expect: it.expect }));
    }, true),
  ),
];

function written(request: SimulatedRequest): WrittenRequest {
  return request as WrittenRequest;
}

/** @param beside whether a boundary stands beside a policy that allows everything, and tests that are there already are left out */
async function write(session: Session, params: WriteTestsParams, make: (document: PolicyDocument) => readonly WrittenTest[], beside: boolean): Promise<WrittenTests | TestProblem> {
  const { reader } = session;
  const { policy, authorization, target } = params;
  const document = await readPolicy(session, policy);
  if (!document) return { problem: toPlain(msg('The document is not open any more.'), reader) };
  if (document.json.problems.length > 0) return { problem: toPlain(msg('The policy has a syntax error, so no tests are written until that is mended.'), reader) };
  if (!document.policy) return { problem: toPlain(msg('This document is no policy that can be tested.'), reader) };
  const text = beside && target !== undefined ? await readUri(session, target) : undefined;
  const known = new Set(text === undefined ? [] : readAccessTests(text).tests.map((it) => keyOf(toWrittenRequest(it.request))));
  const all = make(document);
  const tests = all.filter((it) => !known.has(keyOf(it.request)));
  if (tests.length === 0) return { problem: toPlain(all.length > 0 ? msg('The file has all of these tests already.') : msg('There is nothing to test: the policy decides nothing for certain.'), reader) };
  return add(session, params, tests, (file) => ({ ...settingOf(document, file, beside), ...(authorization === 'non-strict' ? { authorization } : {}) }));
}

/**
 * Adds tests to a file, or makes a new one.
 *
 * @param setting of a new file, with the policy as that file names it
 */
async function add(session: Session, { policy, target, newFile }: Omit<WriteTestsParams, 'authorization'>, wanted: readonly WrittenTest[], setting: (file: string) => Setting): Promise<WrittenTests | TestProblem> {
  const text = target === undefined ? undefined : await readUri(session, target);
  const taken = text === undefined ? [] : readAccessTests(text).tests.map((it) => it.name);
  const names = [...taken];
  const tests = wanted.map((it) => {
    const name = freeName(it.name, names);
    names.push(name);
    return { ...it, name };
  });
  const result = { count: tests.length, name: tests[0]?.name ?? '', taken };
  if (target !== undefined && text !== undefined) {
    const edits = appendTests(text, tests);
    if ('template' in edits) return { problem: toPlain(edits, session.reader) };
    const shape = TextDocument.create(target, 'json', 0, text);
    return { ...result, edits: edits.map((it) => toTextEdit(shape, it)) };
  }
  const at = newFile ?? target;
  return { ...result, text: newTestFile(setting(at === undefined ? policy : relativeUri(at, policy)), tests) };
}

async function readPolicy(session: Session, uri: string): Promise<PolicyDocument | undefined> {
  const open = session.documents.get(uri);
  if (open) return read(open);
  const text = await readUri(session, uri);
  return text === undefined ? undefined : readDocument(text, { fileName: uri, ours: true });
}

/** How a policy of this kind takes part. */
function settingOf({ kind, policy }: PolicyDocument, file: string, beside: boolean): Setting {
  const everything = policy?.version === '5.0' ? everything5 : everything1;
  const policies = beside ? [{ document: everything }] : [];
  if (kind === 'scp-5.0') return { policies, scps: [file] };
  if (kind === 'session-1.1' || kind === 'session-5.0') return { policies, session: [file] };
  return { policies: [kind === 'role-1.0' ? { file, dependenciesAttached: true } : file] };
}

const everything1 = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['*:*:*'] }] };
const everything5 = { Version: '5.0', Statement: [{ Effect: 'Allow', Action: ['*'] }] };

function keyOf({ action, resource, context, principal, project, enterpriseProject }: SimulatedRequest): string {
  return JSON.stringify([action, [resource ?? []].flat(), Object.entries(context ?? {}).sort(), principal ?? null, project ?? null, enterpriseProject ?? null]);
}
