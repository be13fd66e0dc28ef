import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

// Scripts are plain JavaScript; the path is a variable so that nobody looks for their types.
const script = '../../scripts/shared-bundle.mjs';
const { buildShared } = (await import(script)) as {
  buildShared(options: object, entries: object[], folder: string, groups: Record<string, string[]>): Promise<void>;
};

const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-bundles-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const sources = {
  'one.ts': `import { greet } from './deep/greet.ts';\nimport { three } from './three.ts';\nconsole.log(greet('one'), three);`,
  'two.ts': `import { greet } from './deep/greet.ts';\nimport { three } from './three.ts';\nconsole.log(greet('two'), three);`,
  'other.ts': `import { three } from './three.ts';\nconsole.log(three);`,
  'deep/greet.ts': `import { three } from '../three.ts';\nimport { word } from './word.ts';\nexport const greet = (name: string): string => word + ' ' + name + three.length;`,
  'deep/word.ts': `export const word = 'UNIQUE-WORD';`,
  'three.ts': `export const three = 'IN-ALL-THREE';`,
};

for (const [name, text] of Object.entries(sources)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const options = { absWorkingDir: folder, bundle: true, minify: true, platform: 'node', format: 'cjs', logLevel: 'silent' };
const dist = join(folder, 'dist');
const entries = ['one', 'two', 'other'].map((name) => ({ from: `${name}.ts`, to: `${name}.js` }));
await buildShared(options, entries, dist, { 'common.js': ['one+two'] });

const run = (name: string) => execFileSync(process.execPath, [join(dist, name)], { encoding: 'utf8' }).trim();
const holders = (text: string) => readdirSync(dist).filter((it) => readFileSync(join(dist, it), 'utf8').includes(text));

test('bundles that share a part do what they did', () => {
  assert.deepEqual(['one.js', 'two.js', 'other.js'].map(run), [
    'UNIQUE-WORD one12 IN-ALL-THREE',
    'UNIQUE-WORD two12 IN-ALL-THREE',
    'IN-ALL-THREE',
  ]);
});

test('what a group has in common is there once', () => {
  assert.deepEqual(holders('UNIQUE-WORD'), ['common.js']);
});

test('what no group has in common stays in each bundle', () => {
  assert.deepEqual(holders('IN-ALL-THREE').sort(), ['common.js', 'one.js', 'other.js', 'two.js']);
});
