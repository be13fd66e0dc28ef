import type { AccessTestJson } from '../../core/access-test/run.ts';
import type { Range } from '../../core/lines.ts';
import type { TestError } from '../test.ts';
import type { TestedFile, TestOutput } from './test-pretty.ts';

/**
 * Test results as JUnit XML, for the test page of a pipeline: a suite for each file, a failure with what was
 * expected and what came. A file that could not be used is a suite with one case that says why.
 */
export function testsToJunit({ files, summary }: TestOutput, errors: readonly TestError[]): string {
  const used = new Set(files.map((it) => it.file));
  const unusable = [...new Set(errors.map((it) => it.file))].filter((it) => !used.has(it));
  const suites = [...files, ...unusable.map((file): TestedFile => ({ file, path: undefined, tests: [] }))].map((it) => suite(it, errors.filter(({ file }) => file === it.file)));
  const tests = suites.reduce((all, it) => all + it.tests, 0);
  const failed = suites.reduce((all, it) => all + it.errors, 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: 'modelarts-policy', tests, failures: summary.failed, errors: failed })}>\n${suites.map((it) => it.text).join('')}</testsuites>\n`;
}

interface Suite {
  readonly text: string;
  readonly tests: number;
  readonly errors: number;
}

function suite({ file, tests }: TestedFile, errors: readonly TestError[]): Suite {
  const count = (status: string): number => tests.filter((it) => it.status === status).length;
  // What is wrong with the file stands in each of its tests; without tests it needs a case of its own.
  const alone = tests.length === 0 && errors.length > 0;
  const cases = alone ? [ownCase(file, errors)] : tests.map(testCase);
  const counts = { tests: cases.length, failures: count('failed'), errors: alone ? 1 : count('error') };
  const said = !alone && errors.length > 0 ? `    <system-err>${text(errors.map(line).join('\n'))}</system-err>\n` : '';
  return { text: `  <testsuite${attributes({ name: file, ...counts, skipped: 0 })}>\n${cases.join('')}${said}  </testsuite>\n`, tests: counts.tests, errors: counts.errors };
}

function testCase({ file, name, range, status, expect, decision, message }: AccessTestJson<Range>): string {
  const head = `    <testcase${attributes({ classname: file, name, file, line: range.start.line + 1 })}`;
  if (status === 'passed') return `${head}/>\n`;
  const body =
    status === 'failed'
      ? `      <failure${attributes({ type: 'decision', message: message ?? '' })}>${text(`expected: ${expect}\nactual: ${decision ?? ''}`)}</failure>\n`
      : `      <error${attributes({ type: 'error', message: message ?? '' })}/>\n`;
  return `${head}>\n${body}    </testcase>\n`;
}

function ownCase(file: string, errors: readonly TestError[]): string {
  const message = errors[0]?.message ?? '';
  return `    <testcase${attributes({ classname: file, name: file, file })}>\n      <error${attributes({ type: 'error', message })}>${text(errors.map(line).join('\n'))}</error>\n    </testcase>\n`;
}

function line({ file, range, message }: TestError): string {
  return range ? `${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}` : `${file}: ${message}`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');
}

/** White space other than a blank would be read as a blank. */
function attribute(value: string): string {
  return text(value).replace(/[\t\n\r"]/g, (it) => `&#${it.charCodeAt(0)};`);
}

/** Characters that XML 1.0 cannot hold, not even escaped, become U+FFFD. */
function text(value: string): string {
  return value
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>]/g, (it) => entities[it] ?? it)
    .replace(/\r/g, '&#13;');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
