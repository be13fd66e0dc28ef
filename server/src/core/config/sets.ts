import type { PolicySet, SetMember } from '../analysis/sets/types.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { check, type PolicyDocument } from '../check.ts';
import { systemSource } from '../entry/attach.ts';
import type { Entry } from '../entry/entry.ts';
import { inlineDocument } from '../entry/inline.ts';
import { type Message, msg } from '../message.ts';
import type { Finding } from '../rules/rule.ts';
import { type ConfiguredSet, type ConfigReading, configFileName } from './config.ts';
import { nameOfFile } from './members.ts';
import { found } from './read.ts';
import { unknownInSet } from './rules.ts';

/** What the edge that has files gives for them. */
export interface SetFiles {
  readonly catalog: Catalog;
  /** What the file with the entries is called, for documents that are written into it; the configuration when left out. */
  readonly fileName?: string;
  /** A file that the configuration names, by its name there as `nameOfFile` gives it. */
  load(file: string): SetFile | { readonly problem: Message };
}

export interface SetFile {
  /** As findings and messages call it. */
  readonly name: string;
  readonly document: PolicyDocument;
  /** What `check` finds in it, before any configuration. */
  readonly findings: readonly Finding[];
}

export interface ResolvedSet {
  readonly set: PolicySet;
  /** What is wrong with entries of the set, with their places in the configuration. */
  readonly problems: readonly Finding[];
}

/** A set of a configuration, or the policies of a file of access tests, with its documents. Files that cannot be used are members that nobody knows. */
export function resolveSet({ json, config }: Pick<ConfigReading, 'json' | 'config'>, { name, entries, broken }: Omit<ConfiguredSet, 'span' | 'path'>, files: SetFiles): ResolvedSet {
  const problems: Finding[] = [];
  const members = entries.map((entry): SetMember => {
    const { scope, dependenciesAttached, source } = entry;
    const how = { ...(scope ? { scope } : {}), dependenciesAttached };
    if ('system' in source) return { ...how, file: source.system, ...systemDocument(source.system, files.catalog) };
    if ('document' in source) {
      const document = inlineDocument(source.document, json.text, undefined);
      const problem = problemOf(document);
      if (problem) problems.push(found(entry.span, entry.path, problem));
      return { ...how, file: nameOfInline(entry, files.fileName), document, base: entry.path, findings: check(document, files.catalog, undefined, { inSet: true }).findings };
    }
    const loaded = files.load(nameOfFile(source.file));
    const problem = 'problem' in loaded ? loaded.problem : problemOf(loaded.document);
    if (problem) problems.push(found(entry.span, entry.path, msg('{0} takes no part in this set. {1}', source.file, problem)));
    return 'problem' in loaded ? { ...how, file: source.file, document: undefined } : { ...how, file: loaded.name, document: loaded.document, findings: loaded.findings };
  });
  for (let index = 0; index < broken; index++) members.push({ file: configFileName, document: undefined });
  return { set: { name, members, ...(config.authorization ? { authorization: config.authorization } : {}) }, problems };
}

/** The findings about files of a set that are not there, for a set that is not judged. */
export function missingFindings({ entries }: ConfiguredSet, reasonMissing: (file: string) => Message | undefined): Finding[] {
  return entries.flatMap(({ source, span, path }) => {
    const problem = 'file' in source ? reasonMissing(nameOfFile(source.file)) : undefined;
    return problem && 'file' in source ? [found(span, path, msg('{0} takes no part in this set. {1}', source.file, problem))] : [];
  });
}

/** The finding that a set has policies of which nobody knows the statements; undefined where there are none. */
export function unknownFinding({ config }: ConfigReading, { name, entries, span, path }: ConfiguredSet, catalog: Catalog): Finding | undefined {
  const severity = config.rules.get(unknownInSet.code) ?? unknownInSet.severity;
  const names = entries.flatMap(({ source }) => ('system' in source && !systemDocument(source.system, catalog).document ? [source.system] : []));
  if (names.length === 0 || severity === 'off') return undefined;
  const list = names.join(', ');
  const message = names.length === 1 ? msg('1 policy of this set is not known and takes no part: {0}.', list) : msg('{0} policies of this set are not known and take no part: {1}.', names.length, list);
  return { code: unknownInSet.code, severity, grade: unknownInSet.grade, span, path, on: 'key', set: name, message };
}

/** What a document that is written into the configuration is called: `.modelarts-policy.json#/sets/staff/1`. */
function nameOfInline({ pointer }: Entry, fileName = configFileName): string {
  return `${fileName}#${pointer}`;
}

function problemOf({ policy, kind }: PolicyDocument): Message | undefined {
  if (kind === 'trust-5.0') return msg('A trust policy belongs to one agency and is judged alone.');
  return policy ? undefined : msg('This is no policy.');
}

function systemDocument(name: string, catalog: Catalog): { readonly document: PolicyDocument | undefined } {
  const source = systemSource(name, { catalog });
  return { document: source && ('document' in source ? source.document : source) };
}
