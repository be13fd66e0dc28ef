import type { BuilderCard, BuilderDetails, BuilderService } from '../../../../server/src/lsp/protocol/builder.ts';
import { type Child, h } from '../dom.ts';
import { fill, isOpen, type View } from '../view.ts';
import { checkbox, chooser, disclosure, entry, help, iconButton, item, option, part } from './parts.ts';

type Types = BuilderService['types'];

/** What strings of the statement say of actions. */
interface Chosen {
  readonly statement: number;
  readonly listed: ReadonlySet<string>;
  readonly covered: Readonly<Record<string, string>>;
  /** Strings of the statement in lower case. */
  readonly strings: ReadonlySet<string>;
}

/** Services and their actions, by resource type and access level, with a search over all. */
export function drawActions(card: BuilderCard, details: BuilderDetails, view: View): HTMLElement {
  const { texts, state, model } = view;
  const id = `s${String(card.index)}/`;
  const chosen: Chosen = {
    statement: card.index,
    listed: new Set(details.services.flatMap((it) => it.listed)),
    covered: Object.assign({}, ...details.services.map((it) => it.covered)) as Record<string, string>,
    strings: new Set((card.action?.strings ?? []).map((it) => it.toLowerCase())),
  };
  const negated = card.action?.negated === true;
  const words = state.search[id] ?? '';
  return part('actions', texts.actions,
    card.action && model?.elements.includes('NotAction') && h('label', { key: 'not', class: 'row' }, checkbox('box', negated, { kind: 'set-negated', statement: card.index, element: 'action', negated: true }, { kind: 'set-negated', statement: card.index, element: 'action', negated: false }), h('span', {}, texts.notAction)),
    h('div', { key: 'search', class: 'search' },
      h('input', { key: 'words', type: 'text', 'data-do': 'search', 'data-id': id, 'data-shows': words, 'aria-label': texts.search, placeholder: texts.search, title: texts.searchHelp, autocomplete: 'off', spellcheck: 'false' }),
      words !== '' && iconButton('close', texts.clearSearch, { key: 'clear', 'data-do': 'clear-search', 'data-id': id })),
    ...(words.trim() === '' ? chosenServices(id, details, chosen, view) : foundServices(id, words, chosen, view)),
  );
}

function foundServices(id: string, words: string, chosen: Chosen, view: View): Child[] {
  const { texts, found } = view;
  const result = found.get(words.trim());
  if (!result) return [];
  const count = result.services.reduce((sum, service) => sum + service.types.reduce((all, it) => all + sizeOf(it), 0), 0);
  const said = count === 0 ? texts.foundNone : result.more ? fill(texts.foundMore, count) : fill(texts.found, count);
  return [
    h('p', { key: 'found', class: 'help', role: 'status' }, said),
    ...result.services.map((service) =>
      h('div', { key: `found/${service.name}`, class: 'service' },
        h('h3', { class: 'heading' }, service.title, ' ', h('code', {}, service.name)),
        ...service.types.map((type) => h('div', { key: type.name, class: 'type' }, h('h4', { class: 'heading' }, ...typeTitle(type, view)), ...levelRows(`${id}found/`, type, chosen, view))))),
  ];
}

function chosenServices(id: string, details: BuilderDetails, chosen: Chosen, view: View): Child[] {
  const { texts, state, model } = view;
  const known = new Map(details.services.map((it) => [it.name, it]));
  const added = state.added.flatMap((it) => (it.startsWith(id) ? [it.slice(id.length)] : []));
  const nothing = known.size === 0 && details.patterns.length === 0;
  const [first] = model?.services ?? [];
  const names = [...known.keys(), ...[...added, ...(nothing && first && added.length === 0 ? [first.name] : [])].filter((it) => !known.has(it))];
  const title = (name: string): string => known.get(name)?.title ?? model?.services.find((it) => it.name === name)?.title ?? name;
  const others = (model?.services ?? []).filter((it) => !names.includes(it.name));
  const loose = details.patterns.filter((it) => !names.some((name) => name.toLowerCase() === it.service));
  return [
    ...names.map((name) => {
      const own = known.get(name);
      const service = `${id}service/${name}`;
      const byItself = names.length === 1 || added.includes(name);
      const open = isOpen(view, service, byItself);
      const count = own ? fill(texts.chosenOf, own.matched, own.known) : '';
      return h('div', { key: service, class: 'service' },
        h('h3', {}, disclosure(service, open, byItself, h('span', { class: 'name' }, title(name)), h('code', {}, name), h('span', { class: 'count' }, count))),
        open && h('div', { key: 'inside', class: 'inside' }, ...serviceInside(service, name, details, chosen, view)));
    }),
    loose.length > 0 && h('div', { key: 'loose', class: 'service' }, h('h3', { class: 'heading' }, texts.patterns), patterns(loose, chosen, view)),
    h('div', { key: 'more', class: 'more' },
      others.length > 0 && h('form', { key: 'service', class: 'entry', 'data-do': 'add-service', 'data-id': id },
        chooser({ key: 'choice', name: 'value', 'aria-label': texts.service }, '', option('', texts.choose), ...others.map((it) => option(it.name, it.title.toLowerCase() === it.name ? it.title : `${it.title} (${it.name})`))),
        h('button', { key: 'add', type: 'submit', class: 'secondary' }, texts.addService)),
      entry('pattern', texts.patternLabel, view, { 'data-do': 'add-string', 'data-statement': chosen.statement, 'data-element': 'action' })),
  ];
}

function serviceInside(id: string, name: string, details: BuilderDetails, chosen: Chosen, view: View): Child[] {
  const { texts, services } = view;
  const service = services.get(name);
  const own = details.patterns.filter((it) => it.service === name.toLowerCase() && !isWhole(it.value));
  if (!service) return [help(texts.loading)];
  if (service.types.length === 0) return [help(texts.noActionsKnown), patterns(own, chosen, view)];
  return [
    wholeRow('whole', `${name}:*:*`, texts.wholeService, chosen),
    own.length > 0 && patterns(own, chosen, view),
    ...service.types.map((type) => {
      const inside = `${id}/${type.name}`;
      const count = type.levels.reduce((sum, level) => sum + level.actions.filter((it) => chosen.listed.has(it.name) || it.name in chosen.covered).length, 0);
      const byItself = service.types.length === 1;
      const open = isOpen(view, inside, byItself);
      return h('div', { key: inside, class: 'type' },
        h('h4', { class: count > 0 && 'some' }, disclosure(inside, open, byItself, ...typeTitle(type, view), h('span', { class: `count${count > 0 ? ' some' : ''}` }, count === 0 ? String(sizeOf(type)) : fill(texts.chosenOf, count, sizeOf(type))))),
        open && h('div', { key: 'inside', class: 'inside' }, type.name !== '' && wholeRow('whole', `${name}:${type.name}:*`, texts.wholeType, chosen), ...levelRows(`${inside}/`, type, chosen, view)));
    }),
  ];
}

/** `a:*:*` and `a:b:*` have boxes of their own. */
function isWhole(pattern: string): boolean {
  return /^[^:*?]+:(?:\*|[^:*?]+):\*$/.test(pattern);
}

function typeTitle(type: Types[number], { texts }: View): Child[] {
  return [h('span', { class: 'name' }, type.name === '' ? texts.withoutType : type.name), type.description !== '' && h('span', { class: 'description' }, type.description), type.deprecated && h('span', { class: 'note' }, texts.oldType)];
}

function sizeOf(type: Types[number]): number {
  return type.levels.reduce((sum, it) => sum + it.actions.length, 0);
}

function wholeRow(key: string, pattern: string, title: string, { statement, strings }: Chosen): HTMLElement {
  const values = [pattern];
  return h('label', { key, class: 'row whole' },
    checkbox('box', strings.has(pattern.toLowerCase()), { kind: 'add-strings', statement, element: 'action', values }, { kind: 'remove-strings', statement, element: 'action', values }),
    h('span', { class: 'name' }, title, ' ', h('code', {}, pattern)));
}

function levelRows(id: string, type: Types[number], chosen: Chosen, view: View): HTMLElement[] {
  const { texts } = view;
  const { statement, listed, covered } = chosen;
  return type.levels.map(({ level, actions }) => {
    const title = levelTitle(level, view);
    // What its table may be wrong about is not chosen with the rest.
    const names = actions.filter((it) => it.doubt === '').map((it) => it.name);
    const own = names.filter((it) => listed.has(it));
    const missing = names.filter((it) => !listed.has(it));
    const all = checkbox('all', missing.length === 0, { kind: 'add-strings', statement, element: 'action', values: missing }, { kind: 'remove-strings', statement, element: 'action', values: own }, { some: own.length > 0 && missing.length > 0 });
    return h('fieldset', { key: `${id}${type.name}/${level}`, class: 'level' },
      h('legend', {}, names.length > 0 && actions.length > 1 ? h('label', { class: 'row' }, all, h('span', { title: fill(texts.allOfLevel, title) }, title)) : h('span', { class: 'lone' }, title)),
      ...actions.map(({ name, description, deprecated, doubt }) => {
        const by = covered[name];
        const isListed = listed.has(name);
        const operation = name.slice(name.indexOf(':', name.indexOf(':') + 1) + 1);
        return h('label', { key: name, class: `row action${deprecated ? ' old' : ''}`, title: doubt === '' ? name : `${name}\n${doubt}` },
          checkbox('box', isListed || by !== undefined, { kind: 'add-strings', statement, element: 'action', values: [name] }, { kind: 'remove-strings', statement, element: 'action', values: [name] }, { disabled: by !== undefined && !isListed }),
          h('span', { class: 'name' }, operation), h('span', { class: 'description' }, description), doubt !== '' && h('span', { class: 'note' }, doubt), by !== undefined && h('span', { class: 'note' }, fill(texts.includedBy, by)));
      }));
  });
}

/** Levels keep the names that the tables of actions give them. */
function levelTitle(level: string, { texts }: View): string {
  return level === '' ? texts.levelUnknown : level;
}

function patterns(all: BuilderDetails['patterns'], { statement }: Chosen, view: View): HTMLElement {
  return h('ul', { key: 'patterns', class: 'items', 'aria-label': view.texts.patterns },
    ...all.map((it) => item(it.value, it.value, view, { kind: 'remove-strings', statement, element: 'action', values: [it.value] }, h('span', { class: 'description' }, it.label))));
}

