import * as vscode from 'vscode';
import { accountPersons } from '../../../server/src/lsp/protocol/account.ts';
import { policySets } from '../../../server/src/lsp/protocol/effective-sets.ts';
import type { NeedsParams } from '../../../server/src/lsp/protocol/tasks.ts';
import { accountEnding } from '../file-names.ts';
import { findAccounts } from '../account/choose.ts';
import type { ServerConnection } from '../server-connection.ts';

type Held = NeedsParams['user'];

export interface HolderItem extends vscode.QuickPickItem {
  readonly held?: Held;
  /** Projects that the account names. */
  readonly projects?: readonly string[];
  readonly several?: true;
}

/**
 * What the user holds: the policy alone, the set that it is in, somebody of an account, or several policies; of an
 * account somebody of it. With nothing but one policy at hand nothing is asked. Undefined when the person gives up.
 */
export async function chooseUser(items: readonly HolderItem[], policy: vscode.Uri): Promise<Held | undefined> {
  const [only, ...others] = items;
  if (!only) return void vscode.window.showInformationMessage(vscode.l10n.t('The account describes nobody yet.'));
  if (others.length === 0) return only.held;
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Whose permissions?'), placeHolder: vscode.l10n.t('A user often holds several policies'), matchOnDescription: true, ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (chosen.several) return choosePolicies(vscode.l10n.t('Which policies does the user hold?'), vscode.l10n.t('Tick all that are attached to the same user'), policy);
  if (!chosen.held || !('as' in chosen.held)) return chosen.held;
  const project = await chooseProject(chosen.projects ?? []);
  return project === undefined ? undefined : { ...chosen.held, ...project };
}

/**
 * What the agency holds; an empty list where that is not known. Undefined when the person gives up.
 *
 * @param ofUser what the user holds; with nothing else at hand nothing is asked
 */
export async function chooseAgency(ofUser: readonly string[]): Promise<readonly string[] | undefined> {
  const held = new Set(ofUser.map((it) => vscode.Uri.parse(it).toString()));
  if ((await policyFiles()).every((it) => held.has(it.toString()))) return [];
  return choosePolicies(vscode.l10n.t('Which policies does the agency hold that ModelArts uses?'), vscode.l10n.t('Tick none where that is not known'), undefined);
}

/** Files of policies: those that are open, and those of the folder. */
export async function policyFiles(): Promise<readonly vscode.Uri[]> {
  const open = vscode.workspace.textDocuments.filter((it) => it.languageId === 'iam-policy').map((it) => it.uri);
  const files = await vscode.workspace.findFiles('**/*.{policy,iampolicy}.json', '**/node_modules/**', 200);
  return [...new Map([...open, ...files].map((it) => [it.toString(), it])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file describes an account, by its name. */
export function isAccount({ path }: vscode.Uri): boolean {
  return path.endsWith(accountEnding);
}

/** How a policy is called in a list; one that is not saved has the name that it would have in the folder. */
export function labelOf(uri: vscode.Uri): Pick<vscode.QuickPickItem, 'label' | 'description'> {
  if (uri.scheme !== 'untitled') return { label: vscode.workspace.asRelativePath(uri) };
  return { label: uri.path.startsWith('/') ? vscode.workspace.asRelativePath(uri.with({ scheme: 'file' })) : uri.path, description: vscode.l10n.t('not saved yet') };
}

/** Who may be asked about from a policy or an account. */
export async function findHolders(server: ServerConnection, policy: vscode.Uri): Promise<HolderItem[]> {
  const heading = (label: string): HolderItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const uri = policy.toString();
  if (isAccount(policy)) return personItems(server, uri, [policy]);
  const [sets, accounts, files] = await Promise.all([server.ask(policySets, { textDocument: { uri } }), personItems(server, uri, await findAccounts()), policyFiles()]);
  return [
    { label: labelOf(policy).label, description: vscode.l10n.t('this policy alone'), held: [uri] },
    ...(sets.sets.length > 0 ? [heading(vscode.l10n.t('Policy sets')), ...sets.sets.map((set): HolderItem => ({ label: set, iconPath: new vscode.ThemeIcon('layers'), held: { uri, set } }))] : []),
    ...accounts,
    ...(files.length > 1 ? [heading(''), { label: vscode.l10n.t('Several policies…'), several: true as const }] : []),
  ];
}

/** Persons of the accounts that name the policy, or of the account itself. */
async function personItems(server: ServerConnection, file: string, accounts: readonly vscode.Uri[]): Promise<HolderItem[]> {
  const items: HolderItem[] = [];
  for (const account of accounts) {
    const found = await server.ask(accountPersons, { uri: account.toString() });
    if ('problem' in found || (account.toString() !== file && !found.files.some((it) => vscode.Uri.parse(it).toString() === file))) continue;
    items.push({ label: vscode.workspace.asRelativePath(account), kind: vscode.QuickPickItemKind.Separator });
    items.push(...found.persons.filter((it) => it.kind !== 'agency').map(({ id, detail }): HolderItem => ({ label: id, description: detail, iconPath: new vscode.ThemeIcon('account'), held: { account: account.toString(), as: id }, projects: found.projects })));
  }
  return items;
}

/** Where grants of the account are for projects: which one is asked about. */
async function chooseProject(projects: readonly string[]): Promise<{ readonly project?: string } | undefined> {
  const [only, ...others] = projects;
  if (only === undefined || others.length === 0) return only === undefined ? {} : { project: only };
  const items: (vscode.QuickPickItem & { readonly project?: string })[] = projects.map((project) => ({ label: project, project }));
  const chosen = await vscode.window.showQuickPick([...items, { label: vscode.l10n.t('No project'), description: vscode.l10n.t('the request names no project') }], { title: vscode.l10n.t('In which project?'), ignoreFocusOut: true });
  return chosen && (chosen.project === undefined ? {} : { project: chosen.project });
}

async function choosePolicies(title: string, placeHolder: string, front: vscode.Uri | undefined): Promise<readonly string[] | undefined> {
  const items = (await policyFiles()).map((uri) => ({ ...labelOf(uri), uri: uri.toString(), picked: uri.toString() === front?.toString() }));
  items.sort((a, b) => Number(b.picked) - Number(a.picked));
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true, placeHolder, ignoreFocusOut: true });
  if (!chosen || (front && chosen.length === 0)) return undefined;
  return chosen.map((it) => it.uri);
}
