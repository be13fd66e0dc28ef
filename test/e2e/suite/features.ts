import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { custom, withAction } from './policies.ts';
import { test } from './runner.ts';
import { diagnostics, open, until, workspaceFile, writeWorkspaceFile } from './workspace.ts';

test('completion offers the actions of a resource type, and nobody else answers', async () => {
  const labels = await completionAt('completion.policy.json', withAction('modelarts:notebook:|'));
  assert.ok(labels.includes('create'), labels.join());
  assert.ok(labels.includes('start'), labels.join());
  assert.ok(!labels.includes('$schema'), labels.join());
});

test('completion offers the service first', async () => {
  const labels = await completionAt('service.policy.json', withAction('|'));
  assert.match(labels[0] ?? '', /^modelarts/);
});

test('hover explains an action, once', async () => {
  const uri = await written('hover.policy.json', custom);
  const hovers = await until('a hover', async () => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, placeOf(custom, 'create"'));
    return found.length > 0 ? found : undefined;
  });
  assert.equal(hovers.length, 1);
  assert.match(textOf(hovers), /modelarts:notebook:create/);
});

test('a resource path in 1.1 is an error with a working fix', async () => {
  const text = custom.replace('      ]\n', '      ],\n      "Resource": [\n        "modelarts:*:*:notebook:mine"\n      ]\n');
  const uri = await written('path.policy.json', text);
  const found = await diagnostics(uri, (all) => all.some((it) => codeOf(it) === 'resource-path'));
  const finding = found.find((it) => codeOf(it) === 'resource-path');
  assert.ok(finding);
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  assert.deepEqual(found.map((it) => it.source), found.map(() => 'ModelArts Policy'));
  const fix = await quickFix(uri, finding.range);
  assert.ok(fix.edit, fix.title);
  await vscode.workspace.applyEdit(fix.edit);
  await diagnostics(uri, (all) => !all.some((it) => codeOf(it) === 'resource-path'));
});

test('a slip in a name is a warning with a fix', async () => {
  const uri = await written('slip.policy.json', withAction('modelarts:trainingJob:create'));
  const [finding] = await diagnostics(uri);
  assert.ok(finding);
  assert.equal(codeOf(finding), 'unknown-resource-type');
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
  const document = await vscode.workspace.openTextDocument(uri);
  assert.equal(document.getText(finding.range), 'trainingJob');
  const fix = await quickFix(uri, finding.range);
  assert.ok(fix.edit);
  await vscode.workspace.applyEdit(fix.edit);
  assert.equal(document.getText(), withAction('modelarts:trainJob:create'));
});

for (const name of ['manage-images', 'deny-pool-changes', 'several-services']) {
  test(`${name}.policy.json of the ModelArts page has no error or warning`, async () => {
    const uri = workspaceFile(`${name}.policy.json`);
    await open(uri);
    // A finding that is certain to come tells that this document has been looked at.
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '?');
    await vscode.workspace.applyEdit(edit);
    await diagnostics(uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    const found = await diagnostics(uri, (all) => all.every((it) => it.severity > vscode.DiagnosticSeverity.Warning));
    assert.deepEqual(found.filter((it) => it.severity <= vscode.DiagnosticSeverity.Warning), []);
  });
}

test('findings of the broken example are ours alone', async () => {
  const uri = workspaceFile('broken.policy.json');
  await open(uri);
  const found = await diagnostics(uri);
  assert.deepEqual([...new Set(found.map((it) => it.source))], ['ModelArts Policy']);
  const codes = new Set(found.map(codeOf));
  for (const code of ['resource-path', 'unknown-resource-type', 'uppercase-service', 'denied-allow']) {
    assert.ok(codes.has(code), `${code} is among ${[...codes].join()}`);
  }
});

test('a code has a link to its explanation, which opens without a network', async () => {
  const uri = await written('docs.policy.json', withAction('modelarts:trainingJob:create'));
  const [finding] = await diagnostics(uri);
  const code = finding?.code;
  assert.ok(typeof code === 'object', 'the code has a target');
  assert.equal(code.target.scheme, 'iam-policy-docs');
  const page = await vscode.workspace.openTextDocument(code.target);
  assert.ok(page.getText().includes('unknown-resource-type'), page.getText().slice(0, 200));
});

test('each statement has a code lens that simulates', async () => {
  const uri = await written('lens.policy.json', custom);
  const lenses = await until('code lenses', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    return found.length > 0 ? found : undefined;
  });
  assert.ok(lenses.some((it) => it.command?.command === 'modelartsPolicy.simulate'), JSON.stringify(lenses));
});

test('the outline lists statements, and they fold', async () => {
  const uri = await written('outline.policy.json', custom);
  const symbols = await until('symbols', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri);
    return found && found.length > 0 ? found : undefined;
  });
  assert.equal(flat(symbols).filter((it) => /\b1\b/.test(it.name)).length > 0, true, flat(symbols).map((it) => it.name).join());
  const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
  assert.ok(folds.some((it) => it.start === 3 && it.end >= 7), JSON.stringify(folds));
});

test('formatting keeps the policy and puts it in order', async () => {
  const compact = `${JSON.stringify(JSON.parse(custom))}\n`;
  const uri = await written('format.policy.json', compact);
  const edits = await until('edits', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', uri, options);
    return found && found.length > 0 ? found : undefined;
  });
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, edits);
  await vscode.workspace.applyEdit(edit);
  assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), custom);
});

test('the server restarts on request and finds the same', async () => {
  const uri = await written('restart.policy.json', withAction('modelarts:trainingJob:create'));
  await diagnostics(uri);
  await vscode.commands.executeCommand('modelartsPolicy.restartServer');
  const [finding] = await diagnostics(uri);
  assert.equal(finding && codeOf(finding), 'unknown-resource-type');
  const labels = await completionAt('restarted.policy.json', withAction('modelarts:notebook:|'));
  assert.ok(labels.includes('create'));
});

test('half-typed and broken files are met with findings or silence', async () => {
  const texts = ['', '[]', '1', '{', '{"Version":', '{"Statement":[{"Action":["modelarts:', '\ufeff{}', '{"a":1,"a":2}', '\u0000', `${'['.repeat(10_000)}`];
  for (const [index, text] of texts.entries()) {
    const uri = await written(`bad-${index}.policy.json`, text);
    await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 0));
    await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
    assert.equal((await vscode.workspace.openTextDocument(uri)).isDirty, false);
  }
  const labels = await completionAt('after-bad.policy.json', withAction('modelarts:notebook:|'));
  assert.ok(labels.includes('create'), 'the server still answers');
});

/** Writes a policy and shows it. */
async function written(name: string, text: string): Promise<vscode.Uri> {
  const uri = await writeWorkspaceFile(name, text);
  await open(uri);
  return uri;
}

/** The labels at the cursor `|`, in the order of the list. */
async function completionAt(name: string, marked: string): Promise<string[]> {
  const offset = marked.indexOf('|');
  const uri = await written(name, marked.replace('|', ''));
  const items = await until('completion', async () => {
    const place = positionAt(marked, offset);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, place);
    return list.items.length > 0 ? list.items : undefined;
  });
  const key = (it: vscode.CompletionItem) => it.sortText ?? labelOf(it);
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(labelOf);
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset).split('\n');
  return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
}

function placeOf(text: string, part: string): vscode.Position {
  return positionAt(text, text.indexOf(part));
}

async function quickFix(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction> {
  const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    10,
  );
  assert.ok(fixes[0], 'there is a fix');
  return fixes[0];
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function textOf(hovers: vscode.Hover[]): string {
  return hovers.flatMap((it) => it.contents.map((part) => (typeof part === 'string' ? part : part.value))).join('\n');
}

function flat(symbols: vscode.DocumentSymbol[]): vscode.DocumentSymbol[] {
  return symbols.flatMap((it) => [it, ...flat(it.children)]);
}
