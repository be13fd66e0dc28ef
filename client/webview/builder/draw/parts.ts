import type { BuilderChange } from '../../../../server/src/lsp/protocol/builder.ts';
import { type Child, h, icon, type IconName } from '../dom.ts';
import { asAttribute, fill, type View } from '../view.ts';

/** A button that opens and closes what follows it. */
export function disclosure(id: string, open: boolean, byItself: boolean, ...children: readonly Child[]): HTMLElement {
  return h('button', { key: `${id}#`, type: 'button', class: 'disclosure', 'aria-expanded': open ? 'true' : 'false', 'data-do': 'toggle', 'data-id': id, 'data-by-itself': byItself }, icon(open ? 'down' : 'right'), h('span', { class: 'words' }, ...children));
}

/** A button that is an icon, with its name for everybody who cannot guess it. */
export function iconButton(name: IconName, label: string, properties: Readonly<Record<string, string | number | boolean | undefined>>): HTMLElement {
  return h('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label, ...properties }, icon(name));
}

/** A part of a statement, with its heading. */
export function part(key: string, title: string, ...children: readonly (Child | readonly Child[])[]): HTMLElement {
  return h('fieldset', { key, class: 'part' }, h('legend', {}, title), ...children);
}

export function help(text: string): HTMLElement {
  return h('p', { class: 'help' }, text);
}

/** A box that makes one change when it is checked and another when it is not. */
export function checkbox(key: string, checked: boolean, on: BuilderChange | undefined, off: BuilderChange | undefined, properties: { readonly some?: boolean; readonly label?: string; readonly disabled?: boolean } = {}): HTMLElement {
  return h('input', { key, type: 'checkbox', checked, 'data-some': properties.some, 'aria-label': properties.label, disabled: properties.disabled, 'data-do': 'check', 'data-on': on && asAttribute(on), 'data-off': off && asAttribute(off) });
}

/** A value of a list, with the button that removes it. */
export function item(key: string, value: string, { texts }: View, change: BuilderChange, ...more: readonly Child[]): HTMLElement {
  return h('li', { key, class: 'item' }, h('code', {}, value), ...more, iconButton('close', fill(texts.removeValue, value), { 'data-do': 'change', 'data-change': asAttribute(change) }));
}

/** One line to type a value into, with its button; Enter does the same. */
export function entry(key: string, label: string, { texts }: View, properties: Readonly<Record<string, string | number | undefined>>, ...before: readonly Child[]): HTMLElement {
  return h('form', { key, class: 'entry', ...properties }, ...before, h('input', { key: 'text', type: 'text', name: 'value', 'aria-label': label, placeholder: label, autocomplete: 'off', spellcheck: 'false' }), h('button', { key: 'add', type: 'submit', class: 'secondary' }, texts.add));
}

/** A list to choose one from; `shows` is what is chosen. */
export function chooser(properties: Readonly<Record<string, string | undefined>>, shows: string, ...options: readonly HTMLElement[]): HTMLElement {
  return h('select', { ...properties, 'data-shows': shows }, ...options);
}

export function option(value: string, text: string = value): HTMLElement {
  return h('option', { value }, text);
}
