import type { Catalog, NameVersion, OperatorFact } from '../../catalog/catalog.ts';
import type { ConditionOperator } from '../../policy/policy.ts';
import { slipOf } from './slip.ts';

/** The operator of this version, suffix and prefix left out; undefined when the version has none of this name. */
export function operatorFact(catalog: Catalog, { name }: ConditionOperator, version: NameVersion): OperatorFact | undefined {
  const found = catalog.operators.find((it) => it.name === name);
  return found?.versions[version] === undefined ? undefined : found;
}

/**
 * What a name that is no operator was meant to be, with prefix and suffix: the Huawei spelling of an operator of
 * AWS, a slip of an operator, of `IfExists` or of a prefix. Undefined when that is not one thing.
 */
export function meantOperator(catalog: Catalog, written: string, version: NameVersion): string | undefined {
  const translated = written.replace(/^((?:ForAllValues|ForAnyValue):)?Numeric/, '$1Number').replace(/^((?:ForAllValues|ForAnyValue):)?String(Not)?Like(?=$|IfExists$)/, '$1String$2Match');
  return slipOf(translated, spellings(catalog, version));
}

const known = new WeakMap<Catalog, Partial<Record<NameVersion, readonly string[]>>>();

/** Every operator of the version with every prefix and suffix that it may have. */
function spellings(catalog: Catalog, version: NameVersion): readonly string[] {
  const found = known.get(catalog) ?? {};
  known.set(catalog, found);
  found[version] ??= ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((prefix) =>
    catalog.operators.filter((it) => it.versions[version] !== undefined).flatMap(({ name }) => (name === 'Null' ? [prefix + name] : [prefix + name, `${prefix}${name}IfExists`])),
  );
  return found[version];
}
