import type { ActionFact, Catalog } from '../catalog/catalog.ts';
import { type Api, readApi } from './api.ts';

/** What people call things beside the names of actions: `dist/catalog/search.json`. */
export interface SearchData {
  /** Terms that mean the same, in both languages and lower case: `["dedicated resource pool", "专属资源池"]`. */
  readonly terms: readonly (readonly string[])[];
  /** What the console calls the tasks for which its pages name actions. */
  readonly tasks: readonly { readonly actions: readonly string[]; readonly text: string }[];
}

/** One action with all the words by which it can be found; each field is in lower case. */
export interface IndexedAction {
  readonly fact: ActionFact;
  readonly name: string;
  /** The name taken apart into words: `train job create`. */
  readonly nameWords: string;
  /** Its last part as words: `create`, `put object`. */
  readonly operation: string;
  readonly aliases: readonly string[];
  /** In both languages: each, and as one text. */
  readonly descriptions: readonly string[];
  readonly description: string;
  /** Service, resource type and tasks in both languages. */
  readonly around: string;
  readonly apis: readonly Api[];
}

export interface ActionIndex {
  readonly actions: readonly IndexedAction[];
  readonly terms: SearchData['terms'];
  /** Every word of a name or of an English description, for slips. */
  readonly words: readonly string[];
  readonly catalog: Catalog;
}

/** Every known action of every service, ready to be searched. Reads the whole catalogue: made once, when first needed. */
export function indexActions(catalog: Catalog, { terms, tasks }: SearchData): ActionIndex {
  const taskWords = new Map<string, string>();
  for (const { actions, text } of tasks) {
    for (const it of actions) taskWords.set(it.toLowerCase(), `${taskWords.get(it.toLowerCase()) ?? ''} ${text}`);
  }
  const services = [...catalog.services].sort((a, b) => Number(b.name === 'modelarts') - Number(a.name === 'modelarts'));
  const actions = services.flatMap((service) => {
    const title = both(service.title);
    const types = new Map(catalog.resourceTypes(service.name).map((it) => [it.name.toLowerCase(), both(it.description)]));
    return catalog.actions(service.name).map((fact): IndexedAction => {
      const name = fact.name.toLowerCase();
      const type = name.split(':')[1] ?? '';
      return {
        fact,
        name,
        nameWords: words(fact.name),
        operation: words(fact.name.slice(fact.name.lastIndexOf(':') + 1)),
        aliases: fact.aliases.map((it) => it.toLowerCase()),
        descriptions: [fact.description.en.toLowerCase(), fact.description.zhCn.toLowerCase()],
        description: both(fact.description),
        around: `${title} ${types.get(type) ?? ''}${taskWords.get(name) ?? ''}`,
        apis: fact.apis.flatMap((it) => readApi(it) ?? []),
      };
    });
  });
  const vocabulary = new Set(actions.flatMap((it) => `${it.nameWords} ${it.descriptions[0] ?? ''}`.match(/[a-z]{4,}/g) ?? []));
  return { actions, terms, words: [...vocabulary], catalog };
}

const made = new WeakMap<Catalog, ActionIndex>();

/** The index of a catalogue with the words that it brings, made once for each catalogue. */
export function indexOf(catalog: Catalog): ActionIndex {
  let index = made.get(catalog);
  if (!index) made.set(catalog, (index = indexActions(catalog, (catalog.facts('search') ?? { terms: [], tasks: [] }) as SearchData)));
  return index;
}

/** `modelarts:trainJob:create` as words: `modelarts train job create`. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[:_-]+/g, ' ')
    .toLowerCase();
}

function both({ en, zhCn }: { readonly en: string; readonly zhCn: string }): string {
  return `${en} ${zhCn}`.toLowerCase();
}
