import { readAuthorization, readEntries } from '../entry/entry.ts';
import { jsonFindings, onlyFields, opening, readList, readObject, readString, readStrings } from '../json/fields.ts';
import { type Json, type JsonObject, member, type Path } from '../json/json.ts';
import { parseJson } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import { principalKinds } from '../simulate/match-principal.ts';
import type { PolicyRole, PrincipalKind, RequestContext, SimulationRequest } from '../simulate/types.ts';
import type { Span } from '../text.ts';
import type { AccessTest, AccessTestFile, Expectation, TestEntry, TestFinding, Written } from './types.ts';

export const expectations: readonly Expectation[] = ['Allow', 'Deny', 'ImplicitDeny', 'Unknown', 'NotAllowed'];

/** Reads a file of access tests (interfaces.md). Never throws; what is wrong is in `findings`, with its place. */
export function readAccessTests(text: string): AccessTestFile {
  const json = parseJson(text);
  const findings: TestFinding[] = jsonFindings(json);
  const reader = new Reader(findings);
  const root = json.root;
  if (root?.type !== 'object') {
    if (findings.length === 0) findings.push({ span: root?.span ?? { start: 0, end: text.length }, path: [], message: msg('A file of access tests is an object with policies and tests.') });
    return { json, account: undefined, entries: [], authorization: undefined, tests: [], findings };
  }
  const file = reader.file(root);
  // In a broken text much is missing that is there.
  if (json.problems.length > 0) return { json, ...file, findings: jsonFindings(json) };
  // What is written twice in an inline policy concerns that policy: the last one counts, as in a file of its own.
  const inline = file.entries.flatMap(({ source, span }) => ('document' in source ? [span] : []));
  return { json, ...file, findings: findings.filter(({ span, on }) => on !== 'key' || !inline.some((it) => it.start < span.start && span.end < it.end)) };
}

class Reader {
  private findings: TestFinding[];

  constructor(findings: TestFinding[]) {
    this.findings = findings;
  }

  file(root: JsonObject): Omit<AccessTestFile, 'json' | 'findings'> {
    this.onlyFields(root, [], ['$schema', 'policies', 'account', 'boundaries', 'authorization', 'tests']);
    const [account, policies] = [member(root, 'account'), member(root, 'policies')];
    if (account && policies) this.add(account.key.span, ['account'], msg('Either policies or an account, not both.'), 'key');
    else if (!account && !policies) this.add(opening(root.span), [], msg('"{0}" is missing.', 'policies'));
    const boundaries = this.object(root, [], 'boundaries');
    if (boundaries) this.onlyFields(boundaries, ['boundaries'], ['scps', 'session']);
    const entries = [
      ...this.entries(root, [], 'policies', undefined),
      ...(boundaries ? [...this.entries(boundaries, ['boundaries'], 'scps', 'scp'), ...this.entries(boundaries, ['boundaries'], 'session', 'session')] : []),
    ];
    const authorization = readAuthorization(root, this.findings);
    return { account: this.written(root, [], 'account'), entries, authorization: member(root, 'authorization') ? authorization : undefined, tests: this.tests(root, account !== undefined) };
  }

  private entries(object: JsonObject, base: Path, name: string, role: PolicyRole | undefined): TestEntry[] {
    return readEntries(object, base, name, role, this.findings);
  }

  /** @param persons the tests ask as persons of an account */
  private tests(root: JsonObject, persons: boolean): AccessTest[] {
    if (!member(root, 'tests')) this.add(opening(root.span), [], msg('"{0}" is missing.', 'tests'));
    const names = new Set<string>();
    return this.list(root, [], 'tests').map((node, index) => this.test(node, ['tests', index], names, persons));
  }

  /** What is wrong with one test stays with it, so that the others run. */
  private test(node: Json, path: Path, names: Set<string>, persons: boolean): AccessTest {
    const outside = this.findings;
    const findings: TestFinding[] = [];
    this.findings = findings;
    const object = node.type === 'object' ? node : undefined;
    if (!object) this.add(node.span, path, msg('A test is an object with name, request and expect.'));
    if (object) this.onlyFields(object, path, ['name', 'request', 'expect']);
    const name = object ? (this.string(object, path, 'name', true) ?? '') : '';
    if (names.has(name) && object) this.add(member(object, 'name')?.value?.span ?? node.span, [...path, 'name'], msg('Another test of this file is called "{0}".', name), undefined, true);
    names.add(name);
    const request = object ? this.request(object, path) : noRequest;
    const as = object ? this.as(object, path, persons) : undefined;
    const expect = object ? this.expect(object, path) : 'Allow';
    this.findings = outside;
    return { name, path, span: node.span, request, as, expect, findings };
  }

  private expect(object: JsonObject, base: Path): Expectation {
    const text = this.string(object, base, 'expect', true);
    const found = expectations.find((it) => it === text);
    if (text !== undefined && !found) this.add(member(object, 'expect')?.value?.span ?? object.span, [...base, 'expect'], msg('"{0}" cannot be expected. Write one of {1}.', text, expectations.join(', ')));
    return found ?? 'Allow';
  }

  private request(object: JsonObject, base: Path): SimulationRequest {
    const found = this.object(object, base, 'request');
    const path = [...base, 'request'];
    if (!found) {
      if (!member(object, 'request')) this.add(opening(object.span), base, msg('"{0}" is missing.', 'request'));
      return noRequest;
    }
    this.onlyFields(found, path, ['action', 'resource', 'project', 'enterpriseProject', 'context', 'principal', 'as']);
    const project = this.string(found, path, 'project');
    const enterpriseProject = this.string(found, path, 'enterpriseProject');
    const principal = this.principal(found, path);
    return {
      action: this.string(found, path, 'action', true) ?? '',
      resources: this.strings(member(found, 'resource')?.value, [...path, 'resource']),
      context: this.context(found, path),
      ...(project === undefined ? {} : { project }),
      ...(enterpriseProject === undefined ? {} : { enterpriseProject }),
      ...(principal ? { principal } : {}),
    };
  }

  /** Who asks: needed with an account, and of no use without one. */
  private as(test: JsonObject, base: Path, persons: boolean): Written | undefined {
    const request = member(test, 'request')?.value;
    if (request?.type !== 'object') return undefined;
    const path = [...base, 'request'];
    const as = member(request, 'as');
    if (persons) {
      if (!as) this.add(opening(request.span), path, msg('With an account a request says who asks: "as": "user:NAME".'), undefined, true);
    } else if (as) this.add(as.key.span, [...path, 'as'], msg('Only the tests of an account say who asks.'), 'key', true);
    return this.written(request, path, 'as');
  }

  private written(object: JsonObject, base: Path, name: string): Written | undefined {
    const value = this.string(object, base, name);
    const node = member(object, name)?.value;
    return value === undefined || !node ? undefined : { value, path: [...base, name], span: node.span };
  }

  private context(object: JsonObject, base: Path): RequestContext {
    const found = this.object(object, base, 'context');
    return Object.fromEntries((found?.members ?? []).map(({ key, value }) => [key.value, value?.type === 'string' ? value.value : this.strings(value, [...base, 'context', key.value])]));
  }

  private principal(object: JsonObject, base: Path): SimulationRequest['principal'] {
    const found = this.object(object, base, 'principal');
    if (!found) return undefined;
    const path = [...base, 'principal'];
    this.onlyFields(found, path, ['kind', 'value']);
    const kind = this.string(found, path, 'kind', true);
    const value = this.string(found, path, 'value', true);
    const known = principalKinds.find((it): it is PrincipalKind => it === kind);
    if (kind !== undefined && !known) this.add(member(found, 'kind')?.value?.span ?? found.span, [...path, 'kind'], msg('"{0}" is no kind of principal. Write IAM, Service or Identity_provider.', kind));
    return known && value !== undefined ? { kind: known, value } : undefined;
  }

  private strings(value: Json | undefined, path: Path): readonly string[] {
    return readStrings(value, path, this.findings);
  }

  private string(object: JsonObject, base: Path, name: string, required = false): string | undefined {
    return readString(object, base, name, this.findings, required);
  }

  private object(object: JsonObject, base: Path, name: string): JsonObject | undefined {
    return readObject(object, base, name, this.findings);
  }

  private list(object: JsonObject, base: Path, name: string): readonly Json[] {
    return readList(object, base, name, this.findings);
  }

  private onlyFields(object: JsonObject, base: Path, known: readonly string[]): void {
    onlyFields(object, base, known, this.findings);
  }

  private add(span: Span, path: Path, message: Message, on?: 'key', ours?: true): void {
    this.findings.push({ span, path, message, ...(on ? { on } : {}), ...(ours ? { ours } : {}) });
  }
}

const noRequest: SimulationRequest = { action: '' };
