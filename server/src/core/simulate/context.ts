import type { RequestContext } from './types.ts';

/** What a request carries: values by `keyName`. A key that is not there, or has no values, is not sent. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** The name under which a key is compared: without case, a tag key after the `/` with case (interfaces.md). */
export function keyName(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? name.toLowerCase() : name.slice(0, slash).toLowerCase() + name.slice(slash);
}

/** Reads the keys of a request. Spellings of one key are one key with the values of all. */
export function readContext(context: RequestContext | undefined): Context {
  if (!context) return none;
  const read = new Map<string, readonly string[]>();
  for (const [name, given] of Object.entries(context)) {
    const key = keyName(name);
    const values = typeof given === 'string' ? [given] : given;
    const before = read.get(key);
    read.set(key, before ? [...before, ...values] : values);
  }
  return read;
}

const none: Context = new Map();
