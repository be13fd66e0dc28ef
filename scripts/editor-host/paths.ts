import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The root of the clone. */
export const root = join(import.meta.dirname, '..', '..');

/**
 * Where downloads that are needed once are kept: outside the clone, so that a
 * fresh clone finds them again. `MODELARTS_POLICY_CACHE` names another folder;
 * an empty `XDG_CACHE_HOME` is none, as its specification has it.
 */
export function cacheFolder(): string {
  return (
    process.env['MODELARTS_POLICY_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'modelarts-policy')
  );
}

/** The Node 24 that the project installs for itself, as an absolute path. */
export function projectNode(): string {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
}

/**
 * The environment of a process that we start: the project's Node first on PATH,
 * and nothing of the npm script that may have started us, so that a nested npm
 * works on its own folder.
 */
export function childEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (/^npm_(package|lifecycle|config_local_prefix|config_prefix|command)/.test(name)) continue;
    env[name] = value;
  }
  env['PATH'] = dirname(projectNode()) + delimiter + (process.env['PATH'] ?? '');
  return { ...env, ...extra };
}

/**
 * The same for processes whose start should be quick: reading a large
 * certificate file makes every start of Node several times slower.
 */
export function quickEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env = childEnvironment(extra);
  delete env['NODE_EXTRA_CA_CERTS'];
  return env;
}
