import * as vscode from 'vscode';
import { type ActionChoice, type ChoicesResult, choices, type KeyChoice, type SimulatedRequest } from '../../../server/src/lsp/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';

/** The steps that were asked, so that each can be gone back to. */
interface Asked {
  action: string;
  resource: string | undefined;
  principal: { kind: string; value: string } | undefined;
  context: Record<string, string | readonly string[]>;
}

/** What there is to choose from, for the action chosen so far. */
export type Offer = (action?: string) => Promise<ChoicesResult>;

const back = Symbol('back');
type Answer<T> = T | typeof back | undefined;

/**
 * Asks for a request in up to three steps: the action, the resource only where a statement limits it, and the
 * condition keys that the policy uses, each "not sent" at first. Undefined when the person gives up.
 * @param recent actions of earlier requests, newest first
 * @param start the request to change, or an action to begin with
 */
export async function askForRequest(server: ServerConnection, uri: vscode.Uri, recent: readonly string[], start?: Partial<SimulatedRequest>): Promise<SimulatedRequest | undefined> {
  return askAbout((action) => server.ask(choices, { textDocument: { uri: uri.toString() }, ...(action === undefined ? {} : { action }) }), recent, start);
}

/** The same about other policies than those of one document; `offer` gives what there is to choose from. */
export async function askAbout(offer: Offer, recent: readonly string[], start?: Partial<SimulatedRequest>): Promise<SimulatedRequest | undefined> {
  waitForFirstStep();
  try {
    return await askInSteps(offer, recent, start);
  } finally {
    waiting?.box.hide();
  }
}

/** An empty list, or the one that was answered last: open until the next step fills it, or keys typed meanwhile would go into the policy. */
let waiting: { readonly box: vscode.QuickPick<ValueItem>; stop(): void } | undefined;

function wait(box: vscode.QuickPick<ValueItem>): void {
  box.items = [];
  box.busy = true;
  const hidden = box.onDidHide(() => {
    waiting = undefined;
    box.dispose();
  });
  waiting = { box, stop: () => hidden.dispose() };
}

function newBox(): vscode.QuickPick<ValueItem> {
  const box = vscode.window.createQuickPick<ValueItem>();
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.ignoreFocusOut = true;
  return box;
}

function waitForFirstStep(): void {
  const box = newBox();
  box.title = actionTitle();
  wait(box);
  box.show();
}

function actionTitle(): string {
  return vscode.l10n.t('Simulate request: which action?');
}

async function askInSteps(offer: Offer, recent: readonly string[], start?: Partial<SimulatedRequest>): Promise<SimulatedRequest | undefined> {
  const first = await offer();
  const asked: Asked = { action: start?.action ?? '', resource: firstOf(start?.resource), principal: start?.principal, context: { ...start?.context } };
  let step: 'action' | 'principal' | 'resource' | 'keys' = 'action';
  let found = first;
  for (;;) {
    switch (step) {
      case 'action': {
        const action = await askForAction(first, recent, asked.action);
        if (typeof action !== 'string') return undefined;
        asked.action = action;
        found = await offer(action);
        step = found.asksForPrincipal ? 'principal' : 'resource';
        break;
      }
      case 'principal': {
        const principal = await askForPrincipal(asked.principal);
        if (principal === undefined) return undefined;
        if (principal === back) step = 'action';
        else {
          asked.principal = principal;
          step = 'resource';
        }
        break;
      }
      case 'resource': {
        if (found.asksForResource) {
          const resource = await askForResource(found, asked.resource);
          if (resource === undefined) return undefined;
          if (resource === back) {
            step = found.asksForPrincipal ? 'principal' : 'action';
            break;
          }
          asked.resource = resource === '' ? undefined : resource;
        } else asked.resource = undefined;
        if (found.keys.length === 0) return toRequest(asked, found);
        step = 'keys';
        break;
      }
      case 'keys': {
        const done = await askForKeys(found, asked);
        if (done === undefined) return undefined;
        if (done !== back) return toRequest(asked, found);
        step = found.asksForResource ? 'resource' : found.asksForPrincipal ? 'principal' : 'action';
        break;
      }
    }
  }
}

function toRequest({ action, resource, principal, context }: Asked, found: ChoicesResult): SimulatedRequest {
  const used = new Set(found.keys.map((it) => it.key));
  const sent = Object.fromEntries(Object.entries(context).filter(([key]) => used.has(key)));
  return {
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(found.asksForPrincipal && principal ? { principal } : {}),
    ...(Object.keys(sent).length > 0 ? { context: sent } : {}),
  };
}

interface ValueItem extends vscode.QuickPickItem {
  readonly value?: string;
}

async function askForAction({ actions }: ChoicesResult, recent: readonly string[], start: string): Promise<Answer<string>> {
  const items: ValueItem[] = [];
  const known = new Map(actions.map((it) => [it.action, it]));
  const add = (heading: string, some: readonly ActionChoice[]): void => {
    if (some.length > 0) items.push({ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...some.map(toItem));
  };
  const [own, ...others] = [...new Set(actions.map((it) => it.group))];
  const inGroup = (group: string | undefined): ActionChoice[] => actions.filter((it) => it.group === group);
  if (own !== undefined) add(own, inGroup(own));
  add(vscode.l10n.t('Recent'), recent.map((action) => known.get(action) ?? { action, description: '', detail: '', group: '' }));
  for (const group of others) add(group, inGroup(group));
  return pick({ title: actionTitle(), placeholder: vscode.l10n.t('Search by name or description, or type any action such as obs:object:GetObject'), items, start, free: (text) => (/^[^:\s"]+:[^:\s"]*:[^:\s"]+$/.test(text) ? text : undefined), canGoBack: false });
}

function toItem({ action, description, detail }: ActionChoice): ValueItem {
  return { label: action, description: detail, ...(description ? { detail: description } : {}), value: action };
}

async function askForResource({ resources }: ChoicesResult, start: string | undefined): Promise<Answer<string>> {
  const items: ValueItem[] = [
    ...resources.map((it) => ({ label: it, description: vscode.l10n.t('as the policy names it'), value: it })),
    { label: vscode.l10n.t('None named'), description: vscode.l10n.t('the request names no resource'), value: '' },
  ];
  return pick({ title: vscode.l10n.t('Simulate request: on which resource?'), placeholder: vscode.l10n.t('Pick one, or type service:region:account:type:path'), items, start: start ?? '', free: (text) => text.trim() || undefined, canGoBack: true });
}

async function askForPrincipal(start: Asked['principal']): Promise<Answer<{ kind: string; value: string }>> {
  const items: ValueItem[] = ['IAM', 'Service', 'Identity_provider'].map((kind) => ({ label: kind, value: kind }));
  const kind = await pick({ title: vscode.l10n.t('Simulate request: what kind of principal asks?'), placeholder: '', items, start: start?.kind ?? '', free: () => undefined, canGoBack: true });
  if (kind === undefined || kind === back) return kind;
  const value = await vscode.window.showInputBox({ title: vscode.l10n.t('Simulate request: which principal?'), value: start?.value ?? '', ignoreFocusOut: true });
  return value === undefined ? back : { kind, value };
}

/** Goes on until the person runs the simulation; true then. */
async function askForKeys({ keys }: ChoicesResult, asked: Asked): Promise<Answer<true>> {
  const go = 'go';
  for (;;) {
    const items: ValueItem[] = [
      { label: `$(play) ${vscode.l10n.t('Simulate')}`, description: asked.action, value: go },
      { label: vscode.l10n.t('What does the request carry?'), kind: vscode.QuickPickItemKind.Separator },
      ...keys.map((it) => ({ label: it.key, description: shown(asked.context[it.key]), detail: it.description, value: it.key })),
    ];
    const chosen = await pick({ title: vscode.l10n.t('Simulate request: what does it carry?'), placeholder: vscode.l10n.t('Enter simulates; pick a key to give it a value'), items, start: '', free: () => undefined, canGoBack: true });
    if (chosen === undefined || chosen === back) return chosen;
    if (chosen === go) return true;
    const key = keys.find((it) => it.key === chosen);
    if (key) await askForValue(key, asked);
  }
}

async function askForValue(key: KeyChoice, asked: Asked): Promise<void> {
  const notSent = ' not sent';
  const items: ValueItem[] = [{ label: vscode.l10n.t('Not sent'), value: notSent }, ...key.values.map((it) => ({ label: it, value: it }))];
  const before = asked.context[key.key];
  const hint = key.multiValued ? vscode.l10n.t('Several values are separated by commas') : vscode.l10n.t('Pick a value or type one');
  const value = await pick({ title: key.key, placeholder: hint, items, start: before === undefined ? '' : [before].flat().join(','), free: (text) => (text === '' ? undefined : text), canGoBack: true });
  if (value === undefined || value === back) return;
  if (value === notSent) delete asked.context[key.key];
  else asked.context[key.key] = key.multiValued && value.includes(',') ? value.split(',').map((it) => it.trim()) : value;
}

function shown(value: string | readonly string[] | undefined): string {
  if (value === undefined) return vscode.l10n.t('not sent');
  return typeof value === 'string' ? value : value.join(', ');
}

function firstOf(resource: SimulatedRequest['resource']): string | undefined {
  return typeof resource === 'string' ? resource : resource?.[0];
}

interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly ValueItem[];
  readonly start: string;
  /** What a typed text means when it is none of the items. */
  free(text: string): string | undefined;
  readonly canGoBack: boolean;
}

function pick({ title, placeholder, items, start, free, canGoBack }: Question): Promise<Answer<string>> {
  return new Promise((resolve) => {
    const box = waiting?.box ?? newBox();
    waiting?.stop();
    waiting = undefined;
    box.title = title;
    box.placeholder = placeholder;
    box.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
    box.busy = false;
    const offer = (text: string): void => {
      const typed = free(text);
      const known = items.some((it) => it.value === typed);
      box.items = typed === undefined || known ? items : [...items, { label: typed, description: vscode.l10n.t('as typed'), alwaysShow: true, value: typed }];
    };
    const before = items.find((it) => it.value === start && start !== '');
    if (!before && start !== '') box.value = start;
    offer(box.value);
    if (before) box.activeItems = [before];
    const answer = (value: Answer<string>): void => {
      for (const it of listeners) it.dispose();
      box.value = '';
      wait(box);
      resolve(value);
    };
    const listeners = [
      box.onDidChangeValue(offer),
      box.onDidAccept(() => {
        const value = box.activeItems[0]?.value ?? free(box.value);
        if (value !== undefined) answer(value);
      }),
      box.onDidTriggerButton(() => answer(back)),
      box.onDidHide(() => {
        box.dispose();
        resolve(undefined);
      }),
    ];
    box.show();
  });
}
