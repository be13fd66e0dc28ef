import * as vscode from 'vscode';
import { type DenialChange, explainDenial, type ExplainedDenial } from '../../../server/src/lsp/protocol/denial.ts';
import { fileName } from '../compare/base.ts';
import { schemes, type ServerConnection } from '../server-connection.ts';
import { sayNoPolicy, type Simulation } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';

/** UTF-16 units of a text that is explained at most. */
const longest = 8 * 1024 * 1024;

/** UTF-16 units of the clipboard that an input box can show. */
const longestShown = 50_000;

/**
 * Explains a refusal: the selection, the text in front, or what is pasted. The request is simulated under the policy
 * in front, and the changes that would allow it are offered; one that is chosen is shown before it is made.
 */
export async function explainDenialCommand(server: ServerConnection, simulation: Simulation): Promise<void> {
  const policy = await choosePolicy();
  if (policy === undefined) return sayNoPolicy();
  if (policy === null) return;
  const text = await askForText();
  if (text === undefined || text.trim() === '') return;
  const mode = vscode.workspace.getConfiguration('modelartsPolicy', policy.uri).get<string>('authorizationMode');
  const result = await server.ask(explainDenial, { textDocument: { uri: policy.uri.toString() }, text: text.slice(0, longest), authorization: mode === 'non-strict' ? 'non-strict' : 'strict' });
  if ('problem' in result) {
    void vscode.window.showWarningMessage(result.problem);
    return;
  }
  const denial = await chooseDenial(result.denials);
  if (denial === undefined) {
    if (result.denials.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('No refusal was recognised in this text. Paste the message or the body of the answer as it was printed.'));
    return;
  }
  if (denial.request) await simulation.show(policy.uri, denial.request);
  await offer(policy, denial);
}

/** The policy in front, else one that is open; undefined without any, null when the person gives up. */
async function choosePolicy(): Promise<vscode.TextDocument | undefined | null> {
  const isPolicy = (it: vscode.TextDocument): boolean => it.languageId === 'iam-policy' && schemes.includes(it.uri.scheme);
  const front = activePolicy();
  if (front) return front;
  const seen = vscode.window.visibleTextEditors.map((it) => it.document).filter(isPolicy);
  const open = seen.length > 0 ? seen : vscode.workspace.textDocuments.filter((it) => isPolicy(it) && !it.isClosed);
  const [only, another] = open;
  if (!only || !another) return only;
  const chosen = await vscode.window.showQuickPick(open.map((document) => ({ document, label: fileName(document.uri), description: vscode.workspace.asRelativePath(document.uri) })), { title: vscode.l10n.t('Explain denial: under which policy?') });
  return chosen?.document ?? null;
}

async function askForText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor && !editor.selection.isEmpty) return editor.document.getText(editor.selection);
  const front = editor?.document;
  // A log, or a new file into which the answer was pasted.
  if (front && (front.isUntitled || ['plaintext', 'log'].includes(front.languageId)) && front.languageId !== 'iam-policy' && front.getText().trim() !== '') return front.getText();
  return askInBox();
}

/** The box is there before the clipboard is read: keys that are typed meanwhile must not go into the policy. */
function askInBox(): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Explain denial');
  box.prompt = vscode.l10n.t('Paste what the console, a client or Terraform printed.');
  box.ignoreFocusOut = true;
  box.show();
  let clipboard = '';
  let shown = '';
  void vscode.env.clipboard.readText().then((text) => {
    if (box.value !== '' || text.length > longestShown) return;
    clipboard = text;
    shown = text.replace(/\r?\n[ \t]*[│╷╵]?/g, ' ').trim();
    box.value = shown;
    box.valueSelection = [0, shown.length];
  });
  return new Promise((resolve) => {
    // What was pasted with its lines says more than what fits into one.
    box.onDidAccept(() => {
      resolve(box.value === shown && shown !== '' ? clipboard : box.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
  });
}

async function chooseDenial(denials: readonly ExplainedDenial[]): Promise<ExplainedDenial | undefined> {
  const [only, another] = denials;
  if (!another) return only;
  const items = denials.map((denial) => ({ denial, label: denial.title, detail: denial.notes[0] ?? '' }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Several refusals: which one?'), matchOnDetail: true }))?.denial;
}

interface Item extends vscode.QuickPickItem {
  readonly change?: DenialChange;
}

/** What is known, and the changes: those that grant least else come first. */
async function offer(policy: vscode.TextDocument, { title, notes, agreement, changes }: ExplainedDenial): Promise<void> {
  const same = agreement === 'agrees' ? [vscode.l10n.t('The policy here gives the same answer as the cloud.')] : [];
  const items: Item[] = [
    ...(changes.length > 0 ? [{ label: vscode.l10n.t('Changes that would allow it'), kind: vscode.QuickPickItemKind.Separator }] : []),
    ...changes.map((change) => ({ change, label: `$(lightbulb) ${change.title}`, detail: change.also })),
    { label: vscode.l10n.t('What is known'), kind: vscode.QuickPickItemKind.Separator },
    ...[...notes, ...same].map((it) => ({ label: `$(info) ${it}` })),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Denial: {0}', title), placeHolder: changes.length > 0 ? vscode.l10n.t('Choose a change to see it before it is made') : (notes.at(-1) ?? ''), ignoreFocusOut: true });
  if (chosen?.change) await preview(policy, chosen.change);
}

/** Scheme of the text as a change would make it. */
const proposalScheme = 'iam-policy-proposal';

/** The editor shows the text as it is beside the text as it would be; Enter makes the change, Escape leaves all as it was. */
async function preview(policy: vscode.TextDocument, change: DenialChange): Promise<void> {
  const { uri, version } = policy;
  const proposed = vscode.Uri.from({ scheme: proposalScheme, path: `/${fileName(uri)}`, query: uri.toString() });
  const provider = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, { provideTextDocumentContent: () => changed(policy, change) });
  try {
    await vscode.commands.executeCommand('vscode.diff', uri, proposed, vscode.l10n.t('{0}: {1}', fileName(uri), change.title), { preview: true, preserveFocus: true });
    const apply = { label: `$(check) ${vscode.l10n.t('Make this change')}`, detail: change.also };
    const leave = { label: `$(close) ${vscode.l10n.t('Leave the policy as it is')}` };
    const chosen = await vscode.window.showQuickPick([apply, leave], { title: change.title, ignoreFocusOut: true });
    await closeDiff(proposed);
    if (chosen !== apply) return;
    if (policy.version !== version) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The policy was changed meanwhile, so nothing was done. Explain the denial again.'));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of change.edits) edit.replace(uri, toRange(range), newText);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(uri, { preview: false });
  } finally {
    provider.dispose();
  }
}

function changed(policy: vscode.TextDocument, { edits }: DenialChange): string {
  const places = edits.map(({ range, newText }) => ({ start: policy.offsetAt(toRange(range).start), end: policy.offsetAt(toRange(range).end), newText }));
  places.sort((a, b) => b.start - a.start);
  return places.reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), policy.getText());
}

async function closeDiff(proposed: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((it) => it.tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposed.toString());
  await vscode.window.tabGroups.close(tabs);
}

function toRange({ start, end }: DenialChange['edits'][number]['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
