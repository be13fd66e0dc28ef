import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { type Arg, code, link, type Message, msg } from '../message.ts';
import type { Block } from '../words/explanation.ts';
import type { Need } from './assess.ts';
import { isMet } from './assess.ts';
import { type FunctionFact, taskFacts } from './facts.ts';
import type { Part } from './parts.ts';
import { attachedAs, rowsOf, type TemplateDocument } from './template.ts';

/** What a page tells of beside the policies. */
export interface TemplateParts {
  readonly chosen: readonly Part[];
  /** Parts of which names were not written, for whatever reason. */
  readonly leftOut: readonly Part[];
  /** The condition key by which the policy limits. */
  readonly key?: string;
}

/** What was written for a task, and the row that each line comes from; a page beside the policies. */
export function templatePage(title: Arg, documents: readonly TemplateDocument[], { leftOut: skipped, key }: TemplateParts, version: NameVersion, catalog: Catalog, fact?: FunctionFact): readonly Block[] {
  const blocks: Block[] = [{ message: msg('Policies for: {0}', title), depth: 0, heading: true }];
  for (const document of documents) {
    blocks.push({ message: msg('{0}: {1}', code(document.fileName), attachedAs(document)), depth: 0, bold: true });
    for (const { part, actions } of rowsOf(document)) {
      blocks.push({ message: rowMessage(part), depth: 1 });
      for (const it of actions) blocks.push({ message: actionMessage(it, part, catalog), depth: 2 });
    }
  }
  if (key !== undefined) blocks.push(...unlimited(key, documents, version, catalog));
  const leftOut = skipped.filter((it) => it.leftOut.length > 0);
  if (leftOut.length > 0) {
    blocks.push({ message: msg('Not written, because our data has no such action in version {0}:', version), depth: 0, bold: true });
    for (const it of leftOut) blocks.push({ message: msg('{0}: {1}', it.title, list(it.leftOut)), depth: 1 });
  }
  return fact ? [...blocks, ...roleBlocks(fact, catalog)] : blocks;
}

/** Actions of ModelArts that make or start something and that the key does not reach: what the limit leaves open. */
function unlimited(key: string, documents: readonly TemplateDocument[], version: NameVersion, catalog: Catalog): readonly Block[] {
  const written = new Set(documents.flatMap((it) => it.lines.map((line) => line.action)));
  const others = catalog.actions('modelarts', version).filter((it) => !it.deprecated && !written.has(it.name) && /:(?:create|start)/.test(it.name)).map((it) => it.name);
  const lead: Block = { message: msg('The documentation lists {0} for the actions above only. What others do is not limited by this policy, nor allowed by it.', code(key)), depth: 0 };
  return others.length === 0 ? [lead] : [lead, { message: msg('Among them: {0}', list(others)), depth: 1 }];
}

/** What a task takes and what of it the policies do not allow, for a review. */
export function needsPage(title: Arg, needs: readonly Need[], parts: readonly Part[], version: NameVersion, catalog: Catalog, fact?: FunctionFact, notes: readonly Message[] = []): readonly Block[] {
  const blocks: Block[] = [{ message: msg('What this takes: {0}', title), depth: 0, heading: true }, ...notes.map((message): Block => ({ message, depth: 0 }))];
  const missing = needs.filter((it) => !isMet(it));
  const section = (message: Message, some: readonly Need[]): void => {
    if (some.length === 0) return;
    blocks.push({ message, depth: 0, bold: true });
    for (const it of some) blocks.push({ message: needMessage(it, catalog), depth: 1 });
  };
  section(msg('Missing on the side of the user'), missing.filter((it) => it.holder === 'user' && !it.optional));
  section(msg('Missing on the side of the user, needed in some cases only'), missing.filter((it) => it.holder === 'user' && it.optional));
  section(msg('Missing on the side of the agency, or not known'), missing.filter((it) => it.holder === 'agency'));
  if (missing.length === 0) blocks.push({ message: msg('Everything that is documented is allowed.'), depth: 0 });
  section(msg('Allowed'), needs.filter(isMet));
  const leftOut = parts.filter((it) => it.leftOut.length > 0);
  if (leftOut.length > 0) {
    blocks.push({ message: msg('Named by the pages, but no action of version {0} in our data:', version), depth: 0, bold: true });
    for (const it of leftOut) blocks.push({ message: msg('{0}: {1}', it.title, list(it.leftOut)), depth: 1 });
  }
  return fact ? [...blocks, ...roleBlocks(fact, catalog)] : blocks;
}

/** The roles that the page of the console functions names. */
export function roleBlocks({ roles }: FunctionFact, catalog: Catalog): readonly Block[] {
  return [
    { message: msg('Roles that {0} names for it, whose statements are not published:', link(msg('the page of the console functions'), taskFacts(catalog).source)), depth: 0, bold: true },
    ...roles.map((it): Block => ({ message: msg('{0}: {1}', it.service, list(it.roles)), depth: 1 })),
  ];
}

function rowMessage({ title, purpose, actions }: Part): Message {
  const source = actions[0]?.source;
  return source === undefined ? msg('{0}: {1}', title, purpose) : msg('{0}: {1} ({2})', title, purpose, link(msg('source'), source));
}

function actionMessage(name: string, { actions }: Part, catalog: Catalog): Message {
  const fact = catalog.action(name);
  const source = actions.find((it) => it.name === name)?.source ?? fact?.source;
  const label = source === undefined ? code(name) : link(code(name), source);
  return fact ? msg('{0}: {1}', label, fact.description) : msg('{0}', label);
}

function needMessage({ action, parts, outcome }: Need, catalog: Catalog): Message {
  const what = catalog.action(action)?.description;
  const why = parts.map((it) => it.title).reduce<Arg>((all, one, index) => (index === 0 ? one : msg('{0}, {1}', all, one)), '');
  const state = outcome && outcome.state !== 'allowed' ? outcome.message : undefined;
  const named = what ? msg('{0}: {1}', code(action), what) : msg('{0}', code(action));
  return state ? msg('{0} ({1}). {2}', named, why, state) : msg('{0} ({1})', named, why);
}

function list(names: readonly string[]): Arg {
  return names.map((it): Arg => code(it)).reduce((all, one) => msg('{0}, {1}', all, one));
}
