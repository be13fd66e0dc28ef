import { isAccessTestName, isAccountName } from '../core/entry/names.ts';
import { msg, toPlain } from '../core/message.ts';
import { type PolicyKind, policyKinds } from '../core/policy/kind.ts';
import { policyFiles, type Wanted } from '../files/find.ts';
import { type Call, optionOf } from './arguments.ts';
import { checkAccount } from './check-account.ts';
import { checkInput } from './check-input.ts';
import type { Command, Context } from './command.ts';
import { configuration } from './configuration.ts';
import { type Input, type InputError, inputsOf } from './files.ts';
import { type CheckedFile, type CheckOutput, type Summary, summaryOf } from './output/check.ts';
import { writeCheckJson } from './output/check-json.ts';
import { writeCheckPretty } from './output/check-pretty.ts';
import { complain } from './output/problems.ts';
import { setsOf } from './sets.ts';

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

/** Policies, and in folders the files of access tests, whose policies are judged together. */
const filesToRead: Wanted = { ...policyFiles, byName: (name) => policyFiles.byName(name) || isAccessTestName(name) || isAccountName(name) };

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  const config = configuration(io);
  const { inputs: all, errors: unusable } = inputsOf(call.operands.length > 0 ? call.operands : ['.'], filesToRead, io);
  const isTest = (it: Input): boolean => !it.named && isAccessTestName(it.file);
  const accounts = all.filter((it) => isAccountName(it.file));
  const tests = all.filter(isTest);
  const inputs = all.filter((it) => !isAccountName(it.file) && !isTest(it));
  const errors: InputError[] = [...unusable];
  const files: CheckedFile[] = [];
  const sets = setsOf(inputs, tests, kind, config, context);
  errors.push(...(sets?.errors ?? []));
  const { threads } = io;
  const many = threads && threads.most > 0 && inputs.length >= threads.leastFiles;
  const known = many ? await (await import('./workers.ts')).checkInThreads(sets ? inputs.filter((it) => sets.of(it).length === 0) : inputs, kind, threads, context) : undefined;
  for (const input of inputs) {
    if (config.takes(input)) continue;
    const checked = known?.get(input) ?? (await checkInput(input, kind, config, context, sets));
    if (checked.used) config.remember(input, checked.used);
    if (checked.file) files.push(checked.file);
    errors.push(...checked.errors);
  }
  for (const input of accounts) {
    const checked = await checkAccount(input, context);
    if (checked.file) files.push(checked.file);
    errors.push(...checked.errors);
  }
  const found = config.result(reader);
  files.unshift(...found.files);
  errors.push(...found.errors);
  complain(errors, context);
  const summary = summaryOf(files);
  const output: CheckOutput = { files, errors: [...(io.unusable ?? []), ...errors].map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })), summary };
  if (optionOf(call, 'format') === 'json') writeCheckJson(output, io);
  else writeCheckPretty(output, context);
  return exitCode(call, summary, errors);
}

/** 2 when an input could not be used, 1 when something is at or above the level of `--fail-on`, else 0. */
export function exitCode(call: Call, summary: Summary, errors: readonly InputError[]): number {
  if (errors.length > 0) return 2;
  return fails(summary, optionOf(call, 'fail-on') ?? 'error') ? 1 : 0;
}

function fails(summary: Summary, level: string): boolean {
  const counts = [summary.errors, summary.warnings, summary.informations, summary.hints];
  return counts.slice(0, levels.indexOf(level as (typeof levels)[number]) + 1).some((it) => it > 0);
}
