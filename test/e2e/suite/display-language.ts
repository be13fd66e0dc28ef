import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { custom, withAction } from './policies.ts';
import { test } from './runner.ts';
import { diagnostics, extension, open, until, writeWorkspaceFile } from './workspace.ts';

const chinese = vscode.env.language === 'zh-cn';
const han = /\p{Script=Han}/u;

test(`findings speak ${chinese ? 'Chinese' : 'English'}`, async () => {
  const uri = await writeWorkspaceFile('spoken.policy.json', withAction('modelarts:trainingJob:create'));
  await open(uri);
  const [finding] = await diagnostics(uri);
  assert.equal(han.test(finding?.message ?? ''), chinese, finding?.message);
});

test(`hover speaks ${chinese ? 'Chinese' : 'English'}`, async () => {
  const uri = await writeWorkspaceFile('spoken-hover.policy.json', custom);
  await open(uri);
  const lines = custom.split('\n');
  const line = lines.findIndex((it) => it.includes('notebook'));
  const place = new vscode.Position(line, (lines[line] ?? '').indexOf('notebook') + 2);
  const hovers = await until('a hover', async () => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, place);
    return found.length > 0 ? found : undefined;
  });
  const text = hovers.flatMap((it) => it.contents.map((part) => (typeof part === 'string' ? part : part.value))).join('\n');
  assert.equal(han.test(text), chinese, text);
});

test(`the code lens speaks ${chinese ? 'Chinese' : 'English'}`, async () => {
  const uri = await writeWorkspaceFile('spoken-lens.policy.json', custom);
  await open(uri);
  const lenses = await until('code lenses', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    return found.length > 0 ? found : undefined;
  });
  const titles = lenses.map((it) => it.command?.title ?? '').join('\n');
  assert.equal(han.test(titles), chinese, titles);
});

test(`the manifest speaks ${chinese ? 'Chinese' : 'English'}`, async () => {
  const manifest = extension().packageJSON as { contributes: { commands: { title: string | { value: string } }[] } };
  const titles = manifest.contributes.commands.map(({ title }) => (typeof title === 'string' ? title : title.value));
  assert.deepEqual(titles.filter((it) => han.test(it) !== chinese), []);
});
