import { type Json, type JsonObject, type Member, member, type Path } from '../json/json.ts';
import { parseJson } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import { principalKinds } from '../simulate/match-principal.ts';
import type { AuthorizationMode, PolicyRole, PrincipalKind, RequestContext, Scope, SimulationRequest } from '../simulate/types.ts';
import type { Span } from '../text.ts';
import type { AccessTest, AccessTestFile, Expectation, TestEntry, TestFinding } from './types.ts';

export const expectations: readonly Expectation[] = ['Allow', 'Deny', 'ImplicitDeny', 'Unknown', 'NotAllowed'];

/** Whether a file holds access tests, by its name; `name` may be a path. */
export function isAccessTestName(name: string): boolean {
  return name.toLowerCase().endsWith('.iamtest.json');
}

/** Reads a file of access tests (interfaces.md). Never throws; what is wrong is in `findings`, with its place. */
export function readAccessTests(text: string): AccessTestFile {
  const json = parseJson(text);
  const findings: TestFinding[] = json.problems.map(({ span, path, message }) => ({ span, path, message }));
  for (const { key, path } of json.twins) findings.push({ span: key.span, path, on: 'key', message: msg('"{0}" is written again further down. Only the last one counts.', key.value) });
  const reader = new Reader(findings);
  const root = json.root;
  if (root?.type !== 'object') {
    if (findings.length === 0) findings.push({ span: root?.span ?? { start: 0, end: text.length }, path: [], message: msg('A file of access tests is an object with policies and tests.') });
    return { json, entries: [], authorization: 'strict', tests: [], findings };
  }
  return { json, ...reader.file(root), findings };
}

class Reader {
  private findings: TestFinding[];

  constructor(findings: TestFinding[]) {
    this.findings = findings;
  }

  file(root: JsonObject): Pick<AccessTestFile, 'entries' | 'authorization' | 'tests'> {
    this.onlyFields(root, [], ['$schema', 'policies', 'account', 'boundaries', 'authorization', 'tests']);
    const account = member(root, 'account');
    if (account) this.add(account.key.span, ['account'], msg('Accounts are not supported in access tests yet. List the policies instead.'), 'key');
    else if (!member(root, 'policies')) this.add(start(root.span), [], msg('"{0}" is missing.', 'policies'));
    const boundaries = this.object(root, [], 'boundaries');
    if (boundaries) this.onlyFields(boundaries, ['boundaries'], ['scps', 'session']);
    const entries = [
      ...this.entries(root, [], 'policies', undefined),
      ...(boundaries ? [...this.entries(boundaries, ['boundaries'], 'scps', 'scp'), ...this.entries(boundaries, ['boundaries'], 'session', 'session')] : []),
    ];
    return { entries, authorization: this.authorization(root), tests: this.tests(root) };
  }

  private entries(object: JsonObject, base: Path, name: string, role: PolicyRole | undefined): TestEntry[] {
    const path = [...base, name];
    return this.list(object, base, name).flatMap((node, index) => this.entry(node, [...path, index], role) ?? []);
  }

  private entry(node: Json, path: Path, role: PolicyRole | undefined): TestEntry | undefined {
    const pointer = path.map((step) => `/${step}`).join('');
    const common = { role, pointer, scope: undefined, dependenciesAttached: false };
    if (node.type === 'string') return { ...common, source: { file: node.value }, path, span: node.span };
    if (node.type !== 'object') {
      this.add(node.span, path, msg('A policy is a file name or an object with file, document or system.'));
      return undefined;
    }
    this.onlyFields(node, path, ['file', 'document', 'system', 'scope', 'dependenciesAttached']);
    const given = ['file', 'document', 'system'].flatMap((name) => member(node, name) ?? []);
    const [first, second] = given;
    if (!first?.value || second) {
      this.add(second ? second.key.span : start(node.span), path, msg('A policy is given by one of file, document and system.'));
      return undefined;
    }
    const name = first.key.value;
    const options = { ...common, scope: this.scope(node, path), dependenciesAttached: this.flag(node, path, 'dependenciesAttached') };
    if (name === 'document') return { ...options, source: { document: first.value }, path: [...path, name], span: first.value.span };
    if (first.value.type !== 'string') {
      this.add(first.value.span, [...path, name], msg('"{0}" has to be a string.', name));
      return undefined;
    }
    const { value, span } = first.value;
    return { ...options, source: name === 'file' ? { file: value } : { system: value }, path: [...path, name], span };
  }

  private scope(object: JsonObject, base: Path): Scope | undefined {
    const found = member(object, 'scope')?.value;
    if (!found) return undefined;
    const path = [...base, 'scope'];
    if (found.type === 'string' && (found.value === 'all' || found.value === 'global')) return found.value;
    const [only, second] = found.type === 'object' ? found.members : [];
    const names = only?.value?.type === 'array' && only.value.elements.every((it) => it.type === 'string') ? only.value.elements.map((it) => (it.type === 'string' ? it.value : '')) : undefined;
    if (names && !second && only?.key.value === 'projects') return { projects: names };
    if (names && !second && only?.key.value === 'enterpriseProjects') return { enterpriseProjects: names };
    this.add(found.span, path, msg('A scope is "all", "global", or an object with a list of projects or of enterpriseProjects.'));
    return undefined;
  }

  private authorization(root: JsonObject): AuthorizationMode {
    const found = member(root, 'authorization')?.value;
    if (!found) return 'strict';
    if (found.type === 'string' && (found.value === 'strict' || found.value === 'non-strict')) return found.value;
    this.add(found.span, ['authorization'], msg('The authorization mode is strict or non-strict.'));
    return 'strict';
  }

  private tests(root: JsonObject): AccessTest[] {
    if (!member(root, 'tests')) this.add(start(root.span), [], msg('"{0}" is missing.', 'tests'));
    const names = new Set<string>();
    return this.list(root, [], 'tests').map((node, index) => this.test(node, ['tests', index], names));
  }

  /** What is wrong with one test stays with it, so that the others run. */
  private test(node: Json, path: Path, names: Set<string>): AccessTest {
    const outside = this.findings;
    const findings: TestFinding[] = [];
    this.findings = findings;
    const object = node.type === 'object' ? node : undefined;
    if (!object) this.add(node.span, path, msg('A test is an object with name, request and expect.'));
    if (object) this.onlyFields(object, path, ['name', 'request', 'expect']);
    const name = object ? (this.string(object, path, 'name', true) ?? '') : '';
    if (names.has(name) && object) this.add(member(object, 'name')?.value?.span ?? node.span, [...path, 'name'], msg('Another test of this file is called "{0}".', name));
    names.add(name);
    const request = object ? this.request(object, path) : noRequest;
    const expect = object ? this.expect(object, path) : 'Allow';
    this.findings = outside;
    return { name, path, span: node.span, request, expect, findings };
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
      if (!member(object, 'request')) this.add(start(object.span), base, msg('"{0}" is missing.', 'request'));
      return noRequest;
    }
    this.onlyFields(found, path, ['action', 'resource', 'project', 'enterpriseProject', 'context', 'principal', 'as']);
    const as = member(found, 'as');
    if (as) this.add(as.key.span, [...path, 'as'], msg('Accounts are not supported in access tests yet, so nobody can be named who asks.'), 'key');
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

  private strings(value: Json | undefined, path: Path): string[] {
    if (!value) return [];
    if (value.type === 'string') return [value.value];
    if (value.type === 'array' && value.elements.every((it) => it.type === 'string')) return value.elements.map((it) => (it.type === 'string' ? it.value : ''));
    this.add(value.span, path, msg('A string or a list of strings belongs here.'));
    return [];
  }

  private string(object: JsonObject, base: Path, name: string, required = false): string | undefined {
    const found = member(object, name);
    if (!found) {
      if (required) this.add(start(object.span), base, msg('"{0}" is missing.', name));
      return undefined;
    }
    if (found.value?.type === 'string' && (found.value.value !== '' || !required)) return found.value.value;
    this.add(found.value?.span ?? found.span, [...base, name], required ? msg('"{0}" has to be a string that is not empty.', name) : msg('"{0}" has to be a string.', name));
    return undefined;
  }

  private flag(object: JsonObject, base: Path, name: string): boolean {
    const found = member(object, name)?.value;
    if (found && found.type !== 'boolean') this.add(found.span, [...base, name], msg('"{0}" has to be true or false.', name));
    return found?.type === 'boolean' && found.value;
  }

  private object(object: JsonObject, base: Path, name: string): JsonObject | undefined {
    const found = member(object, name)?.value;
    if (found && found.type !== 'object') this.add(found.span, [...base, name], msg('"{0}" has to be an object.', name));
    return found?.type === 'object' ? found : undefined;
  }

  private list(object: JsonObject, base: Path, name: string): readonly Json[] {
    const found = member(object, name)?.value;
    if (found && found.type !== 'array') this.add(found.span, [...base, name], msg('"{0}" has to be a list.', name));
    return found?.type === 'array' ? found.elements : [];
  }

  private onlyFields(object: JsonObject, base: Path, known: readonly string[]): void {
    for (const { key } of object.members as readonly Member[]) {
      if (!known.includes(key.value)) this.add(key.span, [...base, key.value], msg('"{0}" is not known here. Known are {1}.', key.value, known.filter((it) => it !== '$schema').join(', ')), 'key');
    }
  }

  private add(span: Span, path: Path, message: Message, on?: 'key'): void {
    this.findings.push({ span, path, message, ...(on ? { on } : {}) });
  }
}

const noRequest: SimulationRequest = { action: '' };

/** The bracket that opens an object, for what is missing in it. */
function start(span: Span): Span {
  return { start: span.start, end: span.start + 1 };
}
