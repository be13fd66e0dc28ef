import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withLock } from '../../scripts/editor-host/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelarts-policy-lock-'));
const module = join(import.meta.dirname, '..', '..', 'scripts', 'editor-host', 'lock.ts');
after(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the lock and keeps it until it is ended. */
async function holder(file: string) {
  const script = `import { withLock } from ${JSON.stringify(module)};
    await withLock(${JSON.stringify(file)}, () => { console.log('held'); return new Promise((done) => setTimeout(done, 60_000)); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((done) => child.stdout.once('data', () => done()));
  return child;
}

test('two do not work under one lock', async () => {
  const file = join(folder, 'two.lock');
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((done) => setTimeout(done, 20));
    inside -= 1;
  };
  await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)]);
  assert.equal(most, 1);
});

test('a lock waits for another process, and ends when that is killed', async () => {
  const file = join(folder, 'killed.lock');
  const child = await holder(file);
  let waited = 0;
  const answer = withLock(
    file,
    async () => 'done',
    () => {
      waited += 1;
      child.kill('SIGKILL');
    },
  );
  assert.equal(await answer, 'done');
  assert.equal(waited, 1);
});

test('a lock is free again after work that fails', async () => {
  const file = join(folder, 'fails.lock');
  await assert.rejects(withLock(file, () => Promise.reject(new Error('no'))), /no/);
  assert.equal(await withLock(file, async () => 1), 1);
});
