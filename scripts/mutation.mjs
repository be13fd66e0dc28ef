// npm run mutate [-- FILE…]: mutates the analysis and says which mutants no test notices. Stryker is installed
// outside the clone when it is first needed: nothing else here needs it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root, setUp } from './setup.mjs';

const version = '9.6.1';

setUp(import.meta.filename);
const { cacheFolder } = await import('./editor-host/paths.ts');
const folder = join(cacheFolder(), `stryker-${version}`);
const bin = join(folder, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
if (!existsSync(bin)) {
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `@stryker-mutator/core@${version}`]);
}
const files = process.argv.slice(2);
run(process.execPath, [bin, 'run', ...(files.length > 0 ? ['--mutate', files.join(',')] : []), join('scripts', 'mutation', 'stryker.config.mjs')]);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment() });
  if (status !== 0) process.exit(status ?? 1);
}
