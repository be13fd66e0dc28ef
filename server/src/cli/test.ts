import { dirname, resolve } from 'node:path';
import { type AccessTestJson, runAccessTests, toAccessTestJson } from '../core/access-test/run.ts';
import { linesOf, type Range, rangeOf } from '../core/lines.ts';
import { formatPath } from '../core/json/json.ts';
import { msg, toPlain } from '../core/message.ts';
import { accessTestFiles } from '../files/find.ts';
import { readText } from '../files/text.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { type Input, inputsOf, readInput } from './files.ts';
import { complainAt } from './output/problems.ts';
import { testsToJunit } from './output/test-junit.ts';
import { type TestedFile, writeTestsPretty } from './output/test-pretty.ts';

export const testCommand: Command = {
  name: 'test',
  operands: '[FILE | FOLDER | -]…',
  about: msg('Runs access tests: requests, and what is expected of them.'),
  options: [{ name: 'format', value: 'pretty|json|junit', choices: ['pretty', 'json', 'junit'], about: msg('for people (when left out), for programs, or for the test page of a pipeline') }],
  examples: [
    { call: 'test developer.iamtest.json', about: msg('the tests of one file') },
    { call: 'test --format junit > results.xml', about: msg('for the test page of a pipeline') },
    { call: 'test', about: msg('every file below the current folder whose name ends with {0}', '.iamtest.json') },
  ],
  exitCodes: { 0: msg('all passed'), 1: msg('some failed'), 2: msg('a file could not be used, or a test could not be run') },
  run,
};

/** Something that keeps a file, or a part of it, from being used. */
export interface TestError {
  readonly file: string;
  readonly message: string;
  readonly path?: string;
  readonly range?: Range;
}

async function run(call: Call, context: Context): Promise<number> {
  const { io, reader } = context;
  const { inputs, errors: unusable } = inputsOf(call.operands.length > 0 ? call.operands : ['.'], accessTestFiles, io);
  if (inputs.length === 0 && unusable.length === 0) throw new CallError(msg('There are no access tests here. Their files are called {0}.', 'NAME.iamtest.json'));
  const errors: TestError[] = unusable.map(({ file, problem }) => ({ file, message: toPlain(problem, reader) }));
  const files: TestedFile[] = [];
  for (const input of inputs) {
    const tested = await testInput(input, context);
    files.push({ file: input.file, path: input.path, tests: tested.tests });
    errors.push(...tested.errors);
  }
  const tests = files.flatMap((it) => it.tests);
  const count = (status: string): number => tests.filter((it) => it.status === status).length;
  const summary = { passed: count('passed'), failed: count('failed'), errors: count('error') };
  complainAt(errors, context);
  const format = optionOf(call, 'format');
  if (format === 'junit') io.stdout.write(testsToJunit({ files, summary }, errors));
  else if (format === 'json') io.stdout.write(`${JSON.stringify({ version: 1, tests, errors, summary }, null, 2)}\n`);
  else writeTestsPretty({ files, summary }, context);
  if (errors.length > 0 || summary.errors > 0) return 2;
  return summary.failed > 0 ? 1 : 0;
}

/** One file under a guard: a bug of ours names the file, and the others still run. */
async function testInput(input: Input, { io, reader }: Context): Promise<{ tests: readonly AccessTestJson<Range>[]; errors: readonly TestError[] }> {
  const { file, path } = input;
  try {
    const read = await readInput(input, io);
    if ('problem' in read) return { tests: [], errors: [{ file, message: toPlain(read.problem, reader) }] };
    const folder = path === undefined ? io.cwd : dirname(path);
    const { tests, findings } = runAccessTests(read.text, {
      catalog: io.host.catalog(),
      fileName: file,
      load: (relative) => {
        const loaded = readText(resolve(folder, relative));
        return 'text' in loaded ? loaded.text : undefined;
      },
    });
    const lines = linesOf(read.text);
    const errors = findings.map((it) => ({ file, message: toPlain(it.message, reader), path: formatPath(it.path), range: rangeOf(lines, it.span) }));
    return { tests: tests.map((it) => toAccessTestJson(it, file, (span) => rangeOf(lines, span), reader)), errors };
  } catch (error) {
    return { tests: [], errors: [{ file, message: toPlain(msg('The tests failed to run: {0}', error instanceof Error ? error.message : String(error)), reader) }] };
  }
}
