import { compile, compileTokens, matches, type Pattern } from '../policy/pattern.ts';
import type { Context } from './context.ts';
import type { OperatorFamily, Test } from './operators.ts';
import type { Truth } from './types.ts';
import { isWithin, readAddress, readBlock } from './values/address.ts';
import { compareInstants, readInstant } from './values/date.ts';
import { compareDecimals, readDecimal } from './values/number.ts';
import { readVariables, substitute, substituteTokens } from './variables.ts';

/**
 * Whether a value of the request matches one listed value. Null where the two cannot be compared: the listed
 * value is one that the dialect does not have for this operator (`Bool` with `yes`), the request's value is
 * not of that type, or a variable cannot be read. A variable without a value makes the listed value match
 * nothing (reference 1.4).
 */
export type Comparison = (value: string, context: Context) => Truth;

/** Prepares a listed value once, for many requests. */
export function comparisonWith(listed: string, family: OperatorFamily, test: Test): Comparison {
  const pieces = readVariables(listed);
  if (!pieces) return fixed(listed, family, test);
  return (value, context) => {
    if (test === 'glob') {
      const tokens = substituteTokens(pieces, context, true);
      return tokens ? matches(compileTokens(tokens), value) : tokens === null ? null : false;
    }
    const text = substitute(pieces, context);
    return typeof text === 'string' ? fixed(text, family, test)(value, context) : text === null ? null : false;
  };
}

/** Whether a text is a value that the family has: a decimal number, a date of ISO 8601, an address or a block, `true` or `false`. */
export function isValueOf(family: OperatorFamily, text: string): boolean {
  switch (family) {
    case 'number':
      return readDecimal(text) !== undefined;
    case 'date':
      return readInstant(text) !== undefined;
    case 'ip':
      return readBlock(text) !== undefined;
    case 'bool':
    case 'null':
      return text === 'true' || text === 'false';
    case 'string':
      return true;
  }
}

function fixed(listed: string, family: OperatorFamily, test: Test): Comparison {
  switch (family) {
    case 'string':
      return ofStrings(listed, test);
    case 'bool':
      return (value) => (isValueOf('bool', listed) && isValueOf('bool', value) ? value === listed : null);
    case 'number':
      return ordered(readDecimal, compareDecimals, listed, test);
    case 'date':
      return ordered(readInstant, compareInstants, listed, test);
    case 'ip': {
      const block = readBlock(listed);
      return (value) => {
        const address = readAddress(value);
        return block && address ? isWithin(address, block) : null;
      };
    }
    case 'null':
      return () => null;
  }
}

function ofStrings(listed: string, test: Test): Comparison {
  const folded = listed.toLowerCase();
  switch (test) {
    case 'equal':
      return (value) => value === listed;
    case 'equal-folded':
      return (value) => value.toLowerCase() === folded;
    case 'contains-folded':
      return (value) => value.toLowerCase().includes(folded);
    case 'starts':
      return (value) => value.startsWith(listed);
    case 'starts-folded':
      return (value) => value.toLowerCase().startsWith(folded);
    case 'ends':
      return (value) => value.endsWith(listed);
    case 'ends-folded':
      return (value) => value.toLowerCase().endsWith(folded);
    case 'glob': {
      const pattern: Pattern = compile(listed, true);
      return (value) => matches(pattern, value);
    }
    default:
      return () => null;
  }
}

function ordered<T>(read: (text: string) => T | undefined, compare: (a: T, b: T) => number, listed: string, test: Test): Comparison {
  const right = read(listed);
  return (value) => {
    const left = read(value);
    if (left === undefined || right === undefined) return null;
    const order = compare(left, right);
    switch (test) {
      case 'equal':
        return order === 0;
      case 'less':
        return order < 0;
      case 'less-or-equal':
        return order <= 0;
      case 'greater':
        return order > 0;
      case 'greater-or-equal':
        return order >= 0;
      default:
        return null;
    }
  };
}
