import { writeFileSync } from 'node:fs';

/** What a run of the suite answers with, written as JSON to the file that `E2E_RESULTS` names. */
export interface SuiteResults {
  language: string;
  passed: string[];
  failed: { name: string; error: string }[];
}

interface Test {
  name: string;
  body: () => Promise<void>;
  /** In milliseconds. */
  limit: number;
}

const tests: Test[] = [];

/**
 * Declares a test that runs in the extension host of a real VS Code.
 *
 * @param limit in milliseconds; a test that takes longer has failed
 */
export function test(name: string, body: () => Promise<void>, limit = 20_000): void {
  tests.push({ name, body, limit });
}

/** Starts lines that are the suite's own, among all that VS Code writes to its console. */
export const mark = 'e2e| ';

/**
 * Runs the tests in the order of their declaration, each to its end, and says
 * how each went. `E2E_ONLY` limits it to names that contain its text.
 *
 * @throws an Error when a test failed
 */
export async function runAll(language: string): Promise<void> {
  const results: SuiteResults = { language, passed: [], failed: [] };
  const only = process.env['E2E_ONLY'] ?? '';
  for (const { name, body, limit } of tests.filter((it) => it.name.includes(only))) {
    const start = performance.now();
    const error = await outcome(body, limit);
    const time = `${Math.round(performance.now() - start)} ms`;
    if (error === undefined) {
      results.passed.push(name);
      say(`ok ${results.passed.length + results.failed.length} ${name} (${time})`);
    } else {
      results.failed.push({ name, error });
      say(`not ok ${results.passed.length + results.failed.length} ${name} (${time})`);
      for (const line of error.split('\n')) say(`    ${line}`);
    }
  }
  say(`${results.passed.length} passed, ${results.failed.length} failed`);
  const file = process.env['E2E_RESULTS'];
  if (file) writeFileSync(file, JSON.stringify(results));
  if (results.failed.length > 0) throw new Error(`${results.failed.length} tests failed`);
}

function say(line: string): void {
  console.log(mark + line);
}

/** What went wrong, or undefined. */
async function outcome(body: () => Promise<void>, limit: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${limit} ms`)), limit);
  });
  try {
    await Promise.race([body(), late]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
