import { brotliDecompressSync } from 'node:zlib';
import * as vscode from 'vscode';

/** The pages that the link of a code opens: they lie in the package, so they open without a network. */
export function registerRulePages(context: vscode.ExtensionContext): vscode.Disposable {
  let pages: Promise<Readonly<Record<string, string>>> | undefined;
  return vscode.workspace.registerTextDocumentContentProvider('iam-policy-docs', {
    async provideTextDocumentContent({ path }) {
      const name = path.replace(/^\//, '');
      const all = await (pages ??= read(context));
      return (Object.hasOwn(all, name) ? all[name] : undefined) ?? vscode.l10n.t('There is no such page.');
    },
  });
}

async function read({ extensionUri }: vscode.ExtensionContext): Promise<Readonly<Record<string, string>>> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist/rule-pages.json.br'));
    return JSON.parse(brotliDecompressSync(bytes).toString()) as Record<string, string>;
  } catch {
    return {};
  }
}
