// npm start: a first look. Builds, checks and simulates the policies of
// examples/ in the terminal, then opens them in VS Code with the extension.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment, root, setUp } from './setup.mjs';

setUp(import.meta.filename);
const { buildOrExit } = await import('./build.mjs');
await buildOrExit();

const notebook = 'modelarts:cn-north-4:0123456789abcdef0123456789abcdef:notebook:demo';
const simulations = [
  ['manage-images.policy.json', '--action', 'modelarts:image:register'],
  ['deny-pool-changes.policy.json', '--action', 'modelarts:pool:delete'],
  ['several-services.policy.json', '--action', 'lts:logs:list'],
  ['developer.policy.json', '--action', 'modelarts:trainJob:delete', '--context', 'g:UserName=ann'],
  ['data-scientist.policy.json', '--action', 'modelarts:notebook:get', '--resource', notebook],
];

// The examples include a policy with mistakes, so findings are no failure here; a check that cannot run is.
show(['check', 'examples'], [0, 1]);
for (const [policy, ...request] of simulations) show(['simulate', '--policy', `examples/${policy}`, ...request], [0]);
openEditor();

/** Shows a command of the command line tool as one would type it, and its answer. */
function show(args, expected) {
  console.log(`\n$ modelarts-policy ${args.map(quote).join(' ')}`);
  const answer = spawnSync(process.execPath, [join('dist', 'cli.js'), ...args], { cwd: root, stdio: 'inherit' });
  if (!expected.includes(answer.status)) {
    console.error(`modelarts-policy ${args[0]} ended with exit code ${answer.status}.`);
    process.exitCode = 1;
  }
}

function openEditor() {
  const code = desktopEditor();
  if (!code) {
    console.log('\nNo desktop VS Code was found. `npm run editor` serves a real VS Code with the extension in the browser.');
    return;
  }
  console.log(`\nOpening examples/ in ${code} with the extension.`);
  const args = [`--extensionDevelopmentPath=${root}`, join(root, 'examples')];
  const shell = process.platform === 'win32';
  spawn(code, args, { detached: true, stdio: 'ignore', shell, env: environment() }).unref();
}

/** A desktop VS Code: the one that is named, or the command `code` where there is a screen. */
function desktopEditor() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) return named;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((it) => existsSync(it));
}

function quote(word) {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}
