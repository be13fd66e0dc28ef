import type { Catalog, NameVersion } from '../../catalog/catalog.ts';
import { slipOf } from './slip.ts';

/** Keys of AWS whose counterpart has another name than the same one under `g:`. */
const renamed: Readonly<Record<string, string>> = {
  'aws:username': 'g:UserName',
  'aws:userid': 'g:UserId',
  'aws:multifactorauthpresent': 'g:MFAPresent',
  'aws:multifactorauthage': 'g:MFAAge',
  'aws:principalarn': 'g:PrincipalUrn',
  'aws:sourcearn': 'g:SourceUrn',
};

/** The key of Huawei Cloud for a key of AWS, or undefined when there is none in this version. */
export function counterpartOfAws(catalog: Catalog, name: string, version: NameVersion): string | undefined {
  const lower = name.toLowerCase();
  if (!lower.startsWith('aws:')) return undefined;
  const { prefix, tag } = split(name);
  const known = catalog.conditionKey((renamed[prefix.toLowerCase()] ?? `g:${prefix.slice('aws:'.length)}`) + tag);
  return known?.versions[version] === undefined ? undefined : known.name.replace('/<tag-key>', tag);
}

/** The one known key of the version that a name is a slip of; what follows a `/` is the user's own. */
export function meantKey(catalog: Catalog, name: string, version: NameVersion): string | undefined {
  const { prefix, tag } = split(name);
  const service = prefix.slice(0, Math.max(0, prefix.indexOf(':')));
  const meant = slipOf(prefix, keyNames(catalog, version, service, tag !== ''));
  return meant === undefined ? undefined : meant + tag;
}

function split(name: string): { readonly prefix: string; readonly tag: string } {
  const slash = name.indexOf('/');
  return slash < 0 ? { prefix: name, tag: '' } : { prefix: name.slice(0, slash), tag: name.slice(slash) };
}

const lists = new WeakMap<Catalog, Map<string, readonly string[]>>();

/** Names of the global keys and of those of a service, `tagged`: those that a tag key follows, which is left out. */
function keyNames(catalog: Catalog, version: NameVersion, service: string, tagged: boolean): readonly string[] {
  const known = lists.get(catalog) ?? new Map<string, readonly string[]>();
  lists.set(catalog, known);
  // A service that is not in the catalogue has no keys of its own.
  const own = catalog.service(service)?.name ?? '';
  const place = `${version} ${own} ${String(tagged)}`;
  let found = known.get(place);
  if (!found) {
    const keys = [...catalog.globalKeys, ...catalog.conditionKeys(own)].filter((it) => it.versions[version] !== undefined);
    found = keys.filter((it) => it.name.includes('/') === tagged).map((it) => it.name.replace('/<tag-key>', ''));
    known.set(place, found);
  }
  return found;
}
