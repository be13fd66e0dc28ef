import type { BuilderCard, BuilderDetails, BuilderKey } from '../../../../server/src/lsp/protocol/builder.ts';
import { h } from '../dom.ts';
import { asAttribute, fill, isOpen, type View } from '../view.ts';
import { chooser, disclosure, help, iconButton, item, option, part } from './parts.ts';

/** Conditions, each with its operator and values, and a form for one more. */
export function drawConditions(card: BuilderCard, { conditions }: BuilderDetails, view: View): HTMLElement {
  const { texts } = view;
  return part('conditions', texts.conditions,
    help(conditions.length === 0 ? texts.noConditions : texts.andNote),
    ...conditions.map((it) => drawCondition(card.index, it, view)),
    drawDraft(card.index, view),
  );
}

function drawCondition(statement: number, { operator, key, values, description, operators, offers, hint }: BuilderDetails['conditions'][number], view: View): HTMLElement {
  const { texts } = view;
  const at = { statement, operator, key };
  const left = offers.filter((it) => !values.includes(it));
  return h('div', { key: `${operator} ${key}`, class: 'condition', role: 'group', 'aria-label': key },
    h('div', { class: 'line' }, h('code', { class: 'name' }, key), h('span', { class: 'description' }, description), iconButton('trash', fill(texts.removeCondition, key), { key: 'remove', 'data-do': 'change', 'data-change': asAttribute({ kind: 'remove-condition', ...at }) })),
    h('div', { class: 'line' }, chooser({ key: 'operator', 'aria-label': fill(texts.operatorOf, key), 'data-do': 'operator', 'data-at': JSON.stringify(at) }, operator, ...operators.map((it) => option(it)))),
    h('ul', { class: 'items' }, ...values.map((value) => item(value, value, view, { kind: 'remove-value', ...at, value }))),
    left.length > 0 && h('div', { key: 'offers', class: 'offers', role: 'group', 'aria-label': texts.suggestions }, ...left.map((value) => h('button', { key: value, type: 'button', class: 'offer', 'aria-label': fill(texts.addSuggestion, value), 'data-do': 'change', 'data-change': asAttribute({ kind: 'add-value', ...at, value }) }, h('code', {}, value)))),
    h('form', { key: 'value', class: 'entry', 'data-do': 'add-value', 'data-at': JSON.stringify(at) },
      h('input', { key: 'text', type: 'text', name: 'value', 'aria-label': fill(texts.valueOf, key), placeholder: hint === '' ? texts.value : hint, autocomplete: 'off', spellcheck: 'false' }),
      h('button', { key: 'add', type: 'submit', class: 'secondary' }, texts.add)));
}

/** The form of a new condition: nothing is written before it has a value. */
function drawDraft(statement: number, view: View): HTMLElement {
  const { texts, state, keys } = view;
  const id = `s${String(statement)}/condition`;
  const open = isOpen(view, id);
  const toggle = h('div', { key: 'toggle', class: 'toggle' }, disclosure(id, open, false, h('span', {}, texts.addCondition)));
  if (!open) return h('div', { key: 'draft', class: 'draft' }, toggle);
  const all = keys.get(statement);
  const draft = state.drafts[`s${String(statement)}/`];
  const key = all?.find((it) => it.name === draft?.key);
  const operator = key?.operators.find((it) => it === draft?.operator) ?? key?.operators[0] ?? '';
  const isNull = operator === 'Null';
  const offers = isNull ? ['true', 'false'] : (key?.offers ?? []);
  return h('div', { key: 'draft', class: 'draft' }, toggle,
    h('form', { key: 'form', class: 'condition', 'data-do': 'add-condition', 'data-statement': statement, 'data-key-name': key?.name, 'data-operator': operator },
      h('div', { class: 'line' }, keyChooser(statement, all ?? [], key, view)),
      key && key.description !== '' && h('p', { key: 'description', class: 'help' }, `${key.description} ${key.type ? `(${key.type})` : ''}`.trim()),
      key?.tag === true && h('div', { key: 'tag', class: 'line' }, h('input', { type: 'text', name: 'tag', 'aria-label': texts.tagKey, placeholder: texts.tagKey, autocomplete: 'off', spellcheck: 'false' })),
      key && h('div', { key: 'operator', class: 'line' }, chooser({ 'aria-label': texts.operator, 'data-do': 'draft-operator', 'data-statement': String(statement) }, operator, ...key.operators.map((it) => option(it)))),
      key && h('div', { key: 'value', class: 'line' },
        offers.length > 0 && isClosed(key, operator)
          ? chooser({ key: 'choice', name: 'value', 'aria-label': texts.value }, '', ...offers.map((it) => option(it)))
          : h('input', { key: 'text', type: 'text', name: 'value', 'aria-label': texts.value, placeholder: key.hint === '' ? (offers[0] ?? texts.value) : key.hint, autocomplete: 'off', spellcheck: 'false' }),
        h('button', { key: 'add', type: 'submit', class: 'primary' }, texts.addCondition))));
}

/** Only values that are two words for certain are chosen from; of others we may not know all. */
function isClosed(key: BuilderKey, operator: string): boolean {
  return operator === 'Null' || key.offers.join() === 'true,false';
}

function keyChooser(statement: number, all: readonly BuilderKey[], key: BuilderKey | undefined, { texts }: View): HTMLElement {
  const group = (label: string, keys: readonly BuilderKey[]): HTMLElement => h('optgroup', { label }, ...keys.map((it) => option(it.name, it.tag ? `${it.name}…` : it.name)));
  const own = all.filter((it) => it.ofActions);
  const others = all.filter((it) => !it.ofActions);
  return chooser({ key: `keys ${String(all.length)}`, 'aria-label': texts.key, 'data-do': 'draft-key', 'data-statement': String(statement) }, key?.name ?? '', option('', texts.chooseKey), ...(own.length > 0 ? [group(texts.keysOfActions, own)] : []), group(texts.keysOfAll, others));
}
