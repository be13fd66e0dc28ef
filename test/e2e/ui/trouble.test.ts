import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { custom, withAction } from '../suite/policies.ts';
import { windowTests } from './editor.ts';
import type { Editor } from './editor.ts';

const slip = withAction('modelarts:trainingJob:create');

describe('when the server fails', () => {
  const step = windowTests({ files: { 'slip.policy.json': slip } });

  step('once, it comes back by itself', async (editor) => {
    await editor.open('slip.policy.json');
    await editor.see('.squiggly-warning');
    const before = await end(editor);
    await server(editor, (now) => now !== undefined && now !== before);
    await editor.see('.squiggly-warning');
  });

  step('again and again, it says so, offers the log, and leaves the text alone', async (editor) => {
    await editor.open('slip.policy.json');
    for (let count = 0; count < 6 && !(await isTold(editor)); count += 1) {
      await server(editor, (now) => now !== undefined || isToldNow);
      await end(editor);
      await editor.page.waitForTimeout(1_000);
    }
    await editor.see('.notification-toast', { text: /stopped/ });
    await editor.see('.notification-toast .monaco-button', { text: 'Show Log' });
    assert.equal(await editor.save('slip.policy.json'), slip);
    const restart = await editor.see('.notification-toast .monaco-button', { text: 'Restart' });
    await restart.click();
    await server(editor, (now) => now !== undefined);
    await editor.see('.squiggly-warning');
  });

  let isToldNow = false;
  const isTold = async (editor: Editor) => {
    isToldNow = (await editor.notifications()).some((it) => /stopped/.test(it));
    return isToldNow;
  };
});

describe('in Restricted Mode', () => {
  const step = windowTests({ files: { 'a.policy.json': custom, 'slip.policy.json': slip }, restricted: true });

  step('an open policy is checked and explained', async (editor) => {
    await editor.see('.statusbar-item', { text: /Restricted Mode/ });
    await editor.open('slip.policy.json');
    await editor.see('.squiggly-warning');
    await editor.open('a.policy.json');
    await editor.goTo('a.policy.json', 'create"', 2);
    assert.match(await editor.hover(), /modelarts:notebook:create/);
  });
});

/** Ends the language server as a crash does; answers with its process id. */
async function end(editor: Editor): Promise<number> {
  const [pid] = editor.languageServers();
  assert.ok(pid, 'the language server runs');
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Waits for a state of the language server: its process id, or undefined while it is gone. */
async function server(editor: Editor, isDone: (pid: number | undefined) => boolean): Promise<void> {
  const limit = performance.now() + 15_000;
  while (!isDone(editor.languageServers()[0])) {
    assert.ok(performance.now() < limit, 'waited for the language server');
    await editor.page.waitForTimeout(50);
  }
}
