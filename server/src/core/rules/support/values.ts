import { readBlock } from '../../simulate/values/address.ts';
import { readInstant } from '../../simulate/values/date.ts';
import { readDecimal } from '../../simulate/values/number.ts';

/** A decimal number as conditions compare it; the simulation reads it in the same way. */
export function isNumber(value: string): boolean {
  return readDecimal(value) !== undefined;
}

/** A day, or a day and a time with its zone. */
export function isDate(value: string): boolean {
  return readInstant(value) !== undefined;
}

/** An address of IPv4 or IPv6, alone or with the length of a prefix. */
export function isAddress(value: string): boolean {
  return readBlock(value) !== undefined;
}
