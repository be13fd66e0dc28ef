import { type Child, h, icon } from '../dom.ts';
import { asAttribute, fill, type View } from '../view.ts';
import { drawCard, drawFindings } from './card.ts';

/** The whole page. `cardFor` draws a card, or says that it is as it was. */
export function drawPage(view: View, cardFor: (index: number, draw: typeof drawCard) => HTMLElement): HTMLElement {
  const { texts, model, name, label, frozen } = view;
  return h('div', { id: 'builder' },
    h('header', { key: 'head', class: 'head' },
      h('h1', {}, name), h('span', { class: 'description' }, label),
      h('button', { key: 'text', type: 'button', class: 'secondary', 'data-do': 'reveal' }, texts.openText)),
    ...banners(view),
    model && drawFindings(model.findings, view),
    !model && h('p', { key: 'loading', class: 'help' }, texts.loading),
    model && model.cards.length === 0 && model.state === 'ready' && h('p', { key: 'empty', class: 'help' }, texts.empty),
    h('main', { key: 'cards', class: `cards${frozen ? ' frozen' : ''}`, 'aria-label': texts.title }, ...(model?.cards ?? []).map((it) => cardFor(it.index, drawCard))),
    model?.arrangeable === true && h('footer', { key: 'foot', class: 'foot' }, ...(['Allow', 'Deny'] as const).map((effect) => h('button', { key: effect, type: 'button', class: model.cards.length === 0 && effect === 'Allow' ? 'primary' : 'secondary', disabled: frozen, 'data-do': 'change', 'data-change': asAttribute({ kind: 'add-statement', effect }) }, icon('add'), effect === 'Allow' ? texts.addAllow : texts.addDeny))));
}

function banners({ texts, model, gone, frozen }: View): Child[] {
  if (gone !== undefined) return [h('p', { key: 'banner', class: 'banner', role: 'status' }, icon('warning'), h('span', {}, gone))];
  if (!frozen || !model) return [];
  const text = model.state === 'impossible' ? (model.reason ?? '') : fill(texts.frozen, model.reason ?? '');
  return [h('p', { key: 'banner', class: 'banner', role: 'status' }, icon('lock'), h('span', {}, text), h('button', { type: 'button', class: 'secondary', 'data-do': 'reveal' }, texts.goToError))];
}
