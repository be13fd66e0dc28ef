import * as vscode from 'vscode';
import { grant, type NeedItem, type NeedsParams, needs, tasks } from '../../../server/src/lsp/protocol/tasks.ts';
import type { Pages } from '../pages.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';

type NeedPick = vscode.QuickPickItem & { readonly need?: NeedItem };

/**
 * *What Does This Task Need?*: for a function of the console or an API request, what the open policies do not allow
 * on the side of the user and of the agency; what is chosen is written into the policy of choice. OBS usually lives
 * in another policy, so this is never a finding of one document.
 */
export async function showNeeds(server: ServerConnection, pages: Pages): Promise<void> {
  if (!activePolicy()) return sayNoPolicy();
  const asked = await askWhat(server);
  if (!asked) return;
  const user = await choosePolicies(vscode.l10n.t('Which policies does the user hold?'), true);
  if (!user) return;
  const agency = asked.api === undefined ? await choosePolicies(vscode.l10n.t('Which policies does the agency hold that ModelArts uses?'), false) : [];
  if (!agency) return;
  const authorization = vscode.workspace.getConfiguration('modelartsPolicy', activePolicy()).get<'strict' | 'non-strict'>('authorizationMode', 'strict');
  const params: NeedsParams = { ...asked, user, ...(agency.length > 0 ? { agency } : {}), authorization };
  const result = await server.ask(needs, params);
  if ('problem' in result) return void vscode.window.showWarningMessage(result.problem);
  const chosen = await chooseMissing(result.title, result.needs);
  if (chosen === 'page') return pages.show(result.title, result.markdown);
  if (chosen && chosen.length > 0) await add(server, chosen);
}

async function askWhat(server: ServerConnection): Promise<Pick<NeedsParams, 'task' | 'api'> | undefined> {
  const { functions } = await server.ask(tasks, {});
  const box = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly task?: string; readonly api?: string }>();
  const items = functions.filter((it) => it.versions.length > 0).map((it) => ({ label: it.title, task: it.id }));
  box.title = vscode.l10n.t('What does this task need?');
  box.placeholder = vscode.l10n.t('A function of the console, or type a request such as POST /v1/{project_id}/notebooks');
  box.items = items;
  return new Promise((resolve) => {
    box.onDidChangeValue((text) => {
      const api = text.trim();
      box.items = /\/\S/.test(api) ? [{ label: api, description: vscode.l10n.t('API request'), api, alwaysShow: true }] : items;
    });
    box.onDidAccept(() => {
      const [it] = box.selectedItems;
      if (!it) return;
      resolve(it.api === undefined ? { ...(it.task === undefined ? {} : { task: it.task }) } : { api: it.api });
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** URIs of policies among the open ones and those of the folder. With one at hand nothing is asked. */
async function choosePolicies(title: string, forUser: boolean): Promise<readonly string[] | undefined> {
  const open = vscode.workspace.textDocuments.filter((it) => it.languageId === 'iam-policy').map((it) => it.uri);
  const files = await vscode.workspace.findFiles('**/*.{policy,iampolicy}.json', '**/node_modules/**', 200);
  const all = new Map([...open, ...files].map((it) => [it.toString(), it]));
  const front = activePolicy()?.uri.toString();
  if (all.size <= 1) return forUser ? [...all.keys()] : [];
  const items = [...all.values()].map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri: uri.toString(), picked: forUser && uri.toString() === front }));
  items.sort((a, b) => Number(b.picked) - Number(a.picked) || (a.label < b.label ? -1 : 1));
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true, placeHolder: forUser ? vscode.l10n.t('Tick all that are attached to the same user') : vscode.l10n.t('Tick none where that is not known') });
  if (!chosen || (forUser && chosen.length === 0)) return undefined;
  return chosen.map((it) => it.uri);
}

async function chooseMissing(title: string, all: readonly NeedItem[]): Promise<readonly NeedItem[] | 'page' | undefined> {
  const missing = all.filter((it) => it.state !== 'allowed');
  const heading = (label: string): NeedPick => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const toPick = (need: NeedItem): NeedPick => ({ label: need.action, description: [need.description, need.message].filter(Boolean).join(' · '), detail: need.why, need, picked: !need.optional && need.state === 'not-granted' });
  const groups: readonly (readonly [string, readonly NeedItem[]])[] = [
    [vscode.l10n.t('Missing on the side of the user'), missing.filter((it) => it.holder === 'user' && !it.optional)],
    [vscode.l10n.t('Missing on the side of the user, needed in some cases only'), missing.filter((it) => it.holder === 'user' && it.optional)],
    [vscode.l10n.t('Missing on the side of the agency, or not known'), missing.filter((it) => it.holder === 'agency')],
  ];
  const box = vscode.window.createQuickPick<NeedPick>();
  const asPage: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('open-preview'), tooltip: vscode.l10n.t('Show as a page') };
  box.title = missing.length === 0 ? vscode.l10n.t('{0}: everything that is documented is allowed', title) : vscode.l10n.t('{0}: {1} of {2} permissions are not allowed', title, missing.length, all.length);
  box.placeholder = vscode.l10n.t('Enter adds what is ticked to a policy of your choice');
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.buttons = [asPage];
  box.items = groups.flatMap(([label, some]) => (some.length > 0 ? [heading(label), ...some.map(toPick)] : []));
  box.selectedItems = box.items.filter((it) => it.picked);
  return new Promise((resolve) => {
    box.onDidTriggerButton(() => {
      resolve('page');
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(box.items.length === 0 ? 'page' : box.selectedItems.flatMap((it) => it.need ?? []));
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** One document for each side: the user and the agency hold different policies. */
async function add(server: ServerConnection, chosen: readonly NeedItem[]): Promise<void> {
  for (const holder of ['user', 'agency'] as const) {
    const actions = [...new Set(chosen.filter((it) => it.holder === holder).map((it) => it.action))];
    if (actions.length === 0) continue;
    const title = holder === 'user' ? vscode.l10n.t('Add {0} actions for the user to which policy?', actions.length) : vscode.l10n.t('Add {0} actions for the agency to which policy?', actions.length);
    const open = vscode.workspace.textDocuments.filter((it) => it.languageId === 'iam-policy').map((it) => ({ label: vscode.workspace.asRelativePath(it.uri), document: it }));
    const target = await vscode.window.showQuickPick(open, { title, placeHolder: vscode.l10n.t('The open policies') });
    if (!target) continue;
    const result = await server.ask(grant, { textDocument: { uri: target.document.uri.toString() }, actions });
    if ('problem' in result) {
      void vscode.window.showWarningMessage(result.problem);
      continue;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of result.edits) edit.replace(target.document.uri, new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(target.document);
  }
}
