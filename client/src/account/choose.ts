import * as vscode from 'vscode';
import { type AccountPerson, accountPersons, type AccountPersons } from '../../../server/src/lsp/protocol/account.ts';
import { accountEnding } from '../file-names.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Somebody of an account. */
export interface ChosenPerson {
  readonly account: vscode.Uri;
  readonly as: string;
  /** The project to ask in, where the account names some. */
  readonly project?: string;
}

interface PersonItem extends vscode.QuickPickItem {
  readonly person?: ChosenPerson;
}

const mostAccounts = 50;

/** Files of accounts in the folders that are open. */
export async function findAccounts(): Promise<readonly vscode.Uri[]> {
  return (await vscode.workspace.findFiles(`**/*${accountEnding}`, '**/node_modules/**', mostAccounts)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The account in front, the only one there is, or the one that is picked. */
export async function chooseAccount(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.path.endsWith(accountEnding)) return active;
  const found = await findAccounts();
  const [only] = found;
  if (found.length < 2) {
    if (!only) await sayNoAccount();
    return only;
  }
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which account?') }))?.uri;
}

/** Asks for a person of one account. */
export async function choosePerson(server: ServerConnection, account: vscode.Uri, title: string): Promise<string | undefined> {
  const persons = await personsOf(server, account);
  if (!persons) return undefined;
  const items = persons.persons.map((it) => toItem(account, it));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.person?.as;
}

/**
 * As whom a request about a policy is made, where an account names that policy: somebody of it, or nobody in
 * particular. Undefined when the person gives up.
 */
export async function askAsWhom(server: ServerConnection, policy: vscode.Uri): Promise<ChosenPerson | 'nobody' | undefined> {
  const items: PersonItem[] = [];
  for (const account of await findAccounts()) {
    const persons = await server.ask(accountPersons, { uri: account.toString() });
    if ('problem' in persons || !persons.files.some((it) => vscode.Uri.parse(it).toString() === policy.toString())) continue;
    items.push({ label: vscode.workspace.asRelativePath(account), kind: vscode.QuickPickItemKind.Separator }, ...persons.persons.map((it) => toItem(account, it)));
  }
  if (items.length === 0) return 'nobody';
  const alone: PersonItem = { label: vscode.l10n.t('Nobody in particular'), description: vscode.l10n.t('this policy alone') };
  const chosen = await vscode.window.showQuickPick([alone, ...items], { title: vscode.l10n.t('Simulate request: as whom?'), matchOnDescription: true, ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (!chosen.person) return 'nobody';
  return withProject(server, chosen.person);
}

/** Adds the project to ask in: the only one that the account names, or the one that is picked. */
export async function withProject(server: ServerConnection, person: ChosenPerson): Promise<ChosenPerson | undefined> {
  const persons = await personsOf(server, person.account);
  const [only, ...others] = persons?.projects ?? [];
  if (only === undefined) return person;
  if (others.length === 0) return { ...person, project: only };
  const items: (vscode.QuickPickItem & { project?: string })[] = [only, ...others].map((project) => ({ label: project, project }));
  items.push({ label: vscode.l10n.t('None named'), description: vscode.l10n.t('the request names no project') });
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Simulate request: in which project?'), ignoreFocusOut: true });
  return chosen && { ...person, ...(chosen.project === undefined ? {} : { project: chosen.project }) };
}

async function personsOf(server: ServerConnection, account: vscode.Uri): Promise<AccountPersons | undefined> {
  const found = await server.ask(accountPersons, { uri: account.toString() });
  if (!('problem' in found)) return found;
  void vscode.window.showWarningMessage(found.problem);
  return undefined;
}

function toItem(account: vscode.Uri, { id, detail, kind }: AccountPerson): PersonItem {
  const icon = new vscode.ThemeIcon(kind === 'agency' ? 'server-process' : 'account');
  return { label: id, ...(detail ? { description: detail } : {}), iconPath: icon, person: { account, as: id } };
}

async function sayNoAccount(): Promise<void> {
  const create = vscode.l10n.t('New Account File');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('No account is described here yet. A file whose name ends with {0} says who holds which policies.', '.iamaccount.json'), create);
  if (chosen === create) await vscode.commands.executeCommand('modelartsPolicy.newAccount');
}
