import './builder.css';
import type { BuilderActionsResult, BuilderChange, BuilderKey, BuilderModelResult, BuilderService } from '../../../server/src/lsp/protocol/builder.ts';
import { redraw, restore, unchanged } from './dom.ts';
import { isCardOpen } from './draw/card.ts';
import { drawPage } from './draw/page.ts';
import type { FromPage, Start, ToPage } from './messages.ts';
import { fresh, renumbered, type State } from './state.ts';
import type { View } from './view.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; getState(): State | undefined; setState(state: State): void };

const host = acquireVsCodeApi();
const { texts, name } = JSON.parse(document.body.dataset['start'] ?? '{}') as Start;
const root = document.querySelector('#builder') as HTMLElement;
const said = document.querySelector('#said') as HTMLElement;

let state: State = { ...fresh, ...host.getState() };
let model: BuilderModelResult | undefined;
let label = '';
let gone: string | undefined;
const services = new Map<string, BuilderService>();
let found = new Map<string, BuilderActionsResult>();
let keys = new Map<number, readonly BuilderKey[]>();
/** What was asked for and is not answered yet, so that it is asked once. */
const asked = new Set<string>();
/** Statements whose details the model has, or will have. */
let open: readonly number[] = [0, 1];
/** What each card was last drawn from. */
const drawn = new Map<string, string>();
/** The last click, until its answer is there. */
let pending: { readonly change: BuilderChange; readonly field: HTMLInputElement | undefined } | undefined;
/** Until then the page grows to what it was, and is put back where it was scrolled to; in milliseconds. */
const settled = performance.now() + 1500;
let touched = false;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => receive(data));
host.postMessage({ type: 'open', open });
draw();

function receive(message: ToPage): void {
  switch (message.type) {
    case 'model':
      accept(message.model, message.label);
      break;
    case 'actions':
      for (const it of message.service === undefined ? [] : message.result.services) services.set(it.name, it);
      if (message.service !== undefined && !services.has(message.service)) services.set(message.service, { name: message.service, title: message.service, types: [] });
      if (message.text !== undefined) found = new Map([...[...found].slice(-mostSearches), [message.text, message.result]]);
      break;
    case 'keys':
      keys = new Map(keys).set(message.statement, message.keys);
      break;
    case 'said':
      answered(message.text, message.problem);
      return;
    case 'gone':
      gone = message.text;
  }
  draw();
}

/** A text with a syntax error is not shown as far as it goes, but as it last was: half a policy says something else. */
function accept(next: BuilderModelResult, nextLabel: string): void {
  gone = undefined;
  const kind = model?.kind;
  if (next.state !== 'ready' && model && model.cards.length > 0) {
    const { reason, range, version, state: nextState } = next;
    model = { ...model, version, state: nextState, ...(reason === undefined ? {} : { reason }), ...(range ? { range } : {}), findings: [] };
  } else model = next;
  label = nextLabel;
  keys = new Map();
  asked.clear();
  if (kind !== undefined && kind !== next.kind) {
    services.clear();
    found.clear();
  }
}

function answered(text: string, problem: boolean): void {
  announce(text);
  const last = pending;
  pending = undefined;
  if (problem) {
    showProblem(text, last?.field);
    restore(root);
    return;
  }
  if (!last) return;
  if (last.field) last.field.value = '';
  const { change } = last;
  switch (change.kind) {
    case 'move-statement':
      renumber((it) => (it === change.statement ? it + change.by : it === change.statement + change.by ? change.statement : it));
      focusLater = `s${String(change.statement + change.by)}/`;
      break;
    case 'duplicate-statement':
      renumber((it) => (it > change.statement ? it + 1 : it));
      focusLater = `s${String(change.statement + 1)}/`;
      break;
    case 'remove-statement':
      renumber((it) => (it === change.statement ? undefined : it > change.statement ? it - 1 : it));
      focusLater = `s${String(Math.max(0, change.statement - 1))}/`;
      break;
    case 'add-statement':
      focusLater = `s${String(model?.cards.length ?? 0)}/`;
      setState({ open: [...state.open, focusLater] });
      break;
    case 'add-condition': {
      const id = `s${String(change.statement)}/`;
      setState({ open: state.open.filter((it) => it !== `${id}condition`), drafts: Object.fromEntries(Object.entries(state.drafts).filter(([key]) => key !== id)) });
    }
  }
  waitsForModel = true;
}

/** The heading of the card that gets the focus once the new text is shown. */
let focusLater: string | undefined;
/** The text has changed and the model of it is on its way: until then the page stays as it is. */
let waitsForModel = false;

function renumber(numberOf: (index: number) => number | undefined): void {
  state = renumbered(state, numberOf);
  host.setState(state);
}

function draw(): void {
  const frozen = gone !== undefined || model === undefined || model.state !== 'ready';
  const view: View = { texts, name, label, model, state, services, found, keys, frozen, gone };
  askFor(view);
  const focused = document.activeElement;
  const before = focusable();
  const page = drawPage(view, (index, drawCard) => {
    const key = `s${String(index)}/`;
    const from = signature(index, view);
    if (drawn.get(key) === from) return unchanged('section', key);
    drawn.set(key, from);
    return drawCard(model!.cards[index]!, view);
  });
  for (const key of drawn.keys()) if (!(Number(key.slice(1, -1)) < (model?.cards.length ?? 0))) drawn.delete(key);
  redraw(root, page);
  restore(root);
  staysOpen();
  keepFocus(focused, before);
  if (isSettling()) window.scrollTo(0, state.scroll);
}

/** What was open by itself stays open when there is more beside it. */
function staysOpen(): void {
  const ids = [...root.querySelectorAll<HTMLElement>('.disclosure[data-by-itself][aria-expanded=true]')].map((it) => it.dataset['id'] ?? '').filter((it) => !state.open.includes(it));
  if (ids.length > 0) setState({ open: [...state.open, ...ids] });
}

/** Everything that a card is drawn from. */
function signature(index: number, view: View): string {
  const card = model?.cards[index];
  const id = `s${String(index)}/`;
  const of = (names: readonly string[]): string[] => names.filter((it) => it.startsWith(id));
  const isShown = isCardOpen(index, view);
  return JSON.stringify([card, isShown, view.frozen, model?.cards.length, model?.kind, isShown && [of(state.open), of(state.closed), of(state.added), state.search[id], state.drafts[id], [...services.keys()], [...found.keys()], keys.get(index)?.length]]);
}

/** What the page lacks: details of open cards, actions of open services, keys of open forms, the answer to a search. */
function askFor(view: View): void {
  if (!model) return;
  const wanted = model.cards.map((it) => it.index).filter((it) => isCardOpen(it, view));
  if (wanted.some((it) => !open.includes(it) || (!model?.cards[it]?.details && !asked.has('open')))) {
    open = wanted;
    ask('open', { type: 'open', open });
  } else open = open.filter((it) => wanted.includes(it));
  if (view.frozen) return;
  const names = new Set([...model.cards.flatMap((it) => (wanted.includes(it.index) ? (it.details?.services.map((one) => one.name) ?? []) : [])), ...state.added.map((it) => it.slice(it.indexOf('/') + 1)), ...(model.cards.length > 0 ? model.services.slice(0, 1).map((it) => it.name) : [])]);
  for (const service of names) if (!services.has(service) && isNeeded(service)) ask(`service ${service}`, { type: 'actions', service });
  for (const index of wanted) {
    if (state.open.includes(`s${String(index)}/condition`) && !keys.has(index)) ask(`keys ${String(index)}`, { type: 'keys', statement: index });
    const words = state.search[`s${String(index)}/`]?.trim() ?? '';
    if (words !== '' && !found.has(words)) ask(`find ${words}`, { type: 'actions', text: words });
  }
}

/** Somewhere it is open, or the only one. */
function isNeeded(service: string): boolean {
  if (state.open.some((it) => it.endsWith(`/service/${service}`)) || state.added.some((it) => it.endsWith(`/${service}`))) return true;
  return model?.cards.some((it) => it.details !== undefined && it.details.services.length <= 1 && (it.details.services[0]?.name ?? model?.services[0]?.name) === service) === true;
}

function ask(what: string, message: FromPage): void {
  if (asked.has(what)) return;
  asked.add(what);
  host.postMessage(message);
}

function setState(change: Partial<State>): void {
  state = { ...state, ...change };
  host.setState(state);
}

function change(it: BuilderChange, field?: HTMLInputElement): void {
  if (!model || model.state !== 'ready') return;
  pending = { change: it, field };
  host.postMessage({ type: 'change', version: model.version, change: it });
}

root.addEventListener('click', (event) => {
  const target = (event.target as Element).closest<HTMLElement>('button[data-do]');
  if (!target) return;
  const { id = '', statement } = target.dataset;
  switch (target.dataset['do']) {
    case 'toggle':
      toggle(id, target.getAttribute('aria-expanded') === 'true');
      break;
    case 'change':
      change(JSON.parse(target.dataset['change'] ?? '') as BuilderChange);
      break;
    case 'reveal':
      host.postMessage({ type: 'reveal', statement: statement === undefined ? undefined : Number(statement) });
      break;
    case 'clear-search':
      search(id, '');
      target.parentElement?.querySelector('input')?.focus();
      break;
    case 'fill-in': {
      const field = target.closest('fieldset')?.querySelector<HTMLInputElement>('form input[type=text]');
      if (!field) break;
      field.value = target.dataset['text'] ?? '';
      field.focus();
      const start = field.value.indexOf('<');
      if (start >= 0) field.setSelectionRange(start, field.value.indexOf('>', start) + 1);
    }
  }
});

root.addEventListener('change', (event) => {
  const target = event.target as HTMLInputElement;
  switch (target.dataset['do']) {
    case 'check': {
      const wanted = target.checked ? target.dataset['on'] : target.dataset['off'];
      if (wanted !== undefined) change(JSON.parse(wanted) as BuilderChange);
      break;
    }
    case 'operator':
      change({ kind: 'set-operator', ...(JSON.parse(target.dataset['at'] ?? '') as { statement: number; operator: string; key: string }), to: target.value });
      break;
    case 'sid':
      change({ kind: 'set-sid', statement: Number(target.dataset['statement']), value: target.value });
      break;
    case 'draft-key':
    case 'draft-operator': {
      const id = `s${String(target.dataset['statement'])}/`;
      const before = state.drafts[id] ?? { key: '', operator: '' };
      setState({ drafts: { ...state.drafts, [id]: target.dataset['do'] === 'draft-key' ? { key: target.value, operator: '' } : { ...before, operator: target.value } } });
      draw();
    }
  }
});

/** Searches whose results are kept. */
const mostSearches = 8;

let typing: number | undefined;
/** Milliseconds of quiet before words are searched. */
const quiet = 150;

root.addEventListener('input', (event) => {
  const target = event.target as HTMLInputElement;
  if (target.dataset['do'] !== 'search') return;
  window.clearTimeout(typing);
  typing = window.setTimeout(() => search(target.dataset['id'] ?? '', target.value), quiet);
});

function search(id: string, words: string): void {
  window.clearTimeout(typing);
  setState({ search: { ...state.search, [id]: words } });
  draw();
}

root.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const data = new FormData(form);
  const text = (key: string): string => String(data.get(key) ?? '').trim();
  const field = form.querySelector<HTMLInputElement>('input[name=value]') ?? undefined;
  const statement = Number(form.dataset['statement']);
  const value = text('value');
  switch (form.dataset['do']) {
    case 'add-service': {
      const id = form.dataset['id'] ?? '';
      if (value === '') return;
      setState({ added: [...state.added.filter((it) => it !== id + value), id + value], open: [...state.open, `${id}service/${value}`] });
      draw();
      focusHeading(`${id}service/${value}`);
      break;
    }
    case 'add-string':
      if (value !== '') change({ kind: 'add-strings', statement, element: form.dataset['element'] === 'resource' ? 'resource' : 'action', values: [value] }, field);
      break;
    case 'add-principal':
      change({ kind: 'add-principal', statement, principal: text('kind'), value }, field);
      break;
    case 'add-value':
      change({ kind: 'add-value', ...(JSON.parse(form.dataset['at'] ?? '') as { statement: number; operator: string; key: string }), value }, field);
      break;
    case 'add-condition': {
      const { keyName, operator = '' } = form.dataset;
      const tag = text('tag');
      if (keyName === undefined || value === '' || (keyName.endsWith('/') && tag === '')) {
        announce(texts.fillFirst);
        showProblem(texts.fillFirst, form.querySelector<HTMLInputElement>('input:placeholder-shown') ?? undefined);
        return;
      }
      change({ kind: 'add-condition', statement, operator, key: keyName + tag, values: [value] });
    }
  }
});

/** Up and down go from box to box and from heading to heading, as in a tree; Tab does it, too. */
root.addEventListener('keydown', (event) => {
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target as HTMLElement;
  const isStop = (it: HTMLElement): boolean => it.matches('.disclosure, .service input[type=checkbox]');
  if (!isStop(target)) return;
  const stops = focusable().filter((it) => isStop(it) && !it.matches(':disabled'));
  const next = stops[stops.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

window.addEventListener('scroll', () => {
  if (!isSettling()) setState({ scroll: window.scrollY });
}, { passive: true });
for (const type of ['wheel', 'pointerdown', 'keydown']) window.addEventListener(type, () => (touched = true), { passive: true });

function isSettling(): boolean {
  return !touched && performance.now() < settled;
}

function toggle(id: string, wasOpen: boolean): void {
  const without = (names: readonly string[]): string[] => names.filter((it) => it !== id);
  setState(wasOpen ? { open: without(state.open), closed: [...without(state.closed), id] } : { open: [...without(state.open), id], closed: without(state.closed) });
  draw();
}

function announce(text: string): void {
  // The same text twice is heard twice.
  said.textContent = said.textContent === text ? `${text}\u00a0` : text;
}

/** What did not work stands at the field it is about, until something else is done. */
function showProblem(text: string, field: HTMLInputElement | undefined): void {
  const target = field?.isConnected ? field : undefined;
  if (!target) {
    problem.textContent = text;
    problem.hidden = false;
    window.setTimeout(() => (problem.hidden = true), 8000);
    return;
  }
  target.setCustomValidity(text);
  target.reportValidity();
  target.addEventListener('input', () => target.setCustomValidity(''), { once: true });
}

const problem = document.createElement('div');
problem.className = 'toast';
problem.hidden = true;
document.body.append(problem);

/** In the order of the page. Nothing is there that is not seen, so that nobody has to measure it. */
function focusable(): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('button, input, select')];
}

/** The focus stays where it is. Where that is gone, it goes to what is next to it, and never back to the top. */
function keepFocus(focused: Element | null, before: readonly HTMLElement[]): void {
  if (focusLater !== undefined && model && waitsForModel && document.querySelector(`.disclosure[data-id="${CSS.escape(focusLater)}"]`)) {
    focusHeading(focusLater);
    focusLater = undefined;
    waitsForModel = false;
    return;
  }
  if (!(focused instanceof HTMLElement) || focused === document.body) return;
  if (focused.isConnected) {
    if (document.activeElement !== focused) focused.focus({ preventScroll: true });
    return;
  }
  const at = before.indexOf(focused);
  const near = [...before.slice(at + 1), ...before.slice(0, at).reverse()].find((it) => it.isConnected && !it.matches(':disabled'));
  near?.focus();
}

function focusHeading(id: string): void {
  const heading = document.querySelector<HTMLElement>(`.disclosure[data-id="${CSS.escape(id)}"]`);
  heading?.focus();
  heading?.scrollIntoView({ block: 'nearest' });
}
