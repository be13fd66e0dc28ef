import type { BuilderCard, BuilderFinding } from '../../../../server/src/lsp/protocol/builder.ts';
import { type Child, h, icon, type IconName } from '../dom.ts';
import { asAttribute, fill, isOpen, type View } from '../view.ts';
import { drawActions } from './actions.ts';
import { drawConditions } from './conditions.ts';
import { drawPrincipal, drawResources } from './lists.ts';
import { disclosure, help, iconButton, part } from './parts.ts';

/** Whether a statement is open: by hand, or because it is one of few. */
export function isCardOpen(card: number, view: View): boolean {
  return isOpen(view, `s${String(card)}/`, opensByItself(card, view));
}

function opensByItself(card: number, { model }: View): boolean {
  return card === 0 || (model?.cards.length ?? 0) <= 2;
}

/** A statement: its heading always, the rest while it is open. */
export function drawCard(card: BuilderCard, view: View): HTMLElement {
  const id = `s${String(card.index)}/`;
  const open = isCardOpen(card.index, view);
  return h('section', { key: id, class: `card ${card.effect === 'Deny' ? 'deny' : card.effect === 'Allow' ? 'allow' : ''}`, 'aria-labelledby': `${id}title` },
    h('header', {}, h('h2', { id: `${id}title` }, disclosure(id, open, opensByItself(card.index, view), ...title(card, view))), tools(card, view)),
    open && h('div', { key: 'body', class: 'body' }, ...body(card, view)));
}

function title({ index, effect, sid, summary, findings, readOnly }: BuilderCard, { texts }: View): Child[] {
  const errors = findings.filter((it) => it.severity === 'error').length;
  const warnings = findings.filter((it) => it.severity === 'warning').length;
  return [
    h('span', { class: 'name' }, fill(texts.statement, index + 1)),
    effect && h('span', { class: `badge ${effect.toLowerCase()}` }, effect),
    sid !== undefined && sid !== '' && h('span', { class: 'sid' }, sid),
    readOnly !== undefined && h('span', { class: 'marker' }, icon('lock')),
    errors > 0 && marker('error', errors, fill(texts.errors, errors)),
    warnings > 0 && marker('warning', warnings, fill(texts.warnings, warnings)),
    h('span', { class: 'description' }, summary ?? ''),
  ];
}

function marker(kind: 'error' | 'warning', count: number, label: string): HTMLElement {
  return h('span', { class: `marker ${kind}`, title: label }, icon(kind), h('span', { 'aria-hidden': 'true' }, String(count)), h('span', { class: 'visually-hidden' }, label));
}

function tools({ index }: BuilderCard, { texts, model, frozen }: View): HTMLElement {
  const last = (model?.cards.length ?? 0) - 1;
  const number = index + 1;
  const can = model?.arrangeable === true && !frozen;
  const change = (it: Parameters<typeof asAttribute>[0]) => ({ 'data-do': 'change', 'data-change': asAttribute(it) });
  return h('div', { class: 'tools', role: 'group' },
    can && index > 0 && iconButton('up', fill(texts.moveUp, number), { key: 'up', ...change({ kind: 'move-statement', statement: index, by: -1 }) }),
    can && index < last && iconButton('lower', fill(texts.moveDown, number), { key: 'down', ...change({ kind: 'move-statement', statement: index, by: 1 }) }),
    can && iconButton('copy', fill(texts.duplicate, number), { key: 'copy', ...change({ kind: 'duplicate-statement', statement: index }) }),
    can && iconButton('trash', fill(texts.remove, number), { key: 'remove', ...change({ kind: 'remove-statement', statement: index }) }),
    iconButton('text', fill(texts.revealStatement, number), { key: 'text', 'data-do': 'reveal', 'data-statement': index }));
}

function body(card: BuilderCard, view: View): Child[] {
  const { texts, model, frozen } = view;
  const { details } = card;
  const shown: Child[] = [drawFindings(card.findings, view)];
  if (card.readOnly !== undefined) {
    return [
      ...shown,
      h('p', { key: 'why', class: 'banner' }, icon('lock'), h('span', {}, fill(texts.readOnly, card.readOnly))),
      card.action && card.action.strings.length > 0 && h('ul', { key: 'strings', class: 'items plain' }, ...card.action.strings.map((it) => h('li', { class: 'item' }, h('code', {}, it)))),
      h('button', { key: 'edit', type: 'button', class: 'secondary', 'data-do': 'reveal', 'data-statement': card.index }, texts.editAsText),
    ];
  }
  if (!details) return [...shown, help(texts.loading)];
  const has = (element: string): boolean => model?.elements.includes(element) === true;
  return [
    ...shown,
    // One switch for everything inside; native, so that nothing of it takes the focus.
    h('fieldset', { key: 'parts', class: 'parts', disabled: frozen },
      has('Sid') && drawSid(card, view),
      drawEffect(card, view),
      has('Principal') && drawPrincipal(card, view),
      drawActions(card, details, view),
      has('Resource') && drawResources(card, details, view),
      has('Condition') && drawConditions(card, details, view)),
  ];
}

/** What the rules find: the same that the text shows as squiggles. */
export function drawFindings(findings: readonly BuilderFinding[], { texts }: View): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  return h('ul', { key: 'findings', class: 'findings', 'aria-label': texts.findings },
    ...findings.map(({ severity, message, element }) => h('li', { class: severity }, icon(severity satisfies IconName), h('span', { class: 'visually-hidden' }, `${texts[severity]}: `), element !== undefined && h('code', {}, element), h('span', {}, message))));
}

function drawSid({ index, sid = '' }: BuilderCard, { texts }: View): HTMLElement {
  return part('sid', texts.sid, help(texts.sidHelp), h('input', { key: 'text', type: 'text', class: 'short', 'data-do': 'sid', 'data-statement': index, 'data-shows': sid, 'aria-label': texts.sid, autocomplete: 'off', spellcheck: 'false' }));
}

function drawEffect({ index, effect }: BuilderCard, { texts, model }: View): HTMLElement {
  const choice = (value: 'Allow' | 'Deny', text: string): HTMLElement =>
    h('label', { key: value, class: 'row' }, h('input', { key: 'radio', type: 'radio', name: `effect-${String(index)}`, checked: effect === value, 'data-do': 'check', 'data-on': asAttribute({ kind: 'set-effect', statement: index, value }) }), h('span', { class: 'name' }, value), h('span', { class: 'description' }, text));
  return part('effect', texts.effect, choice('Allow', model?.kind === 'scp-5.0' ? texts.allowHelpScp : texts.allowHelp), choice('Deny', texts.denyHelp), effect === undefined && help(texts.noEffect));
}
