import { type Catalog, type NameVersion, type ServiceFact } from '../catalog/catalog.ts';
import { code, type Message, msg } from '../message.ts';
import type { Segment } from '../policy/policy.ts';
import { actionLine, bullets, type Hover, notInData, otherVersion, sourceLink, told } from './words.ts';

/** What a service prefix stands for. Nothing for a service that we do not know. */
export function serviceHover({ value, span }: Segment, version: NameVersion, catalog: Catalog): Hover | undefined {
  const service = catalog.service(value);
  if (!service) return undefined;
  const count = catalog.actions(service.name, version).length;
  const contents = [
    msg('**{0}** · {1}', code(service.name), service.title),
    ...levelMessage(service),
    ...knownActions(count, version),
    ...completeness(service, version, count),
    ...(version === '1.1' ? resourceSupport(service) : []),
    ...told(service.note),
    ...sourceLink(service.source),
  ];
  return { span, contents };
}

/** How many actions of a version the data has. */
export function knownActions(count: number, version: NameVersion): readonly Message[] {
  if (count === 0) return [];
  return [count === 1 ? msg('1 action known for version {0}.', version) : msg('{0} actions known for version {1}.', count, version)];
}

/**
 * How much of the service's actions of a version the data has, as its sources were read.
 *
 * @param count actions of that version that are known
 */
export function completeness({ coverage, completeIn }: ServiceFact, version: NameVersion, count: number): readonly Message[] {
  if (completeIn?.includes(version) || (version === '1.1' && coverage === 'complete')) return [msg('Complete for version {0}, as far as its tables could be read.', version)];
  if (count === 0) return [msg('Nothing is known for version {0}. That does not mean that there is nothing.', version)];
  if (version === '1.1' && coverage === 'partial') return [msg('Partly known for version {0}: what lists of dependencies, pages and examples name.', version)];
  return [msg('Only some are known for version {0}. There are others.', version)];
}

/** What a resource type is, with its known actions. */
export function typeHover(service: string, { value, span }: Segment, version: NameVersion, catalog: Catalog): Hover | undefined {
  const fact = catalog.resourceType(service, value);
  const isModelArts = service.toLowerCase() === 'modelarts';
  const of = catalog.actions(service).filter((it) => typeOf(it.name) === value.toLowerCase());
  if (!fact && of.length === 0) return isModelArts ? { span, contents: [notInData(value, catalog)] } : undefined;
  const actions = of.filter((it) => it.versions.includes(version));
  const known = actions.length === 1 ? msg('1 known action in version {0}:', version) : msg('{0} known actions in version {1}:', actions.length, version);
  const contents = [
    msg('**{0}** · {1}', code(fact?.name ?? value), msg('resource type of {0}', catalog.service(service)?.title ?? service)),
    ...told(fact?.description),
    ...(fact?.deprecated ? [msg('Deprecated.')] : []),
    ...(fact && isModelArts && !fact.documented ? [msg('Not in the table of resource types, but named in actions.')] : []),
    ...told(fact?.note),
    ...(actions.length > 0 ? [msg('{0}\n\n{1}', known, bullets(actions.map(actionLine), 20))] : noActions(of.flatMap((it) => it.versions), version)),
    ...sourceLink(fact?.source),
  ];
  return { span, contents };
}

/** Whether a policy 1.1 may name single resources of the service (reference, 1.3). */
export function resourceSupport({ resourcePath, resourceFormats }: ServiceFact): readonly Message[] {
  const formats = resourceFormats.length > 0 ? [msg('Written as:\n\n{0}', bullets(resourceFormats.map((it) => code(it.format))))] : [];
  switch (resourcePath) {
    case true:
      return [msg('A policy can name single resources of it.'), ...formats];
    case 'partial':
      return [msg('A policy can name single resources of it for some of its actions. The others need {0}.', code('*')), ...formats];
    case 'type only':
      return [msg('A policy can be limited to resource types of it, not to single resources.'), ...formats];
    case 'agencies only':
      return [msg('A policy can name single agencies, no other resources of it.'), ...formats];
    case false:
      return [msg('No source lists it among the services whose single resources a policy can name.')];
    default:
      return [];
  }
}

export function levelMessage({ level, levelGrade }: ServiceFact): readonly Message[] {
  if (!level) return [];
  const name = level === 'global' ? msg('Global service: belongs into a policy of type {0}.', code('AX')) : msg('Project-level service: belongs into a policy of type {0}.', code('XA'));
  return levelGrade === 'documented' ? [name] : [msg('{0} Inferred, no source states it.', name)];
}

function noActions(versions: readonly NameVersion[], version: NameVersion): readonly Message[] {
  const others = [...new Set(versions)];
  return others.length > 0 ? otherVersion(others, version) : [msg('No source names an action of it.')];
}

function typeOf(action: string): string {
  return (action.split(':')[1] ?? '').toLowerCase();
}
