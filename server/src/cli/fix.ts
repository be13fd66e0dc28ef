import { writeFileSync } from 'node:fs';
import { check } from '../core/check.ts';
import { type FixedText, fixAll } from '../core/fix/fix-all.ts';
import { msg, toPlain } from '../core/message.ts';
import type { PolicyKind } from '../core/policy/kind.ts';
import { checkOptionsOf, configuredKind } from '../files/config.ts';
import { policyFiles } from '../files/find.ts';
import { readWhole, whyUnreadable } from '../files/text.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import { checkOptions, exitCode } from './check.ts';
import { describe, documentOf, toCheckedFile } from './check-input.ts';
import type { Command, Context } from './command.ts';
import { type Configuration, configuration } from './configuration.ts';
import { type Input, type InputError, inputsOf } from './files.ts';
import { type CheckedFile, summaryOf } from './output/check.ts';
import { type FixedFile, writeFixJson, writeFixPretty } from './output/fix.ts';
import { complain } from './output/problems.ts';

export const fixCommand: Command = {
  name: 'fix',
  operands: 'FILE | FOLDER…',
  about: msg('Applies the fixes that lose and widen nothing.'),
  options: [{ name: 'dry-run', about: msg('says what would be fixed, and writes nothing') }, checkOptions.kind, checkOptions.failOn, checkOptions.format],
  examples: [
    { call: 'fix policies --dry-run', about: msg('what would be fixed in every policy below a folder') },
    { call: 'fix a.policy.json', about: msg('one policy') },
  ],
  exitCodes: { 0: msg('nothing left at or above the level of --fail-on'), 1: msg('something left'), 2: msg('the call or an input could not be used; the rest is still fixed') },
  run,
};

interface Result {
  readonly file?: CheckedFile;
  readonly fixed?: FixedFile;
  readonly errors: readonly InputError[];
}

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  if (call.operands.length === 0) throw new CallError(msg('A file or folder is missing.'));
  if (call.operands.includes('-')) throw new CallError(msg('Only files can be fixed, not standard input.'));
  const dryRun = call.options.has('dry-run');
  const kind = optionOf(call, 'kind') as PolicyKind | undefined;
  const config = configuration(io);
  const { inputs, errors: unusable } = inputsOf(call.operands, policyFiles, io);
  const errors: InputError[] = [...unusable];
  const files: CheckedFile[] = [];
  const fixed: FixedFile[] = [];
  for (const input of inputs) {
    if (config.takes(input)) continue;
    const result = fixInput(input, kind, dryRun, config, context);
    if (result.file) files.push(result.file);
    if (result.fixed) fixed.push(result.fixed);
    errors.push(...result.errors);
  }
  const found = config.result(reader);
  files.unshift(...found.files);
  errors.push(...found.errors);
  complain(errors, context);
  const summary = summaryOf(files);
  const output = { fixed, dryRun, files, errors: errors.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) })), summary };
  if (optionOf(call, 'format') === 'json') writeFixJson(output, context);
  else writeFixPretty(output, context);
  return exitCode(call, summary, errors);
}

/** One file under a guard: a bug of ours names the file, and the others are still fixed. */
function fixInput(input: Input, kind: PolicyKind | undefined, dryRun: boolean, config: Configuration, context: Context): Result {
  const { file, path = '' } = input;
  try {
    const read = readWhole(path);
    if ('problem' in read) return { errors: [{ file, problem: read.problem }] };
    const catalog = context.io.host.catalog();
    const hint = kind ?? configuredKind(config.of(input), path);
    const hints = { fileName: file, ...(hint ? { kind: hint } : {}) };
    const result = fixAll(read.text, hints, catalog, (findings, document) => config.filter(input, document, findings));
    const isValid = result.document.json.problems.length === 0 && !result.document.json.tooDeep;
    const changes = result.applied.length > 0 && isValid;
    if (changes && !dryRun) writeFileSync(path, read.mark + result.text);
    const text = changes ? result.text : read.text;
    const document = documentOf(text, input, hint);
    const { findings, faults } = check(document, catalog, undefined, checkOptionsOf(config.of(input), path));
    const { findings: kept, used } = config.apply(input, document, findings);
    config.remember(input, used);
    return {
      file: toCheckedFile(input, text, document, kept, context),
      ...(result.applied.length > 0 ? { fixed: fixedFile(input, result, isValid, context) } : {}),
      errors: faults.map(({ code, error }) => ({ file, problem: msg('The rule {0} failed: {1}', code, describe(error)) })),
    };
  } catch (error) {
    const isSystem = error instanceof Error && 'syscall' in error;
    return { errors: [{ file, problem: isSystem ? msg('It could not be written: {0}', whyUnreadable(error)) : msg('Fixing failed: {0}', describe(error)) }] };
  }
}

function fixedFile({ file, path }: Input, { applied }: FixedText, changed: boolean, { reader }: Context): FixedFile {
  return { file, path, changed, fixes: applied.map(({ code, title }) => ({ code, title: toPlain(title, reader) })) };
}
