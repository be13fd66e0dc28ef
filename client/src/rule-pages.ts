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

/** Topics of docs/topics, by the name of their page. */
const topics = ['agency-authorization', 'workspaces', 'scopes', 'authorization-mode', 'remote-notebooks'] as const;

/** *Read About…*: what no element of a policy says, in short. */
export async function readAbout(topic?: string): Promise<void> {
  const titles: Record<(typeof topics)[number], string> = {
    'agency-authorization': vscode.l10n.t('Agency authorization: what ModelArts does in other services, and for whom'),
    workspaces: vscode.l10n.t('Workspaces, and limiting a policy to one'),
    scopes: vscode.l10n.t('Where a grant holds: projects, regions, enterprise projects'),
    'authorization-mode': vscode.l10n.t('Authorization mode: strict or not'),
    'remote-notebooks': vscode.l10n.t('Remote access to notebooks: SSH key and IP allow list'),
  };
  const known = topics.find((it) => it === topic);
  const chosen = known ?? (await vscode.window.showQuickPick(topics.map((it) => ({ label: titles[it], topic: it })), { title: vscode.l10n.t('Read about…') }))?.topic;
  if (chosen === undefined) return;
  const language = vscode.env.language.toLowerCase() === 'zh-cn' ? '.zh-cn' : '';
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.from({ scheme: 'iam-policy-docs', path: `/${chosen}${language}.md` }));
}

async function read({ extensionUri }: vscode.ExtensionContext): Promise<Readonly<Record<string, string>>> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist/rule-pages.json.br'));
    return JSON.parse(brotliDecompressSync(bytes).toString()) as Record<string, string>;
  } catch {
    return {};
  }
}
