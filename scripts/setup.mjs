// What every script does first: install what the lock file asks for, and go on
// under the project's own Node. Runs on Node 20 with npm 10, imports nothing
// that has to be installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs the dependencies unless they are there, then answers under the
 * project's Node; a script started by another Node is run again under that one
 * and this process ends with its exit code.
 *
 * @param script the script that asks, as an absolute path
 */
export function setUp(script) {
  if (!isInstalled()) install();
  if (major(process.version) >= 24) return;
  const answer = spawnSync(node, [script, ...process.argv.slice(2)], { stdio: 'inherit', env: environment() });
  process.exit(answer.status ?? 1);
}

/** The environment for child processes: the project's programs and Node come first on PATH. */
export function environment() {
  const inherited = Object.entries(process.env).filter(
    // A nested npm shall look at its own folder, not at that of the script that started us.
    ([name]) => !/^npm_(package|lifecycle|config_local_prefix|config_prefix|command)/.test(name),
  );
  const path = [join(modules, '.bin'), dirname(node), process.env.PATH ?? ''].join(delimiter);
  return { ...Object.fromEntries(inherited), PATH: path };
}

/** Whether node_modules is what package-lock.json asks for; npm notes there what it has installed. */
function isInstalled() {
  const noted = join(modules, '.package-lock.json');
  if (!existsSync(noted) || !existsSync(node)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const there = packagesOf(noted);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || there[path]?.version === version || (optional && there[path] === undefined),
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

function install() {
  console.log('Installing dependencies (npm ci)');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  // The package "node" fetches Node in its install script, which npm may have been told to leave out.
  if (!existsSync(node)) {
    const folder = join(modules, 'node');
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: 'inherit', env: environment() });
  }
  if (!existsSync(node)) throw new Error('The package "node" did not bring Node 24: its install script has to be allowed.');
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const options = { cwd, stdio: 'inherit', env: environment(), shell: process.platform === 'win32' && command === 'npm' };
  const answer = spawnSync(command, [...first, ...args], options);
  if (answer.status !== 0) {
    console.error(`npm ${args[0]} failed.`);
    process.exit(answer.status ?? 1);
  }
}

function major(version) {
  return Number(version.slice(1).split('.')[0]);
}
