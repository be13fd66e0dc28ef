import * as vscode from 'vscode';
import { accountChoices, whoCan, type WhoCanRow } from '../../../server/src/lsp/protocol/account.ts';
import type { ChoicesResult } from '../../../server/src/lsp/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { EffectivePermissions } from '../effective/effective.ts';
import { askAbout } from '../simulation/ask.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { decisionIcon } from '../simulation/words.ts';
import { chooseAccount, choosePerson, withProject } from './choose.ts';

/** *Simulate as…*: a person, a request, and the whole answer in the view. */
export async function simulateAsPerson(server: ServerConnection, simulation: Simulation, account: vscode.Uri | undefined, as: string | undefined): Promise<void> {
  const file = account ?? (await chooseAccount());
  if (!file) return;
  const name = as ?? (await choosePerson(server, file, vscode.l10n.t('Simulate request: as whom?')));
  if (name === undefined) return;
  const person = await withProject(server, { account: file, as: name });
  if (person) await simulation.startAs(person);
}

/** What there is to choose from for a person, or for anybody: what their policies name comes first. */
export function offerFor(server: ServerConnection, account: vscode.Uri, as?: string): (action?: string) => Promise<ChoicesResult> {
  return async (action) => {
    const found = await server.ask(accountChoices, { uri: account.toString(), ...(as === undefined ? {} : { as }), ...(action === undefined ? {} : { action }) });
    if (!('problem' in found)) return found;
    void vscode.window.showWarningMessage(found.problem);
    return { kind: 'account', actions: [], resources: [], asksForResource: false, asksForPrincipal: false, keys: [] };
  };
}

/** *What can this person do?*: the tree of effective permissions over all that somebody holds. */
export async function showWhatCan(server: ServerConnection, effective: EffectivePermissions, account: vscode.Uri | undefined, as: string | undefined): Promise<void> {
  const file = account ?? (await chooseAccount());
  const name = file && (as ?? (await choosePerson(server, file, vscode.l10n.t('What can this person do: who?'))));
  if (file && name !== undefined) await effective.focusPerson(file, name);
}

interface RowItem extends vscode.QuickPickItem {
  readonly row: WhoCanRow;
}

/** *Who can do this?*: all persons of an account for one request; Enter shows every step for one of them. */
export async function showWhoCan(server: ServerConnection, simulation: Simulation, account: vscode.Uri | undefined): Promise<void> {
  const file = account ?? (await chooseAccount());
  if (!file) return;
  const place = await withProject(server, { account: file, as: '' });
  if (!place) return;
  const request = await askAbout(offerFor(server, file), []);
  if (!request) return;
  const asked = { ...request, ...(place.project === undefined ? {} : { project: place.project }) };
  const found = await server.ask(whoCan, { uri: file.toString(), request: asked });
  if ('problem' in found) return void vscode.window.showWarningMessage(found.problem);
  const count = found.rows.filter((it) => it.decision === 'Allow').length;
  const items: RowItem[] = found.rows.map((row) => ({ row, label: row.id, description: vscode.l10n.t('{0}: {1}', row.word, row.why), ...(row.but === undefined ? {} : { detail: vscode.l10n.t('ModelArts cannot be used all the same: {0}', row.but) }), iconPath: decisionIcon(row.decision) }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('{0}: {1} of {2} can', asked.action, count, items.length), placeHolder: vscode.l10n.t('Enter shows every step for one of them'), matchOnDescription: true, ignoreFocusOut: true });
  if (chosen) await simulation.runAs({ ...place, as: chosen.row.id }, asked);
}
