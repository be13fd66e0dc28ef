// npm run test:editor: the tests in a real VS Code. Two parts: the suite, which
// runs inside the extension host (once in English, once in Chinese), and tests
// that drive the window of an installed extension like a person.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, root, setUp } from './setup.mjs';

setUp(import.meta.filename);
const { build } = await import('esbuild');
const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
const { buildOrExit, bundleOptions } = await import('./build.mjs');
const { packageExtension, vsix } = await import('./package.mjs');
const { ensureEditorHost } = await import('./editor-host/install.ts');
const { cacheFolder } = await import('./editor-host/paths.ts');

const results = join(root, 'test-results');
const suite = join(results, 'suite.js');
const launcher = join(root, 'scripts', 'editor-host', 'launcher.sh');
const only = process.argv.find((it) => /^--only=(suite|ui)$/.test(it))?.slice(7);
let passed = 0;
let failed = 0;

if (!process.argv.includes('--no-package')) {
  await buildOrExit();
  packageExtension();
}
mkdirSync(results, { recursive: true });
const host = await ensureEditorHost().catch((error) => error);
if (host instanceof Error) console.log(host.message);

if (only !== 'ui') {
  await bundleSuite();
  for (const language of ['en', 'zh-cn']) await runSuite(language);
}
if (only !== 'suite') await runUi();

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The suite is one file for the extension host; where its tests are is kept for stack traces. */
async function bundleSuite() {
  writeFileSync(join(results, 'package.json'), '{"type":"commonjs"}');
  await build({
    ...bundleOptions,
    entryPoints: ['test/e2e/suite/index.ts'],
    outfile: suite,
    minify: false,
    sourcemap: 'inline',
  });
}

/** Runs the suite in one display language, in the first VS Code that can be had. */
async function runSuite(language) {
  const refused = [];
  for (const candidate of candidates(language)) {
    const executable = await candidate.find().catch((error) => error);
    if (typeof executable !== 'string') {
      refused.push(`${candidate.name}: ${firstLine(executable)}`);
      continue;
    }
    console.log(`\n# suite, ${language}, in ${candidate.name}`);
    const answer = await suiteIn(executable, language);
    if (!answer && candidate.mayNotStart) {
      refused.push(`${candidate.name}: it did not start here`);
      continue;
    }
    count(answer, language);
    return;
  }
  failed += 1;
  console.log(`not ok: no VS Code can be had for the suite (${language}). Missing:\n  ${refused.join('\n  ')}`);
}

function candidates(language) {
  const list = [
    {
      name: 'the code-server host',
      find: async () => (host instanceof Error ? Promise.reject(host) : launcher),
    },
  ];
  // A desktop VS Code speaks Chinese only with a language pack from the Marketplace.
  if (language !== 'en') return list;
  return [
    {
      name: 'the desktop VS Code of VSCODE_EXECUTABLE',
      find: async () => {
        const named = process.env.VSCODE_EXECUTABLE;
        if (!named) throw new Error('VSCODE_EXECUTABLE is not set');
        if (!existsSync(named)) throw new Error(`there is no ${named}`);
        return named;
      },
    },
    { name: 'a downloaded desktop VS Code', find: download, mayNotStart: true },
    ...list,
  ];
}

/** The download of @vscode/test-electron, kept outside the clone. */
async function download() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) throw new Error('a desktop VS Code needs a display');
  return downloadAndUnzipVSCode({
    version: 'stable',
    cachePath: join(cacheFolder(), 'desktop'),
    timeout: 10_000,
    reporter: { report() {}, error() {} },
  });
}

/** @returns what the suite wrote, or undefined when it never came to its end */
async function suiteIn(executable, language) {
  const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-suite-'));
  const workspace = join(folder, 'workspace');
  const answer = join(folder, 'results.json');
  cpSync(join(root, 'examples'), workspace, { recursive: true });
  makeRepository(workspace);
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [workspace, `--locale=${language}`, '--disable-workspace-trust', '--skip-welcome'],
      extensionTestsEnv: { E2E_RESULTS: answer },
    }).catch((error) => console.log(`# ${firstLine(error)}`));
    return existsSync(answer) ? JSON.parse(readFileSync(answer, 'utf8')) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A repository with one commit: what Git shows of a file is not for us. */
function makeRepository(folder) {
  cpSync(join(folder, 'developer.policy.json'), join(folder, 'committed.json'));
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args) => execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', '--all');
  git('commit', '-m', 'policies');
}

function count(answer, language) {
  if (!answer) {
    failed += 1;
    console.log('not ok: the suite did not come to its end');
    return;
  }
  passed += answer.passed.length;
  failed += answer.failed.length;
  if (answer.language !== language) {
    failed += 1;
    console.log(`not ok: VS Code ran in ${answer.language}, not in ${language}`);
  }
}

/** Runs the tests that drive a window; they need a browser, so always the code-server host. */
async function runUi() {
  console.log('\n# window, in the code-server host, with the installed package');
  if (host instanceof Error) {
    failed += 1;
    console.log(`not ok: the code-server host cannot be had: ${firstLine(host)}`);
    return;
  }
  const env = { ...environment(), MODELARTS_POLICY_VSIX: vsix, FORCE_COLOR: '0' };
  // One window at a time: two of them slow each other down more than they gain.
  const args = ['--test', '--test-reporter=spec', '--test-concurrency=1', 'test/e2e/ui/**/*.test.ts'];
  const output = await new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
      process.stdout.write(part);
    });
    child.on('close', (code) => done({ text, code }));
  });
  const number = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output.text)?.[1] ?? 0);
  const bad = number('fail') + number('cancelled');
  passed += number('pass');
  failed += output.code !== 0 && bad === 0 ? 1 : bad;
}

function firstLine(error) {
  return String(error?.message ?? error).split('\n')[0];
}
