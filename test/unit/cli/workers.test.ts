import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { run } from '../../../server/src/cli/main.ts';
import type { Threads } from '../../../server/src/cli/workers.ts';
import type { Catalog } from '../../../server/src/core/catalog/catalog.ts';
import { nodeHost } from '../../../server/src/files/host.ts';
import { type Answer, folderOf, process as start, root } from './tool.ts';

const sources = join(root, 'server', 'src');
const policy = (action: string): string => JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: [action, 'modelarts:notebook:list'] }, { Effect: 'Deny', Action: [action] }] });
const texts = [policy('modelarts:notebook:create'), policy('modelarts:notebook:creat'), policy('ModelArts:pool:list'), '{ "Version": "1.1",', '', '[1]', '\ufeff{"Version":"1.1","Statement":[]}', '\0\ud800'];

/** Policies of every kind of trouble, with configurations, files that cannot be read, and links. */
function world(): string {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`team-${index % 7}/p${index}.policy.json`, texts[index % texts.length] ?? '']));
  const ignore = (file: string, text: string): object => ({ code: 'unknown-action', file, text });
  const folder = folderOf({
    ...files,
    '.modelarts-policy.json': JSON.stringify({ version: 1, rules: { 'idle-deny': 'off' }, ignore: [ignore('team-1/p1.policy.json', 'modelarts:notebook:creat'), ignore('team-3/p17.policy.json', 'never there')] }),
    'team-2/.modelarts-policy.json': '{ "version": 1, "rules": { "denied-allow": "loud" } }',
  });
  mkdirSync(join(folder, 'folder.policy.json'));
  symlinkSync('nowhere', join(folder, 'team-4', 'gone.policy.json'));
  chmodSync(join(folder, 'team-5', 'p5.policy.json'), 0);
  return folder;
}

async function call(argv: readonly string[], cwd: string, threads?: Threads, catalog?: () => Catalog): Promise<Answer> {
  let [out, err] = ['', ''];
  const host = nodeHost();
  const code = await run(argv, {
    stdin: () => once(texts[1] ?? ''),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    cwd,
    env: {},
    host: { ...host, ...(catalog ? { catalog } : {}), docs: 'file:///docs/' },
    ...(threads ? { threads } : {}),
  });
  return { code, out, err };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** An entry that leaves a file beside it when its work is done. */
function telling(): { readonly entry: string; readonly done: string } {
  const done = join(folderOf(), 'done');
  const entry = join(folderOf(), 'entry.mjs');
  const worker = pathToFileURL(join(sources, 'cli', 'worker.ts')).href;
  writeFileSync(entry, `import { writeFileSync } from 'node:fs';\nconst { work } = await import(${JSON.stringify(worker)});\nawait work();\nwriteFileSync(${JSON.stringify(done)}, '');\n`);
  return { entry, done };
}

for (const argv of [['check'], ['check', '.', 'missing.policy.json', '-', 'team-2/.modelarts-policy.json', '--format', 'json'], ['check', '--lang', 'zh-cn', '--fail-on', 'never']]) {
  test(`threads change nothing: ${argv.join(' ')}`, async () => {
    const cwd = world();
    const alone = await call(argv, cwd);
    const { entry, done } = telling();
    // This thread begins when the other one has finished: all but the first part is its work.
    const waiting = (): Catalog => {
      for (let round = 0; !existsSync(done) && round < 1200; round++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      return nodeHost().catalog();
    };
    let catalog: Catalog | undefined;
    const together = await call(argv, cwd, { entry, most: 1, leastFiles: 100 }, () => (catalog ??= waiting()));
    assert.ok(existsSync(done), 'the other thread did its work');
    assert.deepEqual(together, alone);
    assert.ok(alone.out.length > 3000);
  });
}

test('what a thread that fails had taken is checked all the same', async () => {
  const cwd = world();
  const entry = join(folderOf(), 'broken.mjs');
  // It takes two parts and ends without a word.
  writeFileSync(entry, `import { workerData } from 'node:worker_threads';\nAtomics.add(workerData.next, 0, 2);\nthrow new Error('broken');\n`);
  const { out, code, err } = await call(['check'], cwd, { entry, most: 2, leastFiles: 100 });
  assert.deepEqual({ out, code, err }, await call(['check'], cwd));
});

test('a call with few files stays in one thread', async () => {
  const { entry, done } = telling();
  await call(['check'], world(), { entry, most: 1, leastFiles: 1000 });
  assert.equal(existsSync(done), false);
});

for (const entry of ['server/src/cli.ts', 'dist/cli.js']) {
  test(`${entry} starts threads for many files`, () => {
    const files = Object.fromEntries(Array.from({ length: 420 }, (_, index) => [`p${index}.policy.json`, texts[index % texts.length] ?? '']));
    const [alone, together] = ['1', '3'].map((threads) => start(entry, ['check', '--format', 'json'], { files, env: { MODELARTS_POLICY_THREADS: threads } }));
    assert.deepEqual(together, alone);
  });
}
