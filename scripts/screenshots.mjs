// npm run screenshots: the pictures of the README, taken in a real VS Code with
// the packaged extension installed. `npm run screenshots -- NAME…` takes some.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

/** Bytes of all pictures together: they are part of every clone. */
const limit = 1_200_000;

setUp(import.meta.filename);
const { buildAll } = await import('./build.mjs');
const { packageExtension } = await import('./package.mjs');
const { names, takeAll } = await import('./screenshots.ts');

await buildAll();
packageExtension();
const folder = join(root, 'images', 'screenshots');
const failed = await takeAll({
  names: process.argv.slice(2),
  folder,
  example: (name) => readFileSync(join(root, 'examples', name), 'utf8'),
});
const size = names.reduce((sum, it) => sum + (statSync(join(folder, `${it}.png`), { throwIfNoEntry: false })?.size ?? 0), 0);
console.log(`${Math.round(size / 1000)} of ${limit / 1000} kB`);
process.exitCode = failed.length === 0 && size <= limit ? 0 : 1;
