import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const file = new URL('../../dist/client.js', import.meta.url);
const source = readFileSync(file, 'utf8');

interface Editor {
  /** Modules that the entry asked for, in order. */
  readonly loaded: string[];
  readonly started: unknown[];
  open(document: { languageId: string; lines?: string[] }): void;
}

/** Runs the built entry in an editor that does nothing but remember. */
function activate(files: readonly string[] = []): Editor {
  const loaded: string[] = [];
  const started: unknown[] = [];
  let opened: ((document: unknown) => void)[] = [];
  const nothing = { dispose: () => undefined };
  const on = (): typeof nothing => nothing;
  const vscode = {
    commands: { registerCommand: () => nothing },
    workspace: {
      textDocuments: [],
      findFiles: () => Promise.resolve(files),
      onDidOpenTextDocument: (listener: (document: unknown) => void) => {
        opened = [...opened, listener];
        return nothing;
      },
      onDidCloseTextDocument: on,
      onDidSaveTextDocument: on,
      getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }),
    },
    window: { tabGroups: { all: [], onDidChangeTabs: on }, registerCustomEditorProvider: on },
  };
  const full = { start: (context: unknown) => (started.push(context), { run: () => undefined, detect: () => Promise.resolve('none'), stop: () => undefined }) };
  const require = (name: string): unknown => {
    loaded.push(name);
    if (name === 'vscode') return vscode;
    if (name === './client-full.js') return full;
    throw new Error(`the thin entry asks for ${name}`);
  };
  const module: { exports: { activate?: (context: unknown) => void } } = { exports: {} };
  vm.runInThisContext(`(function (require, module, exports) {${source}\n})`)(require, module, module.exports);
  module.exports.activate?.({ subscriptions: [], workspaceState: { get: (_: string, otherwise: unknown) => otherwise } });
  return {
    loaded,
    started,
    open: ({ languageId, lines = [] }) => {
      for (const listener of opened) listener({ languageId, fileName: '/a.json', version: 1, lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line] }), uri: { scheme: 'file', toString: () => 'file:///a.json' } });
    },
  };
}

test('the entry that VS Code loads for any JSON file is small and loads nothing else', async () => {
  const editor = activate();
  editor.open({ languageId: 'json', lines: ['{"name": "x"}'] });
  editor.open({ languageId: 'typescript' });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([...new Set(editor.loaded)], ['vscode']);
  assert.ok(source.length <= 8 * 1024, `${String(source.length)} bytes`);
});

test('the rest is loaded once with the first policy', async () => {
  const editor = activate();
  editor.open({ languageId: 'iam-policy' });
  editor.open({ languageId: 'iam-policy' });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(editor.loaded.filter((it) => it !== 'vscode'), ['./client-full.js']);
  assert.equal(editor.started.length, 1);
});

test('the rest is loaded where the folder has access tests', async () => {
  const editor = activate(['a.iamtest.json']);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(editor.started.length, 1);
});
