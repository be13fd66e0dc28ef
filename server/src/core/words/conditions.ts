import type { Catalog } from '../catalog/catalog.ts';
import { type Arg, code, type Local, type Message, msg } from '../message.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { ConditionKey, ConditionOperator } from '../policy/policy.ts';
import { type Operator, operatorIsKnown, operatorNamed, takesIfExists, type Test } from '../simulate/operators.ts';

/** More listed values than these are counted, not named. */
const mostValues = 12;

/** What one condition asks, as a clause: "`g:UserName` is `ann` or `bob`". */
export function conditionInWords({ name, written, ifExists, prefix }: ConditionOperator, key: ConditionKey, version: LanguageVersion, catalog: Catalog): Message {
  const operator = operatorNamed(name);
  const label = keyInWords(key.name, catalog);
  if (!key.values) return msg('{0} of {1}: the listed values cannot be read, so what it asks cannot be known', code(written), label);
  const values = key.values.map((it) => it.value);
  if (!operator || !operatorIsKnown(name, version) || (ifExists && !takesIfExists(operator)) || (prefix && operator.family === 'null')) {
    return msg('{0} of {1}: version {2} has no such operator, so what it asks cannot be known', code(written), label, version);
  }
  if (operator.family === 'null') return presence(operator, label, values);
  if (values.length === 0) return msg('{0} of {1} lists no value', code(written), label);
  const plain = comparison(operator, prefix ? msg('a value of {0}', label) : label, values);
  const asked = prefix === 'ForAllValues' ? msg('every value of {0} that the request carries fits, also where it carries none: {1}', label, plain) : prefix === 'ForAnyValue' ? msg('at least one value of {0} that the request carries fits: {1}', label, plain) : plain;
  return ifExists ? msg('{0}; or the request does not carry it', asked) : asked;
}

/** "`a`, `b` or `c`". */
export function anyOf(values: readonly string[]): Message {
  const shown = values.length > mostValues ? values.slice(0, mostValues - 1) : values;
  const rest = values.length - shown.length;
  const items: Arg[] = shown.map((it) => code(it === '' ? '""' : it));
  const last = rest > 0 ? msg('{0} more', rest) : items.pop();
  const [first, ...others] = items;
  if (first === undefined) return msg('{0}', last ?? '');
  return msg('{0} or {1}', others.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first), last ?? '');
}

/** The key with what it holds, where that is known. */
function keyInWords(name: string, catalog: Catalog): Message {
  const fact = catalog.conditionKey(name);
  if (!fact?.description.en) return msg('{0}', code(name));
  const { en, zhCn } = beginning(fact.description);
  const tag = name.slice(name.indexOf('/') + 1);
  return msg('{0} ({1})', code(name), { en: en.replaceAll('<tag-key>', () => tag), zhCn: zhCn.replaceAll('<tag-key>', () => tag) });
}

/** The first sentence of a text of the catalogue, without its full stop. */
function beginning({ en, zhCn }: Local): Local {
  const first = en.split(/[.:;](?:\s|$)/)[0] ?? en;
  return { en: /^[A-Z][a-z]/.test(first) ? first.charAt(0).toLowerCase() + first.slice(1) : first, zhCn: zhCn.split(/[。：；]/)[0] ?? zhCn };
}

function presence({ tests: [test], negated }: Operator, label: Message, values: readonly string[]): Message {
  const carried = msg('the request carries {0}', label);
  const absent = msg('the request does not carry {0}', label);
  if (test === 'present' || (test === 'absent' && negated)) return carried;
  if (test === 'absent') return absent;
  if (test === 'empty') return msg('the request does not carry {0}, or it is empty', label);
  const [value] = values;
  if (values.length === 1 && value === 'true') return absent;
  if (values.length === 1 && value === 'false') return carried;
  return values.length === 0 ? msg('{0} of {1} lists no value', code('Null'), label) : msg('whether the request carries {0} is {1}', label, anyOf(values));
}

function comparison({ family, negated, tests }: Operator, label: Message, values: readonly string[]): Message {
  const list = anyOf(values);
  const one = values.length === 1;
  const [test] = tests;
  if (tests.length > 1 && test === 'contains-folded') {
    if (negated) return one ? msg('{0} is not like {1} (sources give this two meanings: holds the text, or matches it with {2})', label, list, code('*')) : msg('{0} is like none of {1} (sources give this two meanings: holds the text, or matches it with {2})', label, list, code('*'));
    return msg('{0} is like {1} (sources give this two meanings: holds the text, or matches it with {2})', label, list, code('*'));
  }
  switch (test satisfies Test | undefined) {
    case 'starts':
    case 'starts-folded':
      return negated ? msg('{0} does not begin with {1}', label, list) : msg('{0} begins with {1}', label, list);
    case 'ends':
    case 'ends-folded':
      return negated ? msg('{0} does not end with {1}', label, list) : msg('{0} ends with {1}', label, list);
    case 'glob':
      return negated ? msg('{0} does not match {1}', label, list) : msg('{0} matches {1}', label, list);
    case 'within':
      return negated ? msg('{0} does not lie in {1}', label, list) : msg('{0} lies in {1}', label, list);
    case 'less':
      return family === 'date' ? msg('{0} is before {1}', label, list) : msg('{0} is below {1}', label, list);
    case 'less-or-equal':
      return family === 'date' ? msg('{0} is not after {1}', label, list) : msg('{0} is at most {1}', label, list);
    case 'greater':
      return family === 'date' ? msg('{0} is after {1}', label, list) : msg('{0} is above {1}', label, list);
    case 'greater-or-equal':
      return family === 'date' ? msg('{0} is not before {1}', label, list) : msg('{0} is at least {1}', label, list);
    case 'equal-folded':
      if (negated) return msg('{0} is not {1}, whatever the letter case', label, list);
      return msg('{0} is {1}, whatever the letter case', label, list);
    default:
      return negated ? msg('{0} is not {1}', label, list) : msg('{0} is {1}', label, list);
  }
}
