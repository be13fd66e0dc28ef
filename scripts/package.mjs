// npm run package: writes modelarts-policy.vsix. A warning of vsce, or a file
// over the limit, is a failure.
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root, setUp } from './setup.mjs';

export const vsix = join(root, 'modelarts-policy.vsix');
const limit = 700 * 1024;

/** Packages what is in dist/. @throws an Error that says what is wrong with the package */
export function packageExtension() {
  rmSync(vsix, { force: true });
  const cli = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [cli, 'package', '--no-dependencies', '-o', vsix];
  // The build is ours to run: vsce would otherwise look for a prepublish script.
  const answer = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: environment() });
  const output = `${answer.stdout}${answer.stderr}`;
  if (answer.status !== 0) throw new Error(`vsce failed:\n${output}`);
  if (/warning/i.test(output)) throw new Error(`vsce has a warning:\n${output}`);
  const { size } = statSync(vsix);
  const kilobytes = `${(size / 1024).toFixed(1)} KB`;
  if (size > limit) throw new Error(`The package has ${kilobytes}, more than ${limit / 1024} KB:\n${output}`);
  console.log(output.trim());
  console.log(`modelarts-policy.vsix: ${kilobytes} of ${limit / 1024} KB`);
}

if (process.argv[1] === import.meta.filename) {
  setUp(import.meta.filename);
  try {
    if (!process.argv.includes('--no-build')) await (await import('./build.mjs')).buildOrExit();
    packageExtension();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
