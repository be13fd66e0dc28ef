import * as vscode from 'vscode';
import { type TaskItem, taskParts, tasks, type Version, writeTask } from '../../../server/src/lsp/protocol/tasks.ts';
import { openExamples } from '../commands.ts';
import type { Pages } from '../pages.ts';
import { readAbout } from '../rule-pages.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activePolicy } from '../status.ts';
import { openWritten } from './open-written.ts';

interface Choice extends vscode.QuickPickItem {
  readonly snippet?: string;
  readonly task?: TaskItem;
  /** A file of the folder of examples. */
  readonly example?: string;
  readonly examples?: true;
}

/**
 * *New Policy*: an empty one of a chosen kind, or policies for what somebody is to do, made of documented rows, with
 * a page beside them that names the row of each line.
 */
export async function newPolicy(context: vscode.ExtensionContext, server: ServerConnection, pages: Pages): Promise<void> {
  const offered = server.ask(tasks, {}).catch(() => undefined);
  const chosen = await vscode.window.showQuickPick<Choice>(
    offered.then((found) => choices(found)),
    { title: vscode.l10n.t('New policy: for what?'), placeHolder: vscode.l10n.t('An empty policy, or one for what somebody is to do'), matchOnDescription: true, matchOnDetail: true },
  );
  if (!chosen) return;
  if (chosen.examples) return openExamples(context);
  if (chosen.example !== undefined) return openExample(context, chosen.example);
  if (chosen.snippet !== undefined) return openSnippet(chosen.snippet);
  if (chosen.task) await newFromTask(server, pages, chosen.task);
}

function choices(found: { readonly functions: readonly TaskItem[]; readonly roles: readonly TaskItem[] } | undefined): Choice[] {
  const heading = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const toChoice = (task: TaskItem): Choice => ({ label: task.title, description: task.versions.join(', '), detail: task.description || (task.versions.length === 0 ? vscode.l10n.t('No action is documented; shows the roles that the page names') : vscode.l10n.t('What a user and the agency need for this function of the console')), task });
  return [
    heading(vscode.l10n.t('Empty')),
    ...emptyPolicies(),
    ...(found ? [heading(vscode.l10n.t('For a person')), ...found.roles.map(toChoice), heading(vscode.l10n.t('For a function of the console')), ...found.functions.map(toChoice)] : []),
    heading(vscode.l10n.t('Examples of the ModelArts IAM page')),
    { label: vscode.l10n.t('Register images and list their groups'), description: vscode.l10n.t('example 1'), example: 'manage-images.policy.json' },
    { label: vscode.l10n.t('Everything of ModelArts, but pools cannot be changed'), description: vscode.l10n.t('example 2'), example: 'deny-pool-changes.policy.json' },
    { label: vscode.l10n.t('Two services in one policy'), description: vscode.l10n.t('example 3'), example: 'several-services.policy.json' },
    { label: vscode.l10n.t('More examples…'), examples: true },
  ];
}

function emptyPolicies(): Choice[] {
  return [
    { label: vscode.l10n.t('Custom policy 1.1'), description: vscode.l10n.t('for user groups and agencies; what most accounts use'), snippet: policySnippet('1.1', ['"Effect": "${1|Allow,Deny|}"', '"Action": [\n\t\t\t\t"${2:modelarts:notebook:list}$0"\n\t\t\t]']) },
    { label: vscode.l10n.t('Identity policy 5.0'), description: vscode.l10n.t('for the new IAM console'), snippet: policySnippet('5.0', ['"Effect": "${1|Allow,Deny|}"', '"Action": [\n\t\t\t\t"${2:modelarts:notebook:list}$0"\n\t\t\t]', '"Resource": [\n\t\t\t\t"*"\n\t\t\t]']) },
    { label: vscode.l10n.t('Trust policy 5.0'), description: vscode.l10n.t('who may assume an agency'), snippet: policySnippet('5.0', ['"Principal": {\n\t\t\t\t"${1|Service,IAM|}": [\n\t\t\t\t\t"${2:service.ModelArts}"\n\t\t\t\t]\n\t\t\t}', '"Effect": "Allow"', '"Action": [\n\t\t\t\t"sts:agencies:assume"$0\n\t\t\t]']) },
    { label: vscode.l10n.t('Service control policy 5.0'), description: vscode.l10n.t('what nobody in the organization may do'), snippet: policySnippet('5.0', ['"Effect": "Deny"', '"Action": [\n\t\t\t\t"${1:modelarts:pool:delete}$0"\n\t\t\t]', '"Resource": [\n\t\t\t\t"*"\n\t\t\t]']) },
  ];
}

function policySnippet(version: string, members: readonly string[]): string {
  return `{\n\t"Version": "${version}",\n\t"Statement": [\n\t\t{\n\t\t\t${members.join(',\n\t\t\t')}\n\t\t}\n\t]\n}\n`;
}

async function openSnippet(snippet: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'iam-policy', content: '' });
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(snippet));
}

async function openExample({ extensionUri }: vscode.ExtensionContext, fileName: string): Promise<void> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'examples', fileName)));
  await openWritten([{ fileName, text }]);
}

async function newFromTask(server: ServerConnection, pages: Pages, task: TaskItem): Promise<void> {
  const version = await chooseVersion(task);
  if (version === undefined) return;
  const found = await server.ask(taskParts, { task: task.id, version });
  if ('problem' in found) return void vscode.window.showWarningMessage(found.problem);
  if ('markdown' in found) return pages.show(task.title, found.markdown);
  if ('byScope' in found) return limitByScope(task.title, found.byScope);
  const parts = await chooseParts(task, found.parts);
  if (!parts) return;
  const value = task.asksForValue ? await askForValue() : undefined;
  if (task.asksForValue && value === undefined) return;
  const written = await server.ask(writeTask, { task: task.id, version, parts, ...(value === undefined ? {} : { value }) });
  if ('problem' in written) return void vscode.window.showWarningMessage(written.problem);
  await openWritten(written.policies);
  await pages.show(task.title, written.markdown, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

async function chooseVersion({ title, versions }: TaskItem): Promise<Version | undefined> {
  if (versions.length <= 1) return versions[0] ?? '1.1';
  const about: Record<Version, string> = { '1.1': vscode.l10n.t('custom policy, what most accounts use'), '5.0': vscode.l10n.t('identity policy of the new IAM console') };
  const chosen = await vscode.window.showQuickPick(versions.map((label) => ({ label, description: about[label] })), { title: vscode.l10n.t('{0}: which version of the language?', title) });
  return chosen?.label;
}

/** No element of the policy says it: how it is attached does. */
async function limitByScope(title: string, topic: string): Promise<void> {
  const items = [
    { label: vscode.l10n.t('Read how to attach it'), page: true },
    { label: vscode.l10n.t('Copy the entry of an account file…'), description: '"scope": { "enterpriseProjects": […] }', page: false },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('{0}: in 1.1 that is said where a policy is attached', title), placeHolder: vscode.l10n.t('A policy of version 1.1 has no element for it') });
  if (!chosen) return;
  if (chosen.page) return readAbout(topic);
  const project = await askForValue();
  if (project === undefined) return;
  const front = activePolicy()?.uri;
  const file = front ? (front.path.split('/').pop() ?? '') : 'POLICY.policy.json';
  await vscode.env.clipboard.writeText(JSON.stringify({ file, scope: { enterpriseProjects: [project.trim()] } }));
  void vscode.window.showInformationMessage(vscode.l10n.t('Copied. Put it into the policies of a group of an account file.'));
}

/** What is needed always is not asked for; a task of one part asks nothing. */
async function chooseParts({ title }: TaskItem, parts: readonly { readonly id: string; readonly title: string; readonly purpose: string; readonly holder: 'user' | 'agency'; readonly needed: boolean; readonly actions: readonly string[] }[]): Promise<readonly string[] | undefined> {
  if (parts.length <= 1) return parts.map((it) => it.id);
  const items: (vscode.QuickPickItem & { readonly id?: string })[] = [];
  for (const holder of ['user', 'agency'] as const) {
    const own = parts.filter((it) => it.holder === holder);
    if (own.length === 0) continue;
    items.push({ label: holder === 'user' ? vscode.l10n.t('The user') : vscode.l10n.t('The agency that ModelArts uses'), kind: vscode.QuickPickItemKind.Separator });
    items.push(...own.map((it) => ({ id: it.id, label: it.title, description: it.actions.length === 1 ? (it.actions[0] ?? '') : vscode.l10n.t('{0} actions', it.actions.length), detail: it.purpose, picked: true })));
  }
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('{0}: which parts of it?', title), placeHolder: vscode.l10n.t('Untick what is not used'), canPickMany: true, matchOnDetail: true });
  return chosen && chosen.length > 0 ? chosen.flatMap((it) => it.id ?? []) : undefined;
}

function askForValue(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Which enterprise project?'),
    prompt: vscode.l10n.t('The ID of the enterprise project that the workspace belongs to; the default one is 0'),
    validateInput: (text) => (/^(?:0|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i.test(text.trim()) ? undefined : vscode.l10n.t('An ID is 0 or has the form of xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.')),
    ignoreFocusOut: true,
  });
}
