// npm run screenshots: the pictures of the README, taken in a real VS Code with
// the packaged extension installed. `npm run screenshots -- NAME…` takes some.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp(import.meta.filename);
const { buildOrExit } = await import('./build.mjs');
const { packageExtension } = await import('./package.mjs');
const { takeAll } = await import('./screenshots.ts');

await buildOrExit();
packageExtension();
const failed = await takeAll({
  names: process.argv.slice(2),
  folder: join(root, 'images', 'readme'),
  example: (name) => readFileSync(join(root, 'examples', name), 'utf8'),
});
process.exitCode = failed.length === 0 ? 0 : 1;
