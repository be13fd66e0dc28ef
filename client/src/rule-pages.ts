import * as vscode from 'vscode';

/** The pages that the link of a code opens: they lie in the package, so they open without a network. */
export function registerRulePages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider('iam-policy-docs', {
    async provideTextDocumentContent(uri) {
      const name = /^\/?([a-z0-9-]+(?:\.zh-cn)?\.md)$/.exec(uri.path)?.[1];
      if (!name) return vscode.l10n.t('There is no such page.');
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'docs/rules', name)));
      } catch {
        return vscode.l10n.t('There is no such page.');
      }
    },
  });
}
