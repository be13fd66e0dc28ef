import { check, type PolicyDocument, readDocument } from '../core/check.ts';
import { linesOf } from '../core/lines.ts';
import { msg, toPlain } from '../core/message.ts';
import { type Kind, type PolicyKind, policyKinds } from '../core/policy/kind.ts';
import type { Finding } from '../core/rules/rule.ts';
import { accountOf, configuredKind } from '../files/config.ts';
import { policyFiles } from '../files/find.ts';
import { type Call, optionOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type Configuration, configuration } from './configuration.ts';
import { type Input, type InputError, inputsOf, readInput } from './files.ts';
import { type CheckedFile, type CheckOutput, type Summary, summaryOf } from './output/check.ts';
import { writeCheckJson } from './output/check-json.ts';
import { writeCheckPretty } from './output/check-pretty.ts';
import { toFindingJson } from './output/finding.ts';
import { complain } from './output/problems.ts';

export const levels = ['error', 'warning', 'information', 'hint'] as const;

/** Options of every command that checks. */
export const checkOptions = {
  kind: { name: 'kind', value: 'KIND', choices: policyKinds, about: msg('what the policies are, when name and content do not tell: {0}', policyKinds.join(', ')) },
  failOn: { name: 'fail-on', value: 'LEVEL', choices: [...levels, 'never'], about: msg('exit code 1 from this level on: {0} (error when left out)', [...levels, 'never'].join(', ')) },
  format: { name: 'format', value: 'pretty|json', choices: ['pretty', 'json'], about: msg('for people (when left out) or for programs') },
} as const;

export const checkCommand: Command = {
  name: 'check',
  operands: '[FILE | FOLDER | -]…',
  about: msg('Checks policies and says what is wrong with them.'),
  options: [checkOptions.kind, checkOptions.failOn, checkOptions.format],
  examples: [
    { call: 'check', about: msg('every policy below the current folder') },
    { call: 'check policies --fail-on warning', about: msg('every policy below a folder; warnings count as failures') },
    { call: 'check --kind scp-5.0 --format json -', about: msg('standard input, for a program') },
  ],
  exitCodes: { 0: msg('nothing found at or above the level of --fail-on'), 1: msg('something found'), 2: msg('the call or an input could not be used; the rest is still checked') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  const config = configuration(io);
  const { inputs, errors: unusable } = inputsOf(call.operands.length > 0 ? call.operands : ['.'], policyFiles, io);
  const errors: InputError[] = [...unusable];
  const files: CheckedFile[] = [];
  for (const input of inputs) {
    if (config.takes(input)) continue;
    const checked = await checkInput(input, kind, config, context);
    if (checked.file) files.push(checked.file);
    errors.push(...checked.errors);
  }
  const found = config.result(reader);
  files.unshift(...found.files);
  errors.push(...found.errors);
  complain(errors, context);
  const summary = summaryOf(files);
  const output: CheckOutput = { files, errors: errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })), summary };
  if (optionOf(call, 'format') === 'json') writeCheckJson(output, io);
  else writeCheckPretty(output, context);
  return exitCode(call, summary, errors);
}

/** 2 when an input could not be used, 1 when something is at or above the level of `--fail-on`, else 0. */
export function exitCode(call: Call, summary: Summary, errors: readonly InputError[]): number {
  if (errors.length > 0) return 2;
  return fails(summary, optionOf(call, 'fail-on') ?? 'error') ? 1 : 0;
}

/** One file under a guard: a bug of ours names the file, and the others are still checked. */
async function checkInput(input: Input, kind: PolicyKind | undefined, config: Configuration, { io, reader }: Context): Promise<{ file?: CheckedFile; errors: readonly InputError[] }> {
  const { file } = input;
  try {
    const read = await readInput(input, io);
    if ('problem' in read) return { errors: [{ file, problem: read.problem }] };
    const document = documentOf(read.text, input, kind ?? configuredKind(config.of(input), config.pathOf(input)));
    const { findings, faults } = check(document, io.host.catalog(), undefined, accountOf(config.of(input)));
    return {
      file: toCheckedFile(input, read.text, document, config.apply(input, document, findings), { io, reader }),
      errors: faults.map(({ code, error }) => ({ file, problem: msg('The rule {0} failed: {1}', code, describe(error)) })),
    };
  } catch (error) {
    return { errors: [{ file, problem: msg('The check failed: {0}', describe(error)) }] };
  }
}

/** What was found in a file, in the language of the reader. */
export function toCheckedFile({ file, path }: Input, text: string, { kind }: PolicyDocument, findings: readonly Finding[], { io, reader }: Context): CheckedFile {
  const lines = linesOf(text);
  return { file, path, kind, findings: withFewSyntaxErrors(findings, kind).map((it) => toFindingJson(it, file, lines, reader, io.host.docs)) };
}

/** A file that was named and holds nothing is no policy, whatever its name promises. */
export function documentOf(text: string, input: Input, kind: PolicyKind | undefined): PolicyDocument {
  const document = readDocument(text, { fileName: input.file, ...(kind ? { kind } : {}) });
  const empty = document.json.root === undefined && document.json.problems.length === 0;
  return empty && input.named ? { ...document, kind: 'none' } : document;
}

/** More syntax errors than anybody reads; a file that is no text at all would have one for each of its bytes. */
const mostSyntaxErrors = 100;

/** Of a file that is no policy the first syntax error may say why; the others help nobody. */
function withFewSyntaxErrors(findings: readonly Finding[], kind: Kind): readonly Finding[] {
  const most = kind === 'none' ? 1 : mostSyntaxErrors;
  const errors = findings.filter((it) => it.code === 'json-syntax');
  const next = errors[most];
  if (!next) return findings;
  const more = kind === 'none' ? [] : [{ ...next, fixes: [], message: msg('{0} more places are no JSON.', errors.length - most) }];
  const dropped = new Set<Finding>(errors.slice(most));
  return [...findings.filter((it) => !dropped.has(it)), ...more].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function fails(summary: Summary, level: string): boolean {
  const counts = [summary.errors, summary.warnings, summary.informations, summary.hints];
  return counts.slice(0, levels.indexOf(level as (typeof levels)[number]) + 1).some((it) => it > 0);
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
