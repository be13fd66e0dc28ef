import { dirname, join, relative } from 'node:path';
import { readAccessTests } from '../core/access-test/read.ts';
import { analyseSet } from '../core/analysis/sets/analyse-set.ts';
import { check, type PolicyDocument, readDocument } from '../core/check.ts';
import { applyConfig } from '../core/config/apply.ts';
import { configFileName, noConfig } from '../core/config/config.ts';
import { filesOf } from '../core/config/members.ts';
import { missingFindings, resolveSet, type SetFile, unknownFinding } from '../core/config/sets.ts';
import { type Lines, linesOf } from '../core/lines.ts';
import { type Message, msg } from '../core/message.ts';
import type { PolicyKind } from '../core/policy/kind.ts';
import type { Finding } from '../core/rules/rule.ts';
import { checkOptionsOf, type ConfigFile, configuredKind, nameIn, reasonMissing } from '../files/config.ts';
import { readText } from '../files/text.ts';
import { describe } from './check-input.ts';
import type { Context } from './command.ts';
import type { Configuration } from './configuration.ts';
import { type Input, type InputError, slashes } from './files.ts';
import type { PlaceOf } from './output/finding.ts';

/** What the policy sets of the configurations say of the inputs of one call. */
export interface CheckedSets {
  /** Findings of an input that it has only together with others, before any configuration. */
  of(input: Input): readonly Finding[];
  /** Where the other documents of a set are. */
  readonly placeOf: PlaceOf;
  readonly errors: readonly InputError[];
}

/**
 * Judges the sets in which an input takes part; what is wrong with a set goes to its configuration. Undefined where
 * there is none.
 *
 * @param tests files of access tests, whose policies are a set by the name of the file
 */
export function setsOf(inputs: readonly Input[], tests: readonly Input[], kind: PolicyKind | undefined, configuration: Configuration, context: Context): CheckedSets | undefined {
  const byConfig = new Map<ConfigFile, Map<string, Input>>();
  for (const input of inputs) {
    const config = configuration.of(input);
    if (!config || config.config.sets.size === 0) continue;
    const own = byConfig.get(config) ?? new Map<string, Input>();
    byConfig.set(config, own.set(nameIn(config, configuration.pathOf(input)), input));
  }
  if (byConfig.size === 0 && tests.length === 0) return undefined;
  const found = new Map<Input, Finding[]>();
  const texts = new Map<string, { readonly file: string; readonly text: string; lines?: Lines }>();
  const errors: InputError[] = [];
  const placeOf: PlaceOf = (name) => {
    const known = texts.get(name);
    return known && { file: known.file, lines: (known.lines ??= linesOf(known.text)) };
  };
  for (const [config, own] of byConfig) {
    try {
      const configName = slashes(relative(context.io.cwd, config.path));
      const judged = judge(config, own, kind, context, (name, file, text) => texts.set(name, { file, text }), configName);
      for (const [input, list] of judged.findings) found.set(input, list);
      configuration.add(config, judged.problems, placeOf);
    } catch (error) {
      errors.push({ file: slashes(relative(context.io.cwd, config.path)), problem: msg('The check of its sets failed: {0}', describe(error)) });
    }
  }
  const byPath = new Map(inputs.flatMap((it) => (it.path === undefined ? [] : [[it.path, it] as const])));
  for (const test of tests) {
    try {
      for (const [input, list] of judgeTests(test, byPath, kind, configuration, context, (name, called, text) => texts.set(name, { file: called, text }))) found.set(input, [...(found.get(input) ?? []), ...list]);
    } catch (error) {
      errors.push({ file: test.file, problem: msg('The check of its sets failed: {0}', describe(error)) });
    }
  }
  return { of: (input) => found.get(input) ?? [], placeOf, errors };
}

interface Judged {
  readonly findings: ReadonlyMap<Input, Finding[]>;
  /** In the configuration itself. */
  readonly problems: readonly Finding[];
}

function judge(config: ConfigFile, own: ReadonlyMap<string, Input>, kind: PolicyKind | undefined, { io }: Context, remember: (name: string, file: string, text: string) => void, configName: string): Judged {
  const catalog = io.host.catalog();
  const findings = new Map<Input, Finding[]>();
  const problems: Finding[] = [];
  const inputs = new Map<string, Input>();
  const files = new Map<string, SetFile | { readonly problem: Message }>();
  const load = (file: string): SetFile | { readonly problem: Message } => {
    const known = files.get(file);
    if (known) return known;
    const path = join(dirname(config.path), file);
    const input = own.get(file);
    const name = input?.file ?? slashes(relative(io.cwd, path));
    const read = readText(path);
    if ('problem' in read) {
      files.set(file, read);
      return read;
    }
    const given = (input && kind) ?? configuredKind(config, path);
    const document = readDocument(read.text, { fileName: name, ...(given ? { kind: given } : {}) });
    const loaded = { name, document, findings: check(document, catalog, undefined, checkOptionsOf(config, path)).findings };
    remember(name, name, read.text);
    if (input) inputs.set(name, input);
    files.set(file, loaded);
    return loaded;
  };
  for (const set of config.config.sets.values()) {
    const unknown = unknownFinding(config, set, catalog);
    if (unknown) problems.push(unknown);
    if (!filesOf(set).some((it) => own.has(it))) {
      problems.push(...missingFindings(set, (file) => reasonMissing(config, file)));
      continue;
    }
    const resolved = resolveSet(config, set, { catalog, load });
    problems.push(...resolved.problems);
    const inline = new Map<string, PolicyDocument>();
    for (const { file, base, document } of resolved.set.members) {
      if (!base || !document) continue;
      inline.set(file, document);
      remember(file, configName, config.json.text);
    }
    for (const finding of analyseSet(resolved.set, catalog).findings) {
      const input = inputs.get(finding.file);
      const document = inline.get(finding.file);
      if (input) findings.set(input, [...(findings.get(input) ?? []), finding]);
      else if (document) problems.push(...applyConfig([finding], document, config.config, configFileName).findings);
    }
  }
  return { findings, problems };
}

/** What the policies of a file of access tests have only together. What is wrong in the file is told when its tests run. */
function judgeTests({ file, path = '' }: Input, inputs: ReadonlyMap<string, Input>, kind: PolicyKind | undefined, configuration: Configuration, { io }: Context, remember: (name: string, file: string, text: string) => void): ReadonlyMap<Input, Finding[]> {
  const found = new Map<Input, Finding[]>();
  const read = readText(path);
  if ('problem' in read) return found;
  const { json, entries } = readAccessTests(read.text);
  const policies = entries.filter((it) => it.role === undefined);
  const pathOf = (name: string): string => join(dirname(path), name);
  if (policies.length < 2 || !policies.some(({ source }) => 'file' in source && inputs.has(pathOf(source.file)))) return found;
  const catalog = io.host.catalog();
  const byName = new Map<string, Input>();
  const load = (name: string): SetFile | { readonly problem: Message } => {
    const input = inputs.get(pathOf(name));
    const text = readText(pathOf(name));
    if ('problem' in text) return text;
    const config = input && configuration.of(input);
    const given = (input && kind) ?? configuredKind(config, pathOf(name));
    const called = input?.file ?? slashes(relative(io.cwd, pathOf(name)));
    const document = readDocument(text.text, { fileName: called, ...(given ? { kind: given } : {}) });
    remember(called, called, text.text);
    if (input) byName.set(called, input);
    return { name: called, document, findings: check(document, catalog, undefined, checkOptionsOf(config, pathOf(name))).findings };
  };
  const { set } = resolveSet({ json, config: noConfig }, { name: file, entries: policies, broken: 0 }, { catalog, fileName: file, load });
  for (const it of set.members) if (it.base) remember(it.file, file, read.text);
  for (const finding of analyseSet({ ...set, idle: false }, catalog).findings) {
    const input = byName.get(finding.file);
    if (input) found.set(input, [...(found.get(input) ?? []), finding]);
  }
  return found;
}
