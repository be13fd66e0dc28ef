import { member, type Json } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import { overlaps, type Span } from '../text.ts';
import { writeStrings } from './layout.ts';
import type { Refactoring } from './refactoring.ts';

/** Sorts the strings of a list and takes out those that say the same as one before. */
export const sortList: Refactoring = {
  name: 'sortList',
  keeps: { over: 'every-request', sets: 'both' },
  rewrite({ policy, selection }) {
    const found = listAt(policy, selection);
    if (!found) return undefined;
    const { value, strings, fold } = found;
    const sorted = distinct(strings, fold).sort(compareText);
    if (sorted.length === strings.length && sorted.every((it, index) => it === strings[index])) return undefined;
    const removed = strings.length - sorted.length;
    const title = removed === 0 ? msg('Sort the list') : removed === 1 ? msg('Sort the list and remove 1 duplicate') : msg('Sort the list and remove {0} duplicates', removed);
    const edit = writeStrings(policy.text, value, sorted);
    return edit ? { title, edits: [edit] } : undefined;
  },
};

interface StringList {
  readonly value: Json;
  readonly strings: readonly string[];
  /** The same text for strings that say the same. */
  readonly fold: (string: string) => string;
}

/** The list of strings that the selection touches: of actions, resources or values of a condition. */
function listAt(policy: Policy, selection: Span): StringList | undefined {
  for (const { action, notAction, resource, notResource, condition } of policy.statements) {
    for (const list of [action, notAction]) if (list) {
      const found = read(list.member.value, foldAction, selection);
      if (found) return found;
    }
    for (const list of [resource, notResource]) if (list) {
      const value = list.member.value;
      const found = read(list.uri && value?.type === 'object' ? member(value, 'uri')?.value : value, foldResource, selection);
      if (found) return found;
    }
    for (const key of condition?.operators.flatMap((it) => it.keys) ?? []) {
      const found = read(key.member.value, foldNothing, selection);
      if (found) return found;
    }
  }
  return undefined;
}

function read(value: Json | undefined, fold: StringList['fold'], selection: Span): StringList | undefined {
  if (value?.type !== 'array' || value.elements.length < 2 || !overlaps(value.span, selection)) return undefined;
  const strings = value.elements.flatMap((it) => (it.type === 'string' && it.closed ? [it.value] : []));
  return strings.length === value.elements.length ? { value, strings, fold } : undefined;
}

/** Of spellings of the same the first stays. */
function distinct(strings: readonly string[], fold: StringList['fold']): string[] {
  const seen = new Set<string>();
  return strings.filter((it) => {
    const key = fold(it);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function foldAction(action: string): string {
  return action.toLowerCase();
}

/** Service, region and type compare without case (`resourceBox` of the analysis); account and path with it. */
function foldResource(resource: string): string {
  const { length, [0]: service = '', [1]: region = '', [2]: account = '', [3]: type = '' } = resource.split(':');
  if (length < 5 || [service, region, account, type].some((it) => it.includes('$'))) return resource;
  const head = [service, region, account, type].join(':').length;
  return [service.toLowerCase(), region.toLowerCase(), account, type.toLowerCase()].join(':') + resource.slice(head);
}

function foldNothing(value: string): string {
  return value;
}

/** Without case first, so that spellings of one name stand together. */
export function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
}
