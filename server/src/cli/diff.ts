import { join, resolve } from 'node:path';
import type { ComparisonResult } from '../core/analysis/compare.ts';
import { type PolicyDocument, readDocument } from '../core/check.ts';
import { compareDocuments, emptyDocument, sourceOf } from '../core/compare/compare-documents.ts';
import { linesOf, positionAt } from '../core/lines.ts';
import { type Message, msg } from '../core/message.ts';
import { isPolicyKind, type PolicyKind } from '../core/policy/kind.ts';
import { type Configs, configFinder, configuredKind } from '../files/config.ts';
import { findFiles, policyFiles } from '../files/find.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import { checkOptions } from './check.ts';
import { describe } from './check-input.ts';
import type { Command, Context } from './command.ts';
import { below, type Input, type InputError, isFolder, readInput, slashes } from './files.ts';
import { type DiffOutput, type DiffPair, type FileSource, overallResult, type Over } from './output/diff.ts';
import { writeDiffJson } from './output/diff-json.ts';
import { writeDiffMarkdown } from './output/diff-markdown.ts';
import { writeDiffPretty } from './output/diff-pretty.ts';
import { complain } from './output/problems.ts';

export const diffCommand: Command = {
  name: 'diff',
  operands: 'OLD NEW',
  about: msg('Says what a changed policy grants more and less than before.'),
  options: [
    { name: 'over', value: 'every-request|catalogue', choices: ['every-request', 'catalogue'], about: msg('compares every possible request (when left out), or the known actions only') },
    { name: 'fail-on', value: 'grants-more|any', choices: ['grants-more', 'any'], about: msg('exit code 1 when more is granted, or on any difference; also when nobody can tell') },
    checkOptions.kind,
    { name: 'format', value: 'pretty|json|markdown', choices: ['pretty', 'json', 'markdown'], about: msg('for people (when left out), for programs, or as Markdown for a review') },
  ],
  examples: [
    { call: 'diff old.policy.json new.policy.json', about: msg('two files; - is standard input') },
    { call: 'diff main/policies policies --fail-on grants-more', about: msg('two folders, file by file; a file that only one of them has grants nothing in the other') },
  ],
  exitCodes: { 0: msg('compared'), 1: msg('a difference that --fail-on names'), 2: msg('the call or an input could not be used') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const [old, now, ...more] = call.operands;
  if (old === undefined || now === undefined || more.length > 0) throw new CallError(msg('Exactly two files or folders are needed: {0}.', 'OLD NEW'));
  if (old === '-' && now === '-') throw new CallError(msg('Standard input can be read only once.'));
  const over = (optionOf(call, 'over') ?? 'every-request') as Over;
  const job: Job = { context, over, kind: optionOf(call, 'kind') as PolicyKind | undefined, configs: configFinder() };
  // A folder beside a file is refused where it is read as one.
  const folders = [old, now].every((it) => it !== '-' && isFolder(resolve(io.cwd, it)));
  const output = folders ? await diffFolders(old, now, job) : await diffFiles(old, now, job);
  complain(output.errors, context);
  const format = optionOf(call, 'format');
  if (format === 'json') writeDiffJson(output, { io, reader });
  else if (output.pairs.length > 0 || output.errors.length === 0) (format === 'markdown' ? writeDiffMarkdown : writeDiffPretty)(output, context);
  if (output.errors.length > 0) return 2;
  return fails(overallResult(output), optionOf(call, 'fail-on')) ? 1 : 0;
}

/** What one call compares with. */
interface Job {
  readonly context: Context;
  readonly over: Over;
  readonly kind: PolicyKind | undefined;
  readonly configs: Configs;
}

function fails(result: ComparisonResult, failOn: string | undefined): boolean {
  if (failOn === 'any') return result !== 'equivalent';
  return failOn === 'grants-more' && (result === 'grants-more' || result === 'both' || result === 'cannot-tell');
}

async function diffFiles(old: string, now: string, job: Job): Promise<DiffOutput> {
  const [before, after] = [inputOf(old, job), inputOf(now, job)];
  const { pair, errors } = await diffPair(before, after, job);
  return { folders: false, over: job.over, pairs: pair ? [pair] : [], errors };
}

/** Files of the same name below both folders. Where a part of a folder cannot be read, its twin is not compared. */
async function diffFolders(old: string, now: string, job: Job): Promise<DiffOutput> {
  const sides = [old, now].map((folder) => ({ folder, path: resolve(job.context.io.cwd, folder), ...findFiles(resolve(job.context.io.cwd, folder), policyFiles) }));
  const errors: InputError[] = sides.flatMap(({ folder, problems }) => problems.map(({ file, problem }) => ({ file: file === '' ? slashes(folder) : below(folder, file), problem })));
  const closed = sides.flatMap(({ problems }) => problems.map((it) => it.file));
  const names = [...new Set(sides.flatMap((it) => it.files))].filter((name) => !closed.some((it) => it === '' || name === it || name.startsWith(`${it}/`))).sort();
  const pairs: DiffPair[] = [];
  for (const name of names) {
    const [before, after] = sides.map(({ folder, path, files }): Input | undefined => (files.includes(name) ? { file: below(folder, name), path: join(path, name), named: false } : undefined));
    const result = await diffPair(before, after, job);
    if (result.pair) pairs.push(result.pair);
    errors.push(...result.errors);
  }
  return { folders: true, over: job.over, pairs, errors };
}

function inputOf(operand: string, { context }: Job): Input {
  return operand === '-' ? { file: '-', path: undefined, named: true } : { file: slashes(operand), path: resolve(context.io.cwd, operand), named: true };
}

interface Loaded {
  readonly input: Input;
  readonly document: PolicyDocument;
}

/** Two files, or one whose twin is missing, under a guard: a bug of ours names the file, and the others are still compared. */
async function diffPair(before: Input | undefined, after: Input | undefined, job: Job): Promise<{ readonly pair?: DiffPair; readonly errors: readonly InputError[] }> {
  const errors: InputError[] = [];
  try {
    const [old, now] = [before && (await load(before, job, errors)), after && (await load(after, job, errors))];
    if (errors.length > 0) return { errors };
    // Policies of others that were found in a folder are left alone.
    if ([old, now].every((it) => !it || (!it.input.named && isOfOthers(it.document)))) return { errors };
    for (const it of [old, now]) if (it && !it.document.policy) errors.push({ file: it.input.file, problem: msg('This is no policy.') });
    const kind = old?.document.policy?.kind ?? now?.document.policy?.kind;
    if (errors.length > 0 || !kind) return { errors };
    const { comparison, refused } = compareDocuments(old?.document ?? emptyDocument(kind), now?.document ?? emptyDocument(kind), job.context.io.host.catalog(), { over: job.over });
    return { pair: { old: sourceOfFile(old), new: sourceOfFile(now), scp: kind === 'scp-5.0', comparison, refused: refused.filter((it) => (it.side === 'before' ? old : now)) }, errors };
  } catch (error) {
    const file = (after ?? before)?.file ?? '';
    return { errors: [{ file, problem: msg('The comparison failed: {0}', describe(error)) }] };
  }
}

async function load(input: Input, { context: { io }, kind, configs }: Job, errors: InputError[]): Promise<Loaded | undefined> {
  const { file, path } = input;
  const refuse = (problem: Message): undefined => void errors.push({ file, problem });
  const read = await readInput(input, io);
  if ('problem' in read) return refuse(read.problem);
  const from = path ?? join(io.cwd, '-');
  const given = kind ?? configuredKind(configs.nearest(from), from);
  const document = readDocument(read.text, { fileName: file, ...(given ? { kind: given } : {}) });
  const [problem] = document.json.problems;
  if (!problem) return { input, document };
  const { line, character } = positionAt(linesOf(read.text), problem.span.start);
  return refuse(msg('This is no valid JSON, so it cannot be compared. Line {0}, column {1}: {2}', line + 1, character + 1, problem.message));
}

function isOfOthers({ kind }: PolicyDocument): boolean {
  return !isPolicyKind(kind) && kind !== 'none';
}

function sourceOfFile(loaded: Loaded | undefined): FileSource | undefined {
  const source = loaded && sourceOf(loaded.input.file, loaded.document);
  return source && { ...source, path: loaded?.input.path };
}
