import type { BuilderCard, BuilderDetails } from '../../../../server/src/lsp/protocol/builder.ts';
import { type Child, h, icon } from '../dom.ts';
import { asAttribute, fill, type View } from '../view.ts';
import { checkbox, chooser, entry, help, item, option, part } from './parts.ts';

/** Suggestions beyond these are typed. */
const mostSuggested = 12;

/** Resources: those of the types of the chosen actions are one click away, any other is typed. */
export function drawResources(card: BuilderCard, details: BuilderDetails, view: View): HTMLElement {
  const { texts, model } = view;
  const statement = card.index;
  const meanings = new Map(details.resources.map((it) => [it.value, it.meaning]));
  const strings = card.resource?.strings ?? [];
  return part('resources', texts.resources,
    card.resource && model?.elements.includes('NotResource') && negation(statement, 'resource', card.resource.negated, texts.notResource),
    strings.length === 0 ? help(texts.everyResource) : h('ul', { key: 'items', class: 'items' }, ...strings.map((it) => item(it, it, view, { kind: 'remove-strings', statement, element: 'resource', values: [it] }, h('span', { class: 'description' }, meaningOf(it, meanings.get(it)))))),
    details.resourceOffers.length > 0 && h('div', { key: 'offers', class: 'offers', role: 'group', 'aria-label': texts.suggestions },
      h('span', { class: 'description' }, texts.suggestions),
      ...details.resourceOffers.slice(0, mostSuggested).map(({ value, complete, detail }) =>
        complete
          ? h('button', { key: value, type: 'button', class: 'offer', title: detail, 'aria-label': fill(texts.addSuggestion, value), 'data-do': 'change', 'data-change': asAttribute({ kind: 'add-strings', statement, element: 'resource', values: [value] }) }, icon('add'), h('code', {}, value))
          : h('button', { key: value, type: 'button', class: 'offer', title: detail, 'aria-label': fill(texts.fillIn, value), 'data-do': 'fill-in', 'data-text': value }, h('code', {}, value)))),
    entry('resource', texts.resourceLabel, view, { 'data-do': 'add-string', 'data-statement': statement, 'data-element': 'resource' }),
  );
}

/** The server says it as "`x`: what it means". */
function meaningOf(value: string, meaning = ''): string {
  return meaning.startsWith(value) ? meaning.slice(value.length).replace(/^[:：]\s*/, '') : meaning;
}

/** Who a trust policy is about. */
export function drawPrincipal(card: BuilderCard, view: View): HTMLElement {
  const { texts, model } = view;
  const statement = card.index;
  const entries = card.principal?.entries ?? [];
  const kinds: Readonly<Record<string, string>> = { Service: texts.principalService, IAM: texts.principalIam, Identity_provider: texts.principalProvider };
  return part('principal', texts.principal,
    card.principal && model?.elements.includes('NotPrincipal') && negation(statement, 'principal', card.principal.negated, texts.notPrincipal),
    entries.every((it) => it.values.length === 0) ? help(`${texts.principalHelp} ${texts.noPrincipal}`) : undefined,
    ...entries.filter((it) => it.values.length > 0).map(({ kind, values }) =>
      h('div', { key: kind, class: 'group' }, h('h3', { class: 'heading' }, kinds[kind] ?? kind, ' ', h('code', {}, kind)), h('ul', { class: 'items' }, ...values.map((value) => item(value, value, view, { kind: 'remove-principal', statement, principal: kind, value }))))),
    entry('principal', texts.principalValue, view, { 'data-do': 'add-principal', 'data-statement': statement },
      chooser({ key: 'kind', name: 'kind', 'aria-label': texts.principalKind }, 'Service', ...Object.entries(kinds).map(([kind, title]) => option(kind, title)))),
  );
}

function negation(statement: number, element: 'resource' | 'principal', negated: boolean, title: string): Child {
  return h('label', { key: 'not', class: 'row' }, checkbox('box', negated, { kind: 'set-negated', statement, element, negated: true }, { kind: 'set-negated', statement, element, negated: false }), h('span', {}, title));
}
