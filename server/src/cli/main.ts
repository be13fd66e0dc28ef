import { msg, type Message, type Reader, toPlain } from '../core/message.ts';
import { type Call, CallError, readCall } from './arguments.ts';
import type { Command, Context } from './command.ts';
import type { Io } from './io.ts';
import { readerFor } from './language.ts';
import { complain } from './output/problems.ts';
import { printable } from './output/width.ts';
import { overlayFolders, withOverlays } from './overlays.ts';

/** Each command is loaded when it is called: a check needs nothing of the simulation. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  fix: async () => (await import('./fix.ts')).fixCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  test: async () => (await import('./test.ts')).testCommand,
  catalog: async () => (await import('./catalog.ts')).catalogCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
};

/**
 * Runs one call of the command line tool. Never throws.
 *
 * @param argv what follows the name of the tool
 * @returns the exit code: 2 when the call or an input could not be used, else what the command says
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const reader = readerFor(argv, io);
  const [name = '', ...rest] = argv;
  try {
    if (name === '--version') return write(io, `${io.host.version()}\n`);
    if (name === 'help' || name === '--help' || name === '-h' || name === '--lang' || name.startsWith('--lang=')) return write(io, await help(rest, reader));
    if (name === '') {
      io.stderr.write(await help([], reader));
      return 2;
    }
    const command = await load(name);
    if (!command) return refuse(io, reader, msg('There is no command "{0}". The commands are: {1}.', name, Object.keys(commands).join(', ')), 'modelarts-policy --help');
    try {
      const call = readCall(command, rest);
      if (call.options.has('help')) return write(io, (await import('./output/help.ts')).commandHelp(command, reader));
      return await runWithOverlays(command, call, { io, reader });
    } catch (error) {
      if (error instanceof CallError) return refuse(io, reader, error.problem, `modelarts-policy ${name} --help`);
      throw error;
    }
  } catch (error) {
    io.stderr.write(`modelarts-policy: ${toPlain(msg('This should not have happened: {0}', error instanceof Error ? (error.stack ?? error.message) : String(error)), reader)}\n`);
    return 2;
  }
}

/** Runs a command with the facts that the configurations add; what of them is refused makes the exit code 2. */
async function runWithOverlays(command: Command, call: Call, context: Context): Promise<number> {
  const folders = command.ownOverlays ? [] : overlayFolders(call, context.io);
  if (folders.length === 0) return command.run(call, context);
  const { io, errors } = withOverlays(folders, context.io);
  complain(errors, context);
  const code = await command.run(call, { ...context, io: errors.length > 0 ? { ...io, unusable: errors } : io });
  return errors.length > 0 ? 2 : code;
}

async function load(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
}

async function help(words: readonly string[], reader: Reader): Promise<string> {
  const { commandHelp, toolHelp } = await import('./output/help.ts');
  const command = words[0] === undefined ? undefined : await load(words[0]);
  if (command) return commandHelp(command, reader);
  return toolHelp(await Promise.all(Object.values(commands).map((it) => it())), reader);
}

function write(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

/** One line that says what is wrong with the call, and one where to read on. */
function refuse(io: Io, reader: Reader, problem: Message, hint: string): number {
  io.stderr.write(`modelarts-policy: ${printable(toPlain(problem, reader))}\n${toPlain(msg('See {0}', hint), reader)}\n`);
  return 2;
}
