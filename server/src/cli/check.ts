import { check, type PolicyDocument, readDocument } from '../core/check.ts';
import { linesOf } from '../core/lines.ts';
import { msg, toPlain } from '../core/message.ts';
import { type Kind, type PolicyKind, policyKinds } from '../core/policy/kind.ts';
import type { Finding } from '../core/rules/rule.ts';
import { policyFiles } from '../files/find.ts';
import { type Call, optionOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type Input, type InputError, inputsOf, readInput } from './files.ts';
import { type CheckedFile, type CheckOutput, summaryOf } from './output/check.ts';
import { writeCheckJson } from './output/check-json.ts';
import { writeCheckPretty } from './output/check-pretty.ts';
import { toFindingJson } from './output/finding.ts';
import { complain } from './output/problems.ts';

const levels = ['error', 'warning', 'information', 'hint'] as const;

export const checkCommand: Command = {
  name: 'check',
  operands: '[FILE | FOLDER | -]…',
  about: msg('Checks policies and says what is wrong with them.'),
  options: [
    { name: 'kind', value: 'KIND', choices: policyKinds, about: msg('what the policies are, when name and content do not tell: {0}', policyKinds.join(', ')) },
    { name: 'fail-on', value: 'LEVEL', choices: [...levels, 'never'], about: msg('exit code 1 from this level on: {0} (error when left out)', [...levels, 'never'].join(', ')) },
    { name: 'format', value: 'pretty|json', choices: ['pretty', 'json'], about: msg('for people (when left out) or for programs') },
  ],
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
  const { inputs, errors: unusable } = inputsOf(call.operands.length > 0 ? call.operands : ['.'], policyFiles, io);
  const errors: InputError[] = [...unusable];
  const files: CheckedFile[] = [];
  for (const input of inputs) {
    const checked = await checkInput(input, kind, context);
    if (checked.file) files.push(checked.file);
    errors.push(...checked.errors);
  }
  complain(errors, context);
  const summary = summaryOf(files);
  const output: CheckOutput = { files, errors: errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })), summary };
  if (optionOf(call, 'format') === 'json') writeCheckJson(output, io);
  else writeCheckPretty(output, context);
  if (errors.length > 0) return 2;
  return fails(output, optionOf(call, 'fail-on') ?? 'error') ? 1 : 0;
}

/** One file under a guard: a bug of ours names the file, and the others are still checked. */
async function checkInput(input: Input, kind: PolicyKind | undefined, { io, reader }: Context): Promise<{ file?: CheckedFile; errors: readonly InputError[] }> {
  const { file, path } = input;
  try {
    const read = await readInput(input, io);
    if ('problem' in read) return { errors: [{ file, problem: read.problem }] };
    const document = documentOf(read.text, input, kind);
    const { findings, faults } = check(document, io.host.catalog());
    const lines = linesOf(read.text);
    return {
      file: { file, path, kind: document.kind, findings: withFewSyntaxErrors(findings, document.kind).map((it) => toFindingJson(it, file, lines, reader, io.host.docs)) },
      errors: faults.map(({ code, error }) => ({ file, problem: msg('The rule {0} failed: {1}', code, describe(error)) })),
    };
  } catch (error) {
    return { errors: [{ file, problem: msg('The check failed: {0}', describe(error)) }] };
  }
}

/** A file that was named and holds nothing is no policy, whatever its name promises. */
function documentOf(text: string, input: Input, kind: PolicyKind | undefined): PolicyDocument {
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

function fails({ summary }: CheckOutput, level: string): boolean {
  const counts = [summary.errors, summary.warnings, summary.informations, summary.hints];
  return counts.slice(0, levels.indexOf(level as (typeof levels)[number]) + 1).some((it) => it > 0);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
