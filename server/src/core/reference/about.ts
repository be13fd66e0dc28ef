import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { describeAction } from '../hover/action.ts';
import { describeKey } from '../hover/condition.ts';
import { completeness, knownActions, levelMessage, resourceSupport } from '../hover/service.ts';
import { sourceLink, told } from '../hover/words.ts';
import { code, type Message, msg } from '../message.ts';

/** What the reference can be asked about. A type is named with its service: `modelarts:notebook`. */
export type ReferenceKind = 'service' | 'type' | 'action' | 'key';

export interface ReferenceAbout {
  /** Paragraphs, as Markdown templates with escaped arguments; the last one is the source where there is one. */
  readonly contents: readonly Message[];
  /** The page that names it, where it has an address. */
  readonly source?: string;
}

const versions: readonly NameVersion[] = ['1.1', '5.0'];

/** All that is known of one entry of the reference, for both versions of the language. Undefined for a name that is not known. */
export function referenceAbout(catalog: Catalog, kind: ReferenceKind, name: string): ReferenceAbout | undefined {
  switch (kind) {
    case 'service':
      return aboutService(catalog, name);
    case 'type':
      return aboutType(catalog, name);
    case 'action': {
      const fact = catalog.action(name);
      return fact && about(describeAction(fact, newest(fact.versions), catalog), fact.source);
    }
    case 'key': {
      const fact = catalog.conditionKey(name);
      return fact && about(describeKey(fact, fact.versions['5.0'] === undefined ? '1.1' : '5.0'), fact.source);
    }
  }
}

function aboutService(catalog: Catalog, name: string): ReferenceAbout | undefined {
  const service = catalog.service(name);
  if (!service) return undefined;
  const known = versions.flatMap((version): readonly Message[] => {
    const count = catalog.actions(service.name, version).length;
    return [...knownActions(count, version), ...completeness(service, version, count)];
  });
  return about([msg('**{0}** · {1}', code(service.name), service.title), ...levelMessage(service), ...known, ...resourceSupport(service), ...told(service.note), ...sourceLink(service.source)], service.source);
}

function aboutType(catalog: Catalog, name: string): ReferenceAbout | undefined {
  const [serviceName = '', typeName = ''] = name.split(':');
  const service = catalog.service(serviceName);
  if (!service) return undefined;
  const fact = catalog.resourceType(serviceName, typeName);
  const of = catalog.actions(serviceName).filter((it) => (it.name.split(':')[1] ?? '').toLowerCase() === typeName.toLowerCase());
  if (!fact && of.length === 0) return undefined;
  const known = versions.flatMap((version) => knownActions(of.filter((it) => it.versions.includes(version)).length, version));
  const contents = [
    msg('**{0}** · {1}', code(fact?.name ?? typeName), msg('resource type of {0}', service.title)),
    ...told(fact?.description),
    ...(fact?.deprecated ? [msg('Deprecated.')] : []),
    ...(fact && service.name === 'modelarts' && !fact.documented ? [msg('Not in the table of resource types, but named in actions.')] : []),
    ...told(fact?.note),
    ...(known.length > 0 ? known : [msg('No source names an action of it.')]),
    ...sourceLink(fact?.source),
  ];
  return about(contents, fact?.source);
}

function about(contents: readonly Message[], source: string | undefined): ReferenceAbout {
  return { contents, ...(source?.startsWith('https:') ? { source } : {}) };
}

/** The tables of 5.0 say more of an action. */
function newest(all: readonly NameVersion[]): NameVersion {
  return all.includes('5.0') ? '5.0' : '1.1';
}
