// npm test: installs, builds and runs every check and test, last the tests in a
// real VS Code. A step that fails does not keep independent later ones from running.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environment, root, setUp } from './setup.mjs';

setUp(import.meta.filename);

const bin = (name) => join(root, 'node_modules', ...name.split('/'));
const steps = [
  { name: 'build', args: ['scripts/build.mjs'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit'] },
  { name: 'page types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'client/webview'] },
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.'] },
  { name: 'unit', args: nodeTests('test/unit/**/*.test.ts'), counted: true },
  { name: 'protocol', args: nodeTests('test/protocol/**/*.test.ts'), counted: true, needs: ['build'] },
  { name: 'package', args: ['scripts/package.mjs', '--no-build'], needs: ['build'] },
  { name: 'editor', args: ['scripts/test-editor.mjs', '--no-package'], counted: true, needs: ['build', 'package'] },
];

const results = [];
for (const step of steps) {
  const missing = (step.needs ?? []).find((name) => results.find((it) => it.name === name)?.status !== 'ok');
  console.log(`\n=== ${step.name}`);
  if (missing) {
    console.log(`not run: it needs the step "${missing}"`);
    results.push({ name: step.name, status: `not run, needs ${missing}`, seconds: 0, passed: 0, failed: 1 });
    continue;
  }
  const start = performance.now();
  const { code, output } = await run(step.args);
  const seconds = (performance.now() - start) / 1000;
  const counts = step.counted ? countsIn(output) : { passed: 0, failed: 0 };
  // A step that counts nothing, or that breaks beside its tests, is one failure.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  const ok = code === 0 && counts.failed === 0;
  results.push({ name: step.name, status: ok ? 'ok' : 'failed', seconds, ...counts });
}

console.log('\n=== summary');
for (const { name, status, seconds, passed, failed } of results) {
  const tests = passed + failed > 0 ? `  ${passed} passed, ${failed} failed` : '';
  console.log(`${name.padEnd(10)}${`${seconds.toFixed(1)} s`.padStart(9)}  ${status}${tests}`);
}
const total = (key) => results.reduce((sum, it) => sum + it[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = results.every((it) => it.status === 'ok') ? 0 : 1;

function nodeTests(pattern) {
  return ['--test', '--test-reporter=spec', pattern];
}

/** The counts in the output of node:test, or in the last line of the kind that test-editor ends with. */
function countsIn(output) {
  const own = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (own) return { passed: Number(own[1]), failed: Number(own[2]) };
  const number = (name) => Number(new RegExp(`^(?:ℹ|#) ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: number('pass'), failed: number('fail') + number('cancelled') };
}

/** Runs Node with these arguments, shows its output and keeps it. */
function run(args) {
  return new Promise((done) => {
    const env = { ...environment(), FORCE_COLOR: '0' };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.stderr.pipe(process.stderr, { end: false });
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
