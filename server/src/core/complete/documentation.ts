import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { describeAction } from '../hover/action.ts';
import { describeKey } from '../hover/condition.ts';
import { describeElement, describePrincipal, describeRoleField, describeVersion } from '../hover/element.ts';
import { serviceHover, typeHover } from '../hover/service.ts';
import { bullets, actionLine, told } from '../hover/words.ts';
import { actionsMatching } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import { isPolicyKind, type PolicyKind, versionOf } from '../policy/kind.ts';
import { nameVersion } from '../structure/counts.ts';

/**
 * The documentation of an item, as paragraphs of Markdown. `data` is the item's, or that of its list; the
 * latter ends where the label begins. Empty for items that say everything by themselves.
 */
export function resolveCompletion(data: string, label: string, catalog: Catalog): readonly Message[] {
  const [what = '', kind = '', ...rest] = data.split(' ');
  if (!isPolicyKind(kind)) return [];
  const written = rest.join(' ');
  const name = written === '' || written.endsWith(':') ? written + label : written;
  return describe(what, name, kind, nameVersion(versionOf(kind)), catalog);
}

function describe(what: string, name: string, kind: PolicyKind, version: NameVersion, catalog: Catalog): readonly Message[] {
  switch (what) {
    case 'a':
      return action(name, version, catalog);
    case 's':
      return serviceHover(segment(name), version, catalog)?.contents ?? [];
    case 't': {
      const colon = name.indexOf(':');
      return typeHover(name.slice(0, colon), segment(name.slice(colon + 1)), version, catalog)?.contents ?? [];
    }
    case 'o':
      return operator(name, catalog);
    case 'k': {
      const fact = catalog.conditionKey(name);
      return fact ? describeKey(fact, version) : [];
    }
    case 'e':
      return describeElement(name, { kind, version: versionOf(kind) });
    case 'v':
      return describeVersion(name);
    case 'p':
      return describePrincipal(name);
    case 'r':
      return describeRoleField(name, undefined);
    default:
      return [];
  }
}

/** Of a wildcard, what it matches today. Everything at once is not listed. */
function action(name: string, version: NameVersion, catalog: Catalog): readonly Message[] {
  const fact = catalog.action(name);
  if (fact) return describeAction(fact, version, catalog);
  if (!name.includes('*') || name.startsWith('*')) return [];
  const found = actionsMatching(catalog, name, version);
  return found.length > 0 ? [msg('{0}', bullets(found.map(actionLine), 20))] : [];
}

function operator(written: string, catalog: Catalog): readonly Message[] {
  const [, prefix, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s.exec(written) ?? [];
  const fact = catalog.operators.find((it) => it.name === name);
  if (!fact) return [];
  return [
    ...told(fact.description),
    ...(prefix === 'ForAllValues' ? [msg('Every value that the request carries has to match.')] : []),
    ...(prefix === 'ForAnyValue' ? [msg('One value that the request carries is enough.')] : []),
    ...(ifExists ? [msg('Counts as met when the request does not carry the key.')] : []),
    ...told(fact.note),
  ];
}

function segment(value: string): { readonly value: string; readonly span: { readonly start: number; readonly end: number } } {
  return { value, span: { start: 0, end: value.length } };
}
