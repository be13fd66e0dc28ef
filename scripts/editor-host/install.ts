import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock.ts';
import { cacheFolder, childEnvironment, projectNode, root } from './paths.ts';

/** What the host is made of, with the versions that were tried together. */
export const codeServerVersion = '4.139.1';
const debianPackages = ['chromium', 'libkrb5-dev', 'pkg-config', 'fonts-noto-cjk'];

/** The parts of an installed host, as absolute paths. */
export interface EditorHost {
  /** VS Code's server, a script for Node 24. */
  serverMain: string;
  /** A Chromium that Playwright can drive. */
  chromium: string;
}

/**
 * Installs what is missing of the code-server host, or finds it installed.
 * Safe to repeat, to interrupt and to run twice at the same time.
 *
 * @throws an Error that names what is missing when it cannot be had
 */
export async function ensureEditorHost(say: (line: string) => void = console.log): Promise<EditorHost> {
  await ensureDebianPackages(say);
  const chromium = findChromium();
  if (!chromium) throw new Error('Chromium is missing: install the package "chromium", or name one by CHROMIUM_EXECUTABLE.');
  return { serverMain: await ensureCodeServer(say), chromium };
}

/** Installs code-server in the cache folder, or finds it there; answers with the path of `server-main.js`. */
export async function ensureCodeServer(say: (line: string) => void = console.log): Promise<string> {
  const folder = join(cacheFolder(), `code-server-${codeServerVersion}`);
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const serverMain = join(vscode, 'out', 'server-main.js');
  const ready = join(folder, 'ready');
  if (existsSync(ready)) return serverMain;

  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(ready)) return;
      mkdirSync(folder, { recursive: true });
      await waitForOrphan(folder);
      say(`Installing code-server ${codeServerVersion} in ${folder}, once; this takes some minutes.`);
      // Each step leaves a mark, so an interrupted install goes on where it was.
      await step(folder, 'package', say, async () => {
        writeFileSync(
          join(folder, 'package.json'),
          JSON.stringify({ private: true, dependencies: { 'code-server': codeServerVersion } }),
        );
        // Its own install script only runs the next two steps.
        await npm(folder, ['install', '--ignore-scripts', '--omit=dev']);
      });
      await step(folder, 'server', say, () => npm(folder, ['install', '--omit=dev', '--foreground-scripts'], vscode));
      await step(folder, 'extensions', say, () =>
        npm(folder, ['install', '--omit=dev', '--foreground-scripts'], join(vscode, 'extensions')),
      );
      if (!existsSync(serverMain)) throw new Error(`code-server was installed, but ${serverMain} is not there.`);
      writeFileSync(ready, '');
    },
    () => say('Another run is installing code-server; waiting for it.'),
  );
  return serverMain;
}

/** The Chromium or Chrome of this machine, or undefined. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_EXECUTABLE'];
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return [...(named ? [named] : []), ...places].find((it) => existsSync(it));
}

async function ensureDebianPackages(say: (line: string) => void): Promise<void> {
  const missing = debianPackages.filter((it) => !hasDebianPackage(it));
  if (missing.length === 0) return;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    // Elsewhere the same parts have other names; what is really missing fails by itself.
    if (existsSync('/etc/debian_version')) say(`Not installed, and only root could: ${missing.join(', ')}.`);
    return;
  }
  await withLock(join(cacheFolder(), 'apt.lock'), async () => {
    const stillMissing = missing.filter((it) => !hasDebianPackage(it));
    if (stillMissing.length === 0) return;
    say(`Installing Debian packages: ${stillMissing.join(', ')}.`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '--no-install-recommends', ...stillMissing];
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update', '-qq'], { env }).catch(() => {});
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...install], { env });
  });
}

function hasDebianPackage(name: string): boolean {
  const answer = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.includes('install ok installed');
}

async function step(folder: string, name: string, say: (line: string) => void, work: () => Promise<void>): Promise<void> {
  const mark = join(folder, `done-${name}`);
  if (existsSync(mark)) return;
  const start = performance.now();
  await work();
  writeFileSync(mark, '');
  say(`  ${name}: ${Math.round((performance.now() - start) / 1000)} s`);
}

/** npm on the project's Node 24, whatever npm and Node this machine has. */
async function npm(folder: string, args: string[], cwd = folder): Promise<void> {
  const env = childEnvironment({
    // Newer versions of npm leave out install scripts that nobody approved, older ones ignore this.
    npm_config_dangerously_allow_all_scripts: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    PUPPETEER_SKIP_DOWNLOAD: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    ...headers(),
  });
  delete env['npm_config_ignore_scripts'];
  const log = join(folder, 'npm.log');
  const cli = process.env['npm_execpath'];
  const [command, before] = cli?.endsWith('npm-cli.js') ? [projectNode(), [cli]] : ['npm', []];
  try {
    await run(command, [...before, ...args], { cwd, env, pidFile: join(folder, 'npm.pid'), log });
  } catch (error) {
    const tail = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25).join('\n') : '';
    const message = `code-server ${codeServerVersion} could not be installed (${(error as Error).message}).\n${tail}`;
    throw new Error(message, { cause: error });
  }
}

/** The headers of the project's Node for native parts, so that none are downloaded. */
function headers(): NodeJS.ProcessEnv {
  const modules = join(root, 'node_modules', 'node', 'node_modules');
  const nodedir = join(modules, `node-${process.platform}-${process.arch}`);
  return existsSync(join(nodedir, 'include', 'node', 'node_version.h')) ? { npm_config_nodedir: nodedir } : {};
}

/** A killed run may have left its npm at work: two at once would spoil the folder. */
async function waitForOrphan(folder: string): Promise<void> {
  const file = join(folder, 'npm.pid');
  while (existsSync(file) && isNpm(Number(readFileSync(file, 'utf8')))) await sleep(500);
  rmSync(file, { force: true });
}

function isNpm(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return pid > 0 && existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes('npm');
}

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Where the process id is written while it runs. */
  pidFile?: string;
  /** Where its output goes; without, to our own. */
  log?: string;
}

/** Runs a command to its end; ends it when we are ended. */
async function run(command: string, args: string[], options: RunOptions): Promise<void> {
  if (options.log) mkdirSync(dirname(options.log), { recursive: true });
  const output = options.log ? openSync(options.log, 'w') : undefined;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', output ?? 'inherit', output ?? 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (options.pidFile && child.pid) writeFileSync(options.pidFile, String(child.pid));
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await new Promise<void>((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) =>
        code === 0 ? done() : fail(new Error(`${command} ended with ${signal ?? `exit code ${code}`}`)),
      );
    });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    if (output !== undefined) closeSync(output);
    if (options.pidFile) rmSync(options.pidFile, { force: true });
  }
}

if (process.argv[1] === import.meta.filename) await ensureEditorHost();
