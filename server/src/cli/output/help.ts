import { msg, type Reader, toPlain } from '../../core/message.ts';
import { commonOptions } from '../arguments.ts';
import type { Command, Option } from '../command.ts';
import { padded, widthOf } from './width.ts';

/** The page of the tool: what it does and which commands it has. */
export function toolHelp(commands: readonly Command[], reader: Reader): string {
  const rows = commands.map((it) => [it.name, toPlain(it.about, reader)] as const);
  return [
    toPlain(msg('Checks and simulates Huawei Cloud IAM policies for ModelArts, offline.'), reader),
    '',
    heading(msg('Usage'), reader),
    '  modelarts-policy COMMAND …',
    '',
    heading(msg('Commands'), reader),
    ...table(rows),
    '',
    heading(msg('Options'), reader),
    ...table([...commonOptions.map((it) => optionRow(it, reader)), ['--version', toPlain(msg('shows the version'), reader)]]),
    '',
    toPlain(msg('modelarts-policy COMMAND --help says more about a command.'), reader),
    '',
  ].join('\n');
}

/** The page of one command. */
export function commandHelp(command: Command, reader: Reader): string {
  return [
    toPlain(command.about, reader),
    '',
    heading(msg('Usage'), reader),
    `  modelarts-policy ${command.name} ${[...required(command.options), command.operands, '[OPTION]…'].filter(Boolean).join(' ')}`,
    '',
    heading(msg('Options'), reader),
    ...table([...command.options.filter((it) => it.later !== 'all'), ...commonOptions].map((it) => optionRow(it, reader))),
    '',
    heading(msg('Examples'), reader),
    ...command.examples.flatMap((it) => [`  modelarts-policy ${it.call}`, `      ${toPlain(it.about, reader)}`]),
    '',
    heading(msg('Exit codes'), reader),
    ...table(Object.entries(command.exitCodes).map(([code, it]) => [code, toPlain(it, reader)] as const)),
    '',
  ].join('\n');
}

function heading(message: ReturnType<typeof msg>, reader: Reader): string {
  return toPlain(message, reader);
}

function required(options: readonly Option[]): readonly string[] {
  return options.filter((it) => it.required).map((it) => `--${it.name} ${it.value ?? ''}`);
}

function optionRow(option: Option, reader: Reader): readonly [string, string] {
  return [`--${option.name}${option.value ? ` ${option.value}` : ''}`, toPlain(option.about, reader)];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const columns = Math.max(...rows.map(([left]) => widthOf(left)));
  return rows.map(([left, right]) => `  ${padded(left, columns)}  ${right}`);
}
