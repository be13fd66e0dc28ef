import * as vscode from 'vscode';
import { type NeedItem, needs, type NeedsFound, type NeedsParams, tasks } from '../../../server/src/lsp/protocol/tasks.ts';
import type { Pages } from '../pages.ts';
import type { ServerConnection } from '../server-connection.ts';
import { sayNoPolicy } from '../simulation/simulation.ts';
import { activePolicy } from '../status.ts';
import { addActions } from './add-actions.ts';
import { chooseAgency, chooseUser, findHolders, isAccount } from './whose.ts';

type NeedPick = vscode.QuickPickItem & { readonly need?: NeedItem; readonly page?: true };

/**
 * *What Does This Task Need?*: for a function of the console or an API request, what is not allowed on the side of
 * the user and of the agency; what is ticked is written into the policy of choice. OBS usually lives in another
 * policy, so this is never a finding of one document.
 *
 * @param action asked for from its place in the policy; then nothing else is asked
 */
export async function showNeeds(server: ServerConnection, pages: Pages, target?: vscode.Uri, action?: string): Promise<void> {
  const policy = target ?? activePolicy()?.uri ?? activeAccount();
  if (!policy) return sayNoPolicy();
  // Found while the first box is open: between two boxes keys would go into the policy.
  const holders = findHolders(server, policy).catch(() => [{ label: '', held: [policy.toString()] }]);
  const asked = action === undefined ? await askWhat(server) : { action };
  if (!asked) return;
  const user = await chooseUser(await holders, policy);
  if (!user) return;
  const authorization = vscode.workspace.getConfiguration('modelartsPolicy', policy).get<'strict' | 'non-strict'>('authorizationMode', 'strict');
  const params: NeedsParams = { ...asked, user, authorization };
  let result = await server.ask(needs, params);
  if ('problem' in result) return void vscode.window.showWarningMessage(result.problem);
  // Only where something is left to the agency, and no account says what it holds.
  if (!('as' in user) && result.needs.some((it) => it.holder === 'agency')) {
    const agency = await chooseAgency(result.files.user);
    if (!agency) return;
    if (agency.length > 0) result = await server.ask(needs, { ...params, agency });
    if ('problem' in result) return void vscode.window.showWarningMessage(result.problem);
  }
  const chosen = await chooseMissing(result, 'as' in user ? user.as : undefined);
  if (!chosen) return;
  if (chosen.needs.length > 0) await addActions(server, chosen.needs, result);
  if (chosen.page) await pages.show(result.title, result.markdown, chosen.needs.length > 0 ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true } : {});
}

function activeAccount(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return active && isAccount(active) ? active : undefined;
}

async function askWhat(server: ServerConnection): Promise<Pick<NeedsParams, 'task' | 'api'> | undefined> {
  const box = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly task?: string; readonly api?: string }>();
  let functions: readonly { readonly label: string; readonly task: string }[] = [];
  box.title = vscode.l10n.t('What does this task need?');
  box.placeholder = vscode.l10n.t('A function of the console, or type a request such as POST /v1/{project_id}/notebooks');
  const show = (): void => {
    const api = box.value.trim();
    box.items = /\/\S/.test(api) ? [{ label: api, description: vscode.l10n.t('API request'), api, alwaysShow: true }] : functions;
  };
  box.busy = true;
  void server.ask(tasks, {}).then((found) => {
    functions = found.functions.filter((it) => it.versions.length > 0).map((it) => ({ label: it.title, task: it.id }));
    box.busy = false;
    show();
  }, () => box.hide());
  return new Promise((resolve) => {
    box.onDidChangeValue(show);
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

interface Chosen {
  readonly needs: readonly NeedItem[];
  readonly page: boolean;
}

async function chooseMissing({ title, needs: all, notes, roles }: NeedsFound, person: string | undefined): Promise<Chosen | undefined> {
  const missing = all.filter((it) => it.state !== 'allowed');
  const heading = (label: string): NeedPick => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const toPick = (need: NeedItem): NeedPick => ({ label: need.action, description: [need.description, need.message].filter(Boolean).join(' · '), detail: need.why, need, picked: !need.optional && need.state === 'not-granted' });
  const groups: readonly (readonly [string, readonly NeedItem[]])[] = [
    [vscode.l10n.t('Missing on the side of the user'), missing.filter((it) => it.holder === 'user' && !it.optional)],
    [vscode.l10n.t('Missing on the side of the user, needed in some cases only'), missing.filter((it) => it.holder === 'user' && it.optional)],
    [vscode.l10n.t('Missing on the side of the agency, or not known'), missing.filter((it) => it.holder === 'agency')],
  ];
  const box = vscode.window.createQuickPick<NeedPick>();
  const about = person === undefined ? title : vscode.l10n.t('{0} for {1}', title, person);
  box.title = missing.length === 0 ? vscode.l10n.t('{0}: everything that is documented is allowed', about) : vscode.l10n.t('{0}: {1} of {2} permissions are not allowed', about, missing.length, all.length);
  // What decides beside policies is said where it is seen first.
  const note = notes[notes.length - 1];
  box.placeholder = note === undefined ? vscode.l10n.t('Enter adds what is ticked to a policy of your choice') : vscode.l10n.t('{0} Enter adds what is ticked to a policy of your choice', note);
  box.canSelectMany = true;
  box.matchOnDescription = true;
  const page: NeedPick = { label: vscode.l10n.t('Show all as a page'), detail: roles.length > 0 ? vscode.l10n.t('Roles that the page of the console functions names: {0}', roles.join(', ')) : '', page: true, picked: missing.length === 0, alwaysShow: true };
  box.items = [...groups.flatMap(([label, some]) => (some.length > 0 ? [heading(label), ...some.map(toPick)] : [])), heading(''), page];
  box.selectedItems = box.items.filter((it) => it.picked);
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      resolve({ needs: box.selectedItems.flatMap((it) => it.need ?? []), page: box.selectedItems.some((it) => it.page) });
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
