import { resolve } from 'node:path';
import { statSync } from 'node:fs';
import { check, readDocument } from '../core/check.ts';
import { msg, type Reader } from '../core/message.ts';
import type { PolicyKind } from '../core/policy/kind.ts';
import { explain } from '../core/words/explain.ts';
import { toMarkdownText, toPlainText } from '../core/words/explanation.ts';
import { configFinder, configuredKind } from '../files/config.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import { checkOptions } from './check.ts';
import type { Command, Context } from './command.ts';
import { readInput, slashes } from './files.ts';
import { pageForTerminal } from './output/page.ts';
import { complain } from './output/problems.ts';
import { terminalOf } from './output/terminal.ts';
import { printableLines } from './output/width.ts';

export const explainCommand: Command = {
  name: 'explain',
  operands: 'CODE | FILE | -',
  about: msg('Explains a rule by its code, or tells a policy in words.'),
  options: [checkOptions.kind, { name: 'format', value: 'pretty|markdown', choices: ['pretty', 'markdown'], about: msg('for a terminal (when left out) or as Markdown') }],
  examples: [
    { call: 'explain unknown-action', about: msg('what a rule finds, and why') },
    { call: 'explain ./a.policy.json --format markdown', about: msg('a policy in words, for a review; ./ makes it a file in any case') },
  ],
  exitCodes: { 0: msg('explained'), 2: msg('the call or the input could not be used') },
  run,
};

async function run(call: Call, context: Context): Promise<number> {
  const [operand, ...more] = call.operands;
  if (operand === undefined || more.length > 0) throw new CallError(msg('Exactly one code or file is needed.'));
  const page = /^[a-z0-9-]+$/.test(operand) ? pageOf(operand, context) : undefined;
  if (page === undefined) return tell(operand, call, context);
  const { io } = context;
  io.stdout.write(optionOf(call, 'format') === 'markdown' ? page : pageForTerminal(page, terminalOf(io.stdout, io.env)));
  return 0;
}

async function tell(operand: string, call: Call, { io, reader }: Context): Promise<number> {
  const isStream = operand === '-';
  const file = isStream ? operand : slashes(operand);
  const path = isStream ? undefined : resolve(io.cwd, operand);
  // A mistyped code is more likely than a file without an extension that is not there.
  if (/^[a-z0-9-]+$/.test(operand) && path !== undefined && !statSync(path, { throwIfNoEntry: false })) throw new CallError(msg('There is no rule and no file "{0}".', operand));
  const read = await readInput({ file, path, named: true }, io);
  const refuse = (problem: ReturnType<typeof msg>): number => {
    complain([{ file, problem }], { io, reader });
    return 2;
  };
  if ('problem' in read) return refuse(read.problem);
  const kind = (optionOf(call, 'kind') as PolicyKind | undefined) ?? (path === undefined ? undefined : configuredKind(configFinder().nearest(path), path));
  const document = readDocument(read.text, { fileName: file, ...(kind ? { kind } : {}) });
  const catalog = io.host.catalog();
  const blocks = explain(document, catalog, check(document, catalog).findings);
  if (!blocks) return refuse(msg('This is no policy of Huawei Cloud IAM, so there is nothing to tell.'));
  io.stdout.write(printableLines(optionOf(call, 'format') === 'markdown' ? toMarkdownText(blocks, reader) : toPlainText(blocks, reader)));
  return 0;
}

/** The page of a rule in the language of the reader, or undefined where there is no such rule. */
function pageOf(code: string, { io, reader }: { readonly io: Context['io']; readonly reader: Reader }): string | undefined {
  return io.host.rulePage(`${code}${reader.language === 'zh-cn' ? '.zh-cn' : ''}.md`);
}
