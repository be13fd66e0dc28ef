import * as vscode from 'vscode';
import { commandNames } from './command-names.ts';
import { isCompanion, testFileEnding } from './file-names.ts';
import { Detection } from './detection.ts';
import type { Full } from './client-full.js';

/**
 * The thin entry: it costs next to nothing while no policy is open. The language client and everything that
 * people see is in the other bundle, which is loaded with the first policy or command.
 */
export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<Full> | undefined;
  const full = (): Promise<Full> => (loading ??= import('./client-full.js').then(({ start }) => start(context)));

  for (const name of commandNames) {
    context.subscriptions.push(vscode.commands.registerCommand(name, async (...args: unknown[]) => (await full()).run(name, args)));
  }
  const loadForPolicy = (document: vscode.TextDocument): void => {
    if (document.languageId === 'iam-policy' || isCompanion(document.fileName)) void full();
  };
  const builder: vscode.CustomTextEditorProvider = { resolveCustomTextEditor: async (document, panel) => (await full()).openBuilder(document, panel) };
  vscode.workspace.textDocuments.forEach(loadForPolicy);
  // Access tests are in the Test Explorer before any of their files is open.
  void vscode.workspace.findFiles(`**/*${testFileEnding}`, '**/node_modules/**', 1).then(([found]) => (found ? void full() : undefined));
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider('modelartsPolicy.builder', builder, { supportsMultipleEditorsPerDocument: true }),
    vscode.workspace.onDidOpenTextDocument(loadForPolicy),
    new Detection(context.workspaceState, async (text) => (await full()).detect(text)),
    { dispose: () => void loading?.then((it) => it.stop()) },
  );
}

/** VS Code waits for what this returns; the subscriptions do the work. */
export function deactivate(): void {}
