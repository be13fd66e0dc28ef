import type { ActionString, ConditionKey, ConditionOperator, Policy, ResourceString, Statement } from '../../server/src/core/policy/policy.ts';
import type { Example } from '../../server/src/core/rules/rule.ts';

/**
 * A second evaluator, written for plainness: it shares only the parser with the analysis. It decides requests
 * one by one, over words that are enough to tell all patterns of a policy apart.
 */

/** One request. What nobody can know is part of it: how an opaque thing turns out, and how an absent key counts. */
export interface PlainRequest {
  readonly action: readonly [string, string, string];
  readonly resource: PlainResource;
  readonly principal: string | undefined;
  /** By folded name; absent keys are not there. */
  readonly keys: Readonly<Record<string, PlainValue>>;
  readonly opaque: Readonly<Record<string, boolean>>;
  readonly absentHolds: boolean;
}

/** No resource, one that is not five segments, or five segments. */
export type PlainResource = undefined | string | readonly string[];
export type PlainValue = string | number;

type Token = string | typeof star | typeof any;
const star = Symbol('*');
const any = Symbol('?');

/** Whether a request is in an entry: one action string of a statement (`undefined`: its NotAction). */
export function applies(policy: Policy, statement: Statement, string: ActionString | undefined, request: PlainRequest): boolean {
  return actionApplies(policy, statement, string, request) && resourceApplies(policy, statement, request) && contextApplies(policy, statement, request);
}

export function actionApplies(policy: Policy, statement: Statement, string: ActionString | undefined, { action }: PlainRequest): boolean {
  if (string) return actionMatches(policy, string, action);
  return !(statement.notAction?.strings ?? []).some((it) => actionMatches(policy, it, action));
}

export function actionMatches(policy: Policy, { value }: ActionString, action: readonly string[]): boolean {
  if (value === '*') return true;
  return actionPatterns(value, policy.version === '5.0').every((it, index) => matches(it, action[index] ?? ''));
}

const actionCache = new Map<string, Token[][]>();

function actionPatterns(value: string, question: boolean): Token[][] {
  const key = `${question ? 1 : 0}${value}`;
  let found = actionCache.get(key);
  if (!found) actionCache.set(key, (found = value.toLowerCase().split(':').map((it) => tokens(it, true, question))));
  return found;
}

export function resourceApplies(policy: Policy, { resource, notResource }: Statement, request: PlainRequest): boolean {
  if (resource) return resource.strings.some((it) => resourceMatches(policy, it, request));
  if (notResource) return !notResource.strings.some((it) => resourceMatches(policy, it, request));
  return true;
}

export function resourceMatches(policy: Policy, { value }: ResourceString, { resource, opaque }: PlainRequest): boolean {
  if (value === '*') return true;
  if (resource === undefined) return false;
  const segments = splitResource(value);
  if (segments.length !== 5) return resource === value;
  if (typeof resource === 'string') return false;
  const inside = segments.every((it, index) => matches(resourceTokens(policy, it, index), resource[index] ?? ''));
  return inside && (!hasVariable(value) || opaque[`Resource ${value}`] === true);
}

export function contextApplies(policy: Policy, statement: Statement, request: PlainRequest): boolean {
  return principalApplies(statement, request) && conditions(statement).every(({ operator, key }) => holds(policy, operator, key, request));
}

function principalApplies({ principal }: Statement, request: PlainRequest): boolean {
  if (!principal) return true;
  const names = principal.entries.flatMap(({ kind, values }) => values.map((it) => `${kind} ${it.value}`));
  if (principal.negated || names.some((it) => /[*?]|\$\{/.test(it))) return request.opaque[opaquePrincipal(principal.negated, names)] === true;
  return request.principal !== undefined && names.includes(request.principal);
}

function opaquePrincipal(negated: boolean, names: readonly string[]): string {
  return `${negated ? 'Not' : ''}Principal ${[...new Set(names)].sort().join(' ')}`;
}

export function conditions({ condition }: Statement): { operator: ConditionOperator; key: ConditionKey }[] {
  return (condition?.operators ?? []).flatMap((operator) => operator.keys.map((key) => ({ operator, key })));
}

/** Whether one condition holds. */
export function holds(policy: Policy, operator: ConditionOperator, key: ConditionKey, request: PlainRequest): boolean {
  const values = (key.values ?? []).map((it) => it.value);
  const negated = operator.name.includes('Not');
  if (values.length === 0 && !negated && !operator.ifExists && operator.prefix !== 'ForAllValues') return false;
  if (!isExact(policy, operator, key)) return request.opaque[opaqueCondition(operator, key)] === true;
  const value = request.keys[key.name.toLowerCase()];
  if (operator.name === 'Null') return values.includes(value === undefined ? 'true' : 'false');
  if (value === undefined) return operator.ifExists || (negated && request.absentHolds);
  return negated !== values.some((it) => compares(operator.name.replace('Not', ''), value, it));
}

function compares(operator: string, value: PlainValue, listed: string): boolean {
  switch (operator) {
    case 'StringEquals':
      return value === literal(listed);
    case 'StringEqualsIgnoreCase':
      return String(value).toLowerCase() === literal(listed).toLowerCase();
    case 'StringMatch':
      return matches(tokens(listed, true, true), String(value));
    case 'Bool':
      return value === listed;
    case 'IpAddress': {
      const [address, length] = network(listed);
      return String(value).startsWith(address.slice(0, length));
    }
  }
  const number = operator.startsWith('Date') ? Date.parse(listed) : Number(listed);
  if (operator.endsWith('LessThan')) return Number(value) < number;
  if (operator.endsWith('LessThanEquals')) return Number(value) <= number;
  if (operator.endsWith('GreaterThan')) return Number(value) > number;
  if (operator.endsWith('GreaterThanEquals')) return Number(value) >= number;
  return Number(value) === number;
}

const exactOperators = /^(String(Not)?(Equals|EqualsIgnoreCase|Match)|Number(Not)?Equals|(Number|Date)(Less|Greater)Than(Equals)?|Bool|(Not)?IpAddress|Null)$/;

/** Whether the condition is one that the analysis has to model exactly. */
export function isExact(policy: Policy, operator: ConditionOperator, key: ConditionKey): boolean {
  if (!exactOperators.test(operator.name) || operator.prefix || key.name.toLowerCase() === 'g:tagkeys') return false;
  if (operator.name === 'Null') return !operator.ifExists;
  if ((key.values ?? []).some((it) => hasVariable(it.value))) return false;
  return familiesOf(policy, key.name).size === 1;
}

const familyCache = new WeakMap<Policy, Map<string, Set<string>>>();

function familiesOf(policy: Policy, name: string): Set<string> {
  let found = familyCache.get(policy);
  if (!found) familyCache.set(policy, (found = new Map()));
  let families = found.get(name);
  if (!families) found.set(name, (families = readFamilies(policy, name)));
  return families;
}

function readFamilies(policy: Policy, name: string): Set<string> {
  const all = policy.statements.flatMap(conditions).filter((it) => it.key.name.toLowerCase() === name.toLowerCase());
  return new Set(all.flatMap(({ operator }) => familyOf(operator.name) ?? []));
}

function familyOf(operator: string): string | undefined {
  return /^(String|Number|Date|Bool|(?:Not)?Ip)/.exec(operator)?.[1]?.replace('Not', '');
}

function opaqueCondition(operator: ConditionOperator, key: ConditionKey): string {
  return `${operator.written} ${key.name} ${[...new Set((key.values ?? []).map((it) => it.value))].sort().join(' ')}`;
}

// --- Patterns

const tokenCache = new Map<string, Token[]>();

function tokens(text: string, wildcards: boolean, question: boolean): Token[] {
  const key = `${wildcards ? 1 : 0}${question ? 1 : 0}${text}`;
  let found = tokenCache.get(key);
  if (!found) tokenCache.set(key, (found = readTokens(text, wildcards, question)));
  return found;
}

function readTokens(text: string, wildcards: boolean, question: boolean): Token[] {
  const found: Token[] = [];
  const parts = text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? [];
  for (const part of parts) {
    if (part === '${*}' || part === '${?}' || part === '${$}') found.push(part.charAt(2));
    else if (part.length > 2 && part.startsWith('${')) found.push(star);
    else if (part === '*' && wildcards) found.push(star);
    else if (part === '?' && wildcards && question) found.push(any);
    else found.push(part);
  }
  return found;
}

function literal(text: string): string {
  return tokens(text, false, false).join('');
}

function matches(pattern: readonly Token[], word: string): boolean {
  return matchFrom(pattern, 0, [...word], 0);
}

function matchFrom(pattern: readonly Token[], at: number, word: readonly string[], from: number): boolean {
  const token = pattern[at];
  if (token === undefined) return from === word.length;
  if (token === star) return matchFrom(pattern, at + 1, word, from) || (from < word.length && matchFrom(pattern, at, word, from + 1));
  return from < word.length && (token === any || token === word[from]) && matchFrom(pattern, at + 1, word, from + 1);
}

function hasVariable(text: string): boolean {
  return /\$\{[^*?$}]/.test(text);
}

const splitCache = new Map<string, string[]>();

function splitResource(value: string): string[] {
  let found = splitCache.get(value);
  if (!found) splitCache.set(value, (found = cutResource(value)));
  return found;
}

function cutResource(value: string): string[] {
  const parts = value.replace(/\$\{[^}]*\}/g, (it) => it.replaceAll(':', '\u0001')).split(':');
  return (parts.length > 5 ? [...parts.slice(0, 4), parts.slice(4).join(':')] : parts).map((it) => it.replaceAll('\u0001', ':'));
}

function resourceTokens(policy: Policy, segment: string, index: number): Token[] {
  if (segment === '' && (index === 1 || index === 2)) return [star];
  return tokens(index === 2 || index === 4 ? segment : segment.toLowerCase(), true, policy.version === '5.0');
}

/** The bits of an address behind `4` or `6`, and how many of these characters a network shares. */
function network(text: string): [string, number] {
  const [address = '', length] = text.split('/');
  const four = address.includes('.');
  const groups = four ? address.split('.').map(Number) : expand(address).map((it) => parseInt(it, 16));
  const bits = groups.map((it) => it.toString(2).padStart(four ? 8 : 16, '0')).join('');
  return [(four ? '4' : '6') + bits, 1 + (length === undefined ? bits.length : Number(length))];
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

// --- Enough words

/** Words that stand for all others: for each choice of matching patterns the first word that makes it. */
export interface Words {
  readonly words: readonly string[];
  /** The same without grouping; it may be long. */
  readonly all: readonly string[];
}

const cache = new Map<string, Words | undefined>();

/** Undefined where there would be too many. */
function wordsFor(patterns: readonly (readonly Token[])[], empty: boolean, bothCases: boolean): Words | undefined {
  const distinct = [...new Map(patterns.map((it) => [it.map(String).join('\u0001'), it])).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const key = `${empty}${bothCases}${distinct.length}${distinct.map(([it]) => it).join('\u0002')}`;
  if (!cache.has(key)) cache.set(key, makeWords(distinct.map(([, it]) => it), empty, bothCases));
  return cache.get(key);
}

function makeWords(patterns: readonly (readonly Token[])[], empty: boolean, bothCases: boolean): Words | undefined {
  const named = new Set(patterns.flat().filter((it) => typeof it === 'string'));
  if (bothCases) for (const char of [...named]) named.add(char.toLowerCase()).add(char.toUpperCase());
  const alphabet = [...named, 'z'];
  const longest = patterns.flat().filter((it) => it !== star).length + 1;
  if (alphabet.length ** longest > 40_000) return undefined;
  const all: string[] = empty ? [''] : [];
  let previous = [''];
  for (let length = 1; length <= longest; length++) {
    previous = previous.flatMap((it) => alphabet.map((char) => it + char));
    all.push(...previous);
  }
  const first = new Map<string, string>();
  for (const word of all) {
    const which = patterns.map((it) => (bothCases ? `${matches(it, word)}${matches(it.map((token) => (typeof token === 'string' ? token.toLowerCase() : token)), word.toLowerCase())}` : matches(it, word))).join();
    if (!first.has(which)) first.set(which, word);
  }
  return { words: [...first.values()], all };
}

/** The values of each part of the requests that tell the parts of a policy apart. */
export interface PlainSpace {
  readonly actions: readonly (readonly string[])[];
  readonly resources: readonly PlainResource[];
  readonly principals: readonly (string | undefined)[];
  readonly keys: readonly { readonly name: string; readonly values: readonly (PlainValue | undefined)[] }[];
  readonly opaque: readonly string[];
  /** Whether a negated operator may meet an absent key. */
  readonly readings: readonly boolean[];
}

/** Undefined where there would be too many requests. */
export function spaceOf(policy: Policy, grouped = true): PlainSpace | undefined {
  const question = policy.version === '5.0';
  const pick = (words: Words | undefined): readonly string[] | undefined => words && (grouped ? words.words : words.all);
  const actionStrings = policy.statements.flatMap((it) => [...(it.action?.strings ?? []), ...(it.notAction?.strings ?? [])]).filter((it) => it.value !== '*');
  const actions = [0, 1, 2].map((index) => pick(wordsFor(actionStrings.map((it) => tokens(it.value.toLowerCase().split(':')[index] ?? '', true, question)), index === 1 && question, false)));
  const resourceStrings = policy.statements.flatMap((it) => [...(it.resource?.strings ?? []), ...(it.notResource?.strings ?? [])]).map((it) => it.value);
  const five = resourceStrings.filter((it) => splitResource(it).length === 5);
  const segments = [0, 1, 2, 3, 4].map((index) => pick(wordsFor(five.map((it) => resourceTokens(policy, splitResource(it)[index] ?? '', index)), index === 1 || index === 2, false)));
  if ([...actions, ...segments].includes(undefined)) return undefined;
  if (product(segments.map((it) => it?.length ?? 0)) > 5_000) return undefined;
  const names = [...new Set(resourceStrings.filter((it) => it !== '*' && splitResource(it).length !== 5))];
  const resources: PlainResource[] = [undefined, ...names, 'zzz', ...combinations(segments.map((it) => it ?? []))];
  const principals = policy.statements.flatMap((it) => (it.principal?.entries ?? []).flatMap(({ kind, values }) => values.map((value) => `${kind} ${value.value}`)));
  const all = policy.statements.flatMap(conditions);
  const keyNames = [...new Set(all.filter(({ operator, key }) => isExact(policy, operator, key)).map((it) => it.key.name.toLowerCase()))];
  const keys: { name: string; values: readonly (PlainValue | undefined)[] }[] = [];
  for (const name of keyNames) {
    const values = valuesFor(policy, name, grouped);
    if (!values) return undefined;
    keys.push({ name, values: [undefined, ...values] });
  }
  const opaque = new Set<string>();
  for (const { operator, key } of all) if (!isExact(policy, operator, key)) opaque.add(opaqueCondition(operator, key));
  for (const it of resourceStrings) if (hasVariable(it)) opaque.add(`Resource ${it}`);
  for (const { principal } of policy.statements) {
    const written = (principal?.entries ?? []).flatMap(({ kind, values }) => values.map((value) => `${kind} ${value.value}`));
    if (principal) opaque.add(opaquePrincipal(principal.negated, written));
  }
  const negated = all.some(({ operator }) => operator.name.includes('Not') && !operator.ifExists);
  const space: PlainSpace = {
    actions: combinations(actions.map((it) => it ?? [])),
    resources,
    principals: policy.kind === 'trust-5.0' ? [...new Set(principals), 'IAM zzz'] : [undefined],
    keys,
    opaque: [...opaque],
    readings: negated ? [false, true] : [false],
  };
  return space;
}

function valuesFor(policy: Policy, name: string, grouped: boolean): readonly PlainValue[] | undefined {
  const all = policy.statements.flatMap(conditions).filter((it) => it.key.name.toLowerCase() === name && isExact(policy, it.operator, it.key) && it.operator.name !== 'Null');
  const listed = all.flatMap(({ operator, key }) => (key.values ?? []).map((it) => ({ operator: operator.name, value: it.value })));
  const family = all[0] && familyOf(all[0].operator.name);
  switch (family) {
    case undefined:
      return ['z'];
    case 'Bool':
      return ['true', 'false'];
    case 'Ip': {
      const bits = listed.flatMap(({ value }) => {
        const [address, length] = network(value);
        return Array.from({ length }, (_, index) => (index === 0 ? address : address.slice(0, index) + (address.charAt(index) === '0' ? '1' : '0') + address.slice(index + 1)));
      });
      return [...new Set([...bits, `4${'0'.repeat(32)}`, `6${'0'.repeat(128)}`])];
    }
    case 'String': {
      const patterns = listed.map(({ operator, value }) => tokens(value, operator.endsWith('Match'), true));
      const words = wordsFor(patterns, true, listed.some((it) => it.operator.endsWith('IgnoreCase')));
      return words && (grouped ? words.words : words.all);
    }
    default: {
      const cuts = [...new Set(listed.map(({ value }) => (family === 'Date' ? Date.parse(value) : Number(value))))].sort((a, b) => a - b);
      return [(cuts[0] ?? 0) - 1, ...cuts.flatMap((it, index) => [it, (it + (cuts[index + 1] ?? it + 2)) / 2])];
    }
  }
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((found, list) => found.flatMap((it) => list.map((word) => [...it, word])), [[]]);
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}

/** How many requests a space holds. */
export function sizeOf({ actions, resources, principals, keys, opaque, readings }: PlainSpace): number {
  return actions.length * resources.length * principals.length * product(keys.map((it) => it.values.length)) * 2 ** opaque.length * readings.length;
}

/** Every context of a space: principal, keys, opaque things and reading. */
export function* contextsOf({ principals, keys, opaque, readings }: PlainSpace): Iterable<Pick<PlainRequest, 'principal' | 'keys' | 'opaque' | 'absentHolds'>> {
  for (const principal of principals) {
    for (const absentHolds of readings) {
      for (let bits = 0; bits < 2 ** opaque.length; bits++) {
        const outcome = Object.fromEntries(opaque.map((it, index) => [it, (bits & (1 << index)) !== 0]));
        for (const values of keyChoices(keys)) yield { principal, keys: values, opaque: outcome, absentHolds };
      }
    }
  }
}

function keyChoices(keys: PlainSpace['keys']): Record<string, PlainValue>[] {
  return keys.reduce<Record<string, PlainValue>[]>((found, { name, values }) => found.flatMap((it) => values.map((value) => (value === undefined ? it : { ...it, [name]: value }))), [{}]);
}

/** Every request of a space. */
export function* requestsOf(space: PlainSpace): Iterable<PlainRequest> {
  for (const context of contextsOf(space)) {
    for (const resource of space.resources) {
      for (const action of space.actions) yield { ...context, resource, action: action as unknown as PlainRequest['action'] };
    }
  }
}

/** An example as a request, for one choice of what is opaque. */
export function requestOf(policy: Policy, example: Example, opaque: Readonly<Record<string, boolean>>): PlainRequest {
  const action = example.action.toLowerCase().split(':');
  const { resource } = example;
  const segments = resource === undefined ? undefined : splitResource(resource);
  const keys: Record<string, PlainValue> = {};
  for (const [name, value] of Object.entries(example.context)) {
    const family = [...familiesOf(policy, name)][0];
    const text = String(value);
    keys[name.toLowerCase()] = family === 'Number' ? Number(text) : family === 'Date' ? Date.parse(text) : family === 'Ip' ? network(text)[0] : text;
  }
  return {
    action: [action[0] ?? '', action[1] ?? '', action[2] ?? ''],
    resource: segments?.length === 5 ? segments.map((it, index) => (index === 1 || index === 2 ? (it === '*' ? '' : it) : it)).map((it, index) => (index === 2 || index === 4 ? it : it.toLowerCase())) : resource,
    principal: example.principal && `${example.principal.kind} ${example.principal.value}`,
    keys,
    opaque,
    absentHolds: false,
  };
}

