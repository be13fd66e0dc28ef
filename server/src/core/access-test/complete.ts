import type { Catalog, ConditionKeyFact } from '../catalog/catalog.ts';
import { globalKeys, listedKeys } from '../complete/conditions.ts';
import { systemPolicies } from '../entry/system-policies.ts';
import { dots, typeName } from '../hover/words.ts';
import { locate, type Place } from '../json/locate.ts';
import { type Arg, msg } from '../message.ts';
import { describeDecision } from '../simulate/describe-reason.ts';
import type { Decision } from '../simulate/types.ts';
import type { Edit, Span } from '../text.ts';
import { nodeAt } from './places.ts';
import { expectations } from './read.ts';
import { describeExpectation } from './run.ts';
import type { AccessTestFile, Expectation } from './types.ts';

export type TestOfferKind = 'file' | 'account' | 'system' | 'person' | 'key' | 'value' | 'expect';

/** One thing that may be written in a file of access tests. */
export interface TestOffer {
  readonly label: string;
  readonly kind: TestOfferKind;
  readonly detail?: Arg;
  readonly documentation?: Arg;
  /** JSON text that takes the place of `span`; a snippet of LSP. */
  readonly text: string;
  readonly preselect?: true;
}

export interface TestCompletion {
  readonly span: Span;
  readonly offers: readonly TestOffer[];
  /** Commas to what stands before and behind. */
  readonly additional: readonly Edit[];
}

/** What only the host knows; each is asked for only where it is needed. */
export interface TestContext {
  readonly catalog: Catalog;
  /** Policy files, relative to the test file. */
  policyFiles(): readonly string[];
  accountFiles(): readonly string[];
  /** Persons of the account, `user:ann`. */
  persons(): readonly string[];
  /** What the test at this position gets now. */
  today(test: number): Decision | undefined;
}

/** A string of a request that is written as in a policy: actions, resources. */
export interface AsInPolicy {
  readonly element: 'Action' | 'Resource';
  /** Of the string, quotes included. */
  readonly span: Span;
  /** The action of the request, for what its resource may be. */
  readonly action: string | undefined;
}

/** What may be written at an offset of a test file; names of fields and closed choices are said by the schema. */
export function completeTests(file: AccessTestFile, offset: number, context: TestContext): TestCompletion | AsInPolicy | undefined {
  const place = locate(file.json, offset);
  if (!place) return undefined;
  const { path } = place;
  const [first, index] = path;
  if (first === 'account' && place.at === 'value') return values(file, place, context.accountFiles().map((it) => named(it, 'account')));
  if (first === 'tests' && typeof index === 'number') return inTest(file, place, context);
  const list = first === 'policies' ? path.slice(1) : first === 'boundaries' && typeof path[1] === 'string' ? path.slice(2) : undefined;
  if (!list || typeof list[0] !== 'number') return undefined;
  if (place.at === 'element' && list.length === 1) return values(file, place, files(first === 'boundaries' ? path[1] : undefined, context));
  if (place.at !== 'value' || list.length !== 2) return undefined;
  if (list[1] === 'file') return values(file, place, files(first === 'boundaries' ? path[1] : undefined, context));
  if (list[1] === 'system') return values(file, place, systemPolicies(context.catalog).filter((it) => !it.historic).map((it) => named(it.name, 'system', it.description, it.content === undefined ? msg('Its statements are not published, so what depends on it cannot be known.') : undefined)));
  return undefined;
}

function inTest(file: AccessTestFile, place: Place, context: TestContext): TestCompletion | AsInPolicy | undefined {
  const { path } = place;
  const [, index, field, part, key] = path;
  if (field === 'expect' && place.at === 'value' && path.length === 3) return values(file, place, expectOffers(context.today(Number(index))));
  if (field !== 'request') return undefined;
  const written = nodeAt(file.json.root, ['tests', Number(index), 'request', 'action']);
  const action = written?.type === 'string' ? written.value : undefined;
  if (part === 'action' && place.at === 'value') return { element: 'Action', span: place.span, action };
  if (part === 'resource' && (place.at === 'value' || place.at === 'element')) return { element: 'Resource', span: place.span, action };
  if (part === 'as' && place.at === 'value') return values(file, place, context.persons().map((it) => named(it, 'person')));
  if (part !== 'context') return undefined;
  if (place.at === 'name' && path.length === 4) return keys(file, place, action, context.catalog);
  const fact = typeof key === 'string' ? context.catalog.conditionKey(key) : undefined;
  if (fact && (place.at === 'value' || place.at === 'element')) return values(file, place, valuesOf(fact).map((it) => named(it, 'value')));
  return undefined;
}

function files(boundary: unknown, { policyFiles }: TestContext): TestOffer[] {
  const fits = (name: string): boolean => (boundary === 'scps' ? name.endsWith('.scp.json') : !name.endsWith('.scp.json'));
  const found = policyFiles();
  return [...found.filter(fits), ...found.filter((it) => !fits(it))].map((it) => named(it, 'file'));
}

function expectOffers(today: Decision | undefined): TestOffer[] {
  const now = msg('as it is decided today');
  return expectations.map((it): TestOffer => {
    const offer = named(it, 'expect', dots(describeExpectation(it), it === today ? now : undefined), expectationText(it));
    return it === today ? { ...offer, preselect: true } : offer;
  });
}

/** What an expectation means. */
export function expectationText(expect: Expectation): Arg {
  switch (expect) {
    case 'Allow':
      return msg('A statement allows it, and none denies it.');
    case 'Deny':
      return msg('A statement denies it, whatever else allows it.');
    case 'ImplicitDeny':
      return msg('No statement allows it and none denies it.');
    case 'NotAllowed':
      return msg('It is denied or not granted: {0} or {1}.', describeDecision('Deny'), describeDecision('ImplicitDeny'));
    case 'Unknown':
      return msg('It cannot be known, because some part of the policies is not published or cannot be read.');
  }
}

function keys({ json }: AccessTestFile, place: Place, action: string | undefined, catalog: Catalog): TestCompletion | undefined {
  const parent = place.parent?.type === 'object' ? place.parent : undefined;
  const taken = new Set(parent?.members.filter((it) => it !== place.member).map((it) => it.key.value.toLowerCase()));
  const fact = action === undefined ? undefined : catalog.action(action);
  const own = fact ? fact.conditionKeys.flatMap((it) => catalog.conditionKey(it) ?? []) : [];
  const all = [...new Set([...own, ...listedKeys(catalog, '5.0', undefined).filter((it) => it.usedBy.length === 0 || it.usedBy.includes(fact?.name ?? '')), ...globalKeys(catalog, '5.0')])];
  const offers = all.filter((it) => !taken.has(it.name.toLowerCase())).map((it) => keyOffer(it, place.colon || place.member?.value !== undefined));
  return completion(json.text, place, offers);
}

function keyOffer(key: ConditionKeyFact, bare: boolean): TestOffer {
  let stop = 0;
  const name = key.name.split(/(<[^<>]*>)/).map((it) => (it.startsWith('<') ? `\${${++stop}:${it.slice(1, -1)}}` : escapeSnippet(JSON.stringify(it).slice(1, -1)))).join('');
  const closed = valuesOf(key);
  const choice = closed.length > 0 ? `"\${${++stop}|${closed.map((it) => escapeSnippet(it).replace(/[,|]/g, '\\$&')).join(',')}|}"` : `"$${++stop}"`;
  const value = key.multiValued ? `[${choice}]` : choice;
  return { label: key.name, kind: 'key', detail: dots(typeName(key.valueType), key.multiValued ? msg('several values') : undefined), documentation: key.description, text: bare ? `"${name}"` : `"${name}": ${value}` };
}

function valuesOf({ valueType, values: closed = [] }: ConditionKeyFact): readonly string[] {
  return valueType === 'boolean' ? ['true', 'false'] : closed;
}

function named(label: string, kind: TestOfferKind, detail?: Arg, documentation?: Arg): TestOffer {
  return { label, kind, text: escapeSnippet(JSON.stringify(label)), ...(detail === undefined ? {} : { detail }), ...(documentation === undefined ? {} : { documentation }) };
}

function values({ json }: AccessTestFile, place: Place, offers: readonly TestOffer[]): TestCompletion | undefined {
  if (place.node && place.node.type !== 'string') return undefined;
  const parent = place.parent;
  const others = parent?.type === 'array' ? parent.elements.filter((it) => it !== place.node) : [];
  const taken = new Set(others.flatMap((it) => (it.type === 'string' ? [it.value] : [])));
  return completion(json.text, place, offers.filter((it) => !taken.has(it.label)));
}

function completion(text: string, place: Place, offers: readonly TestOffer[]): TestCompletion | undefined {
  const { span, commaMissingAt, commaMissingAfter, node } = place;
  // A string that nobody closed ends with its line, or with what cannot belong to a name.
  const end = node?.type === 'string' && !node.closed ? span.start + (/^"[^"\r\n,}\]]*/.exec(text.slice(span.start, span.end))?.[0].length ?? 1) : span.end;
  if (/[\r\n]/.test(text.slice(span.start, end))) return undefined;
  return {
    span: { start: span.start, end },
    offers: commaMissingAfter ? offers.map((it) => ({ ...it, text: `${it.text},` })) : offers,
    additional: commaMissingAt === undefined ? [] : [{ span: { start: commaMissingAt, end: commaMissingAt }, text: ',' }],
  };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
