import { parseArgs } from 'node:util';
import { type Message, msg } from '../core/message.ts';
import type { Command, Option } from './command.ts';

/** The arguments of a command, all of them known and well-formed. */
export interface Call {
  readonly operands: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** The call cannot be understood. Caught in one place, which says so and ends with exit code 2. */
export class CallError extends Error {
  readonly problem: Message;

  constructor(problem: Message) {
    super(problem.template);
    this.problem = problem;
  }
}

/** Options of every command. */
export const commonOptions: readonly Option[] = [
  { name: 'lang', value: 'en|zh-cn', choices: ['en', 'zh-cn'], about: msg('the language; the environment (LC_ALL, LANG) decides when left out') },
  { name: 'help', about: msg('shows this page') },
];

/** Reads what follows the name of the command. @throws CallError */
export function readCall(command: Command, argv: readonly string[]): Call {
  const known = new Map([...command.options, ...commonOptions].map((it) => [it.name, it]));
  const types = [...known.values()].map((it) => [it.name, { type: it.value ? 'string' : 'boolean', ...(it.name === 'help' ? { short: 'h' } : {}) }] as const);
  // Not strict: its messages are English only.
  const { tokens } = parseArgs({ args: [...argv], options: Object.fromEntries(types), strict: false, allowPositionals: true, tokens: true });
  const operands: string[] = [];
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.get(token.name);
    if (!option) throw new CallError(msg('There is no option {0}.', token.rawName));
    const value = valueOf(option, token.value, token.inlineValue ?? false);
    const values = options.get(option.name);
    if (!values) options.set(option.name, [value]);
    else if (option.many) values.push(value);
    else if (option.value) throw new CallError(msg('{0} may be given once only.', `--${option.name}`));
  }
  return { operands, options };
}

/** The value of an option that is given once at most. */
export function optionOf(call: Call, name: string): string | undefined {
  return call.options.get(name)?.[0];
}

export function optionsOf(call: Call, name: string): readonly string[] {
  return call.options.get(name) ?? [];
}

function valueOf(option: Option, value: string | undefined, inline: boolean): string {
  const name = `--${option.name}`;
  if (option.later === 'all') throw new CallError(msg('{0} is not available yet.', name));
  if (!option.value) {
    if (value !== undefined) throw new CallError(msg('{0} takes no value.', name));
    return '';
  }
  // `--kind --format json`: the next option is no value. One that starts with dashes is written `--kind=--x`.
  if (value === undefined || value === '' || (!inline && value.startsWith('--'))) throw new CallError(msg('{0} needs a value: {1}.', name, option.value));
  if (option.later?.includes(value)) throw new CallError(msg('{0} is not available yet.', `${name} ${value}`));
  if (option.choices && !option.choices.includes(value)) throw new CallError(msg('{0} cannot be "{1}". It is one of: {2}.', name, value, option.choices.join(', ')));
  return value;
}
