import * as vscode from 'vscode';
import { saveAsTest, type SaveTestParams, type TestProblem, testTargets, writeTests, type WrittenTests } from '../../../server/src/lsp/protocol/access-test.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { testFileEnding } from '../file-names.ts';
import { findTestFiles, isTestFile } from './testing.ts';

/** Where tests go: into a file that is there, or into a new one. */
type Target = { readonly target: string } | { readonly newFile: string };

/** Keeps the simulation that is shown as a test, in a file that is chosen and under a name that is asked for. */
export async function saveSimulation(server: ServerConnection, simulation: Simulation): Promise<void> {
  const shown = simulation.last;
  if (!shown) return void vscode.window.showInformationMessage(vscode.l10n.t('Simulate a request first: its answer is what the test will expect.'));
  if (shown.test !== undefined) return void vscode.window.showInformationMessage(vscode.l10n.t('This is the trace of a test that you have already.'));
  if (shown.person !== undefined) return void vscode.window.showInformationMessage(vscode.l10n.t('Somebody of an account is tested in a file that names the account: "account", and "as" in the request.'));
  if (shown.old !== undefined) return void vscode.window.showWarningMessage(vscode.l10n.t('The simulation is of an earlier text. Mend the policy first.'));
  if (!isSaved(shown.uri)) return;
  const target = await chooseTarget(server, shown.uri, shown.person === undefined);
  if (!target) return;
  const { request, simulation: { decision } } = shown;
  const params: SaveTestParams = { policy: shown.uri.toString(), ...(shown.person === undefined ? {} : { as: shown.person }), request, decision, authorization: shown.authorization === 'non-strict' ? 'non-strict' : 'strict', ...target };
  const proposed = await server.ask(saveAsTest, params);
  if (isProblem(proposed)) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save as test: what is it called?'),
    value: proposed.name,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A test has a name.') : proposed.taken.includes(text.trim()) ? vscode.l10n.t('Another test of this file has this name.') : undefined),
  });
  if (name === undefined) return;
  const written = await server.ask(saveAsTest, { ...params, name: name.trim() });
  if (!isProblem(written)) await apply(target, written);
}

/** Writes tests for what the policy in front does today: they all pass, until somebody changes what it does. */
export async function writeTestsForToday(server: ServerConnection, uri: vscode.Uri | undefined): Promise<void> {
  const policy = uri ?? activePolicy()?.uri;
  if (!policy) return sayNoPolicy();
  if (!isSaved(policy)) return;
  const target = await chooseTarget(server, policy, false);
  if (!target) return;
  const mode = vscode.workspace.getConfiguration('modelartsPolicy', policy).get<string>('authorizationMode');
  const written = await server.ask(writeTests, { policy: policy.toString(), authorization: mode === 'non-strict' ? 'non-strict' : 'strict', ...target });
  if (isProblem(written)) return;
  await apply(target, written);
  const run = vscode.l10n.t('Run Tests');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Tests written: {0}. All of them pass today.', written.count), run);
  if (chosen === run) await vscode.commands.executeCommand('testing.runCurrentFile');
}

function isProblem(result: WrittenTests | TestProblem): result is TestProblem {
  if (!('problem' in result)) return false;
  void vscode.window.showWarningMessage(result.problem);
  return true;
}

/** A test names its policy by its file, so there has to be one. */
function isSaved(policy: vscode.Uri): boolean {
  if (policy.scheme !== 'untitled') return true;
  void vscode.window.showInformationMessage(vscode.l10n.t('Save the policy first: tests name it by its file.'));
  return false;
}

/** @param others files that test other policies are offered, too */
async function chooseTarget(server: ServerConnection, policy: vscode.Uri, others: boolean): Promise<Target | undefined> {
  const open = vscode.workspace.textDocuments.filter((it) => isTestFile(it) && it.uri.scheme !== 'untitled').map((it) => it.uri);
  const candidates = [...new Set([...(await findTestFiles()), ...open].map((it) => it.toString()))].sort();
  const found = await server.ask(testTargets, { policy: policy.toString(), candidates });
  const newFile = freeFile(policy, candidates);
  const offered = found.filter((it) => it.usesPolicy || others);
  if (offered.length === 0) return { newFile: newFile.toString() };
  const toItem = (it: (typeof found)[number]) => ({ label: `$(beaker) ${vscode.workspace.asRelativePath(vscode.Uri.parse(it.uri))}`, description: vscode.l10n.t('tests: {0}', it.count), target: { target: it.uri } satisfies Target });
  const separator = { label: vscode.l10n.t('Files that test other policies: the answer may be another one there'), kind: vscode.QuickPickItemKind.Separator, target: undefined };
  const rest = offered.filter((it) => !it.usesPolicy);
  const items: (vscode.QuickPickItem & { target: Target | undefined })[] = [
    ...offered.filter((it) => it.usesPolicy).map(toItem),
    { label: `$(new-file) ${vscode.workspace.asRelativePath(newFile)}`, description: vscode.l10n.t('new file'), target: { newFile: newFile.toString() } },
    ...(rest.length > 0 ? [separator, ...rest.map(toItem)] : []),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Write tests: into which file?'), ignoreFocusOut: true });
  return chosen?.target;
}

/** Beside the policy, under its name; with a number where that is taken. */
function freeFile(policy: vscode.Uri, taken: readonly string[]): vscode.Uri {
  const name = policy.path.slice(policy.path.lastIndexOf('/') + 1).replace(/(?:\.(?:policy|iampolicy|scp|trust|iamaccount))?\.jsonc?$/, '');
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(policy, '..', `${name}${number === 1 ? '' : `-${number}`}${testFileEnding}`);
    if (!taken.includes(uri.toString())) return uri;
  }
}

/** Writes, saves what was not being edited, and shows the first new test. */
async function apply(target: Target, { text, edits = [] }: WrittenTests): Promise<void> {
  const uri = vscode.Uri.parse('target' in target ? target.target : target.newFile);
  if (text !== undefined) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(uri, new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  if (!wasDirty) await document.save();
  // The new test stands behind the comma that is the edit's first character.
  const [first] = edits;
  const at = first ? document.positionAt(document.offsetAt(new vscode.Position(first.range.start.line, first.range.start.character)) + Math.max(0, first.newText.search(/[{]/))) : new vscode.Position(0, 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
