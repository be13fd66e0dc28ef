import { msg, toMarkdown, toPlain } from '../../core/message.ts';
import { levelAndVersions } from '../../core/hover/words.ts';
import { referenceAbout } from '../../core/reference/about.ts';
import { referenceOverview, referencePart } from '../../core/reference/reference.ts';
import * as protocol from '../protocol/reference.ts';
import type { Session } from '../server.ts';
import { answer } from './answer.ts';

export const requests = [answer(protocol.referenceServices, services), answer(protocol.referencePart, part), answer(protocol.referenceAbout, about)];

function services({ host, reader }: Session, { query = '' }: protocol.ReferenceParams): protocol.ReferenceResult {
  const found = referenceOverview(host.catalog(), query);
  const lines = found.services.map(({ name, title, actions, types, keys }): protocol.ReferenceServiceLine => ({ name, title: toPlain(title, reader), actions, children: types + keys }));
  const globals: protocol.ReferenceServiceLine = { name: '', title: toPlain(msg('Condition keys of every service'), reader), actions: 0, children: found.keys };
  return { services: found.keys > 0 ? [...lines, globals] : lines, found: found.found, total: found.total };
}

function part({ host, reader }: Session, { service, query = '' }: protocol.ReferencePartParams): protocol.ReferencePartResult {
  const { types, keys } = referencePart(host.catalog(), service, query);
  return {
    types: types.map(({ name, fact, actions }) => ({
      name,
      description: fact ? toPlain(fact.description, reader) : '',
      deprecated: fact?.deprecated === true,
      source: canOpen(fact?.source),
      actions: actions.map((it) => ({
        name: it.name,
        description: toPlain(it.description, reader),
        detail: toPlain(levelAndVersions(it), reader),
        ...(it.accessLevel ? { level: it.accessLevel } : {}),
        deprecated: it.deprecated,
        source: canOpen(it.source),
      })),
    })),
    keys: keys.map((it) => ({ name: it.name, description: toPlain(it.description, reader), source: canOpen(it.source) })),
  };
}

function about({ host, reader }: Session, { kind, name }: protocol.ReferenceAboutParams): protocol.ReferenceAboutResult | null {
  const found = referenceAbout(host.catalog(), kind, name);
  if (!found) return null;
  return { markdown: found.contents.map((it) => toMarkdown(it, reader)).join('\n\n'), ...(found.source === undefined ? {} : { source: found.source }) };
}

function canOpen(source: string | undefined): boolean {
  return source?.startsWith('https:') === true;
}
