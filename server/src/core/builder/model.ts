import { type ActionFact, actionsMatching, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { resourceOffers } from '../complete/resources.ts';
import { serviceTitle } from '../complete/actions.ts';
import { type Arg, type Message, msg } from '../message.ts';
import { resourceInWords } from '../words/strings.ts';
import { isPolicyKind, type Kind } from '../policy/kind.ts';
import type { ActionString, Policy, Statement } from '../policy/policy.ts';
import { statementElements } from '../policy/read.ts';
import type { Finding } from '../rules/rule.ts';
import { countActions, countMessage, nameVersion } from '../structure/counts.ts';
import type { Span } from '../text.ts';
import { type KeyFacts, keyFacts } from './conditions.ts';
import { type PlainCondition, type PlainStatement, plainStatement } from './plain.ts';
import { syntaxProblem, whyNotShown, whyReadOnly } from './shape.ts';

/** What the builder shows of a document. */
export interface BuilderModel {
  readonly kind: Kind;
  /** Names of actions are of this version. */
  readonly version: NameVersion;
  /** `frozen`: the text has a syntax error; the cards are what can be read. `impossible`: there is nothing to show. */
  readonly state: 'ready' | 'frozen' | 'impossible';
  readonly reason?: Message;
  /** Where the syntax error is. */
  readonly offset?: number;
  readonly cards: readonly Card[];
  /** Findings about no single statement. */
  readonly findings: readonly CardFinding[];
  /** Whether statements can be added, moved, duplicated and removed: not in a role, nor where Statement is no list. */
  readonly arrangeable: boolean;
  /** Elements that a statement of this kind may have. */
  readonly elements: readonly string[];
}

/** A statement. */
export interface Card {
  /** From 0; people count from 1. */
  readonly index: number;
  readonly span: Span;
  /** Why only its text can be changed. */
  readonly readOnly?: Message;
  readonly plain: PlainStatement;
  /** "Allows 16 known actions"; absent where it cannot be told. */
  readonly summary?: Message;
  readonly findings: readonly CardFinding[];
  /** What is shown of an open card only. */
  readonly details?: CardDetails;
}

export interface CardFinding {
  readonly severity: Finding['severity'];
  readonly message: Message;
  /** The element of the statement that it is about. */
  readonly element?: string;
}

export interface CardDetails {
  readonly services: readonly CardService[];
  /** Strings that are no known actions by name: with wildcards, or unknown. */
  readonly patterns: readonly CardPattern[];
  readonly conditions: readonly (PlainCondition & KeyFacts)[];
  /** What each resource stands for. */
  readonly resources: readonly { readonly value: string; readonly meaning: Message }[];
  readonly resourceOffers: readonly { readonly value: string; readonly complete: boolean; readonly detail: Arg | undefined }[];
}

/** A service of which strings of the statement name actions. */
export interface CardService {
  readonly name: string;
  readonly title: Arg | undefined;
  /** Known actions of it, and how many of them the strings match. */
  readonly known: number;
  readonly matched: number;
  /** Known actions that strings name one by one. */
  readonly listed: readonly string[];
  /** Known actions that strings with wildcards match, with the first of these. */
  readonly covered: Readonly<Record<string, string>>;
}

export interface CardPattern {
  readonly value: string;
  readonly service: string;
  /** Known actions that it matches. */
  readonly count: number;
}

/**
 * The cards of a document. Never throws.
 *
 * @param open indexes of the statements whose details are shown
 */
export function builderModel(document: PolicyDocument, catalog: Catalog, findings: readonly Finding[], open: readonly number[]): BuilderModel {
  const { kind, policy } = document;
  const version: NameVersion = kind.endsWith('5.0') ? '5.0' : '1.1';
  const impossible = whyNotShown(document);
  const empty = { kind, version, cards: [], findings: [], arrangeable: false, elements: [] } as const;
  if (impossible) return { ...empty, state: 'impossible', reason: impossible };
  const elements = isPolicyKind(kind) ? statementElements(kind) : [];
  const syntax = document.json.root ? syntaxProblem(document) : undefined;
  if (!policy) return { ...empty, state: 'ready', arrangeable: kind !== 'role-1.0', elements };
  const base = policy.path.length + 2;
  const own = new Map<number, CardFinding[]>();
  const whole: CardFinding[] = [];
  for (const it of findings) {
    const index = statementOf(policy, it);
    const element = index === undefined ? undefined : it.path[base];
    const found: CardFinding = { severity: it.severity, message: it.message, ...(typeof element === 'string' ? { element } : {}) };
    if (index === undefined) whole.push(found);
    else own.set(index, [...(own.get(index) ?? []), found]);
  }
  const counts = new Map(countActions(policy, catalog).map((it) => [it.statement, countMessage(policy, it)]));
  const wanted = new Set(open);
  const cards = policy.statements.map((statement): Card => {
    const readOnly = whyReadOnly(statement, policy, document);
    const summary = counts.get(statement);
    return {
      index: statement.index,
      span: statement.node.span,
      ...(readOnly ? { readOnly } : {}),
      plain: plainStatement(statement),
      ...(summary ? { summary } : {}),
      findings: own.get(statement.index) ?? [],
      ...(wanted.has(statement.index) ? { details: detailsOf(policy, statement, catalog, nameVersion(policy.version)) } : {}),
    };
  });
  const list = policy.value.type === 'object' ? policy.value.members.findLast((it) => it.key.value === 'Statement')?.value : undefined;
  const arrangeable = kind !== 'role-1.0' && (list === undefined || list.type === 'array' || list.type === 'null');
  const shown = { kind, version, cards, findings: whole, arrangeable, elements };
  return syntax ? { ...shown, state: 'frozen', reason: syntax.message, offset: syntax.offset } : { ...shown, state: 'ready' };
}

function statementOf({ path, statements }: Policy, finding: Finding): number | undefined {
  const at = path.length;
  if (!path.every((step, index) => finding.path[index] === step) || finding.path[at] !== 'Statement') return undefined;
  const index = finding.path[at + 1];
  return typeof index === 'number' ? statements.find((it) => it.path.at(-1) === index)?.index : undefined;
}

function detailsOf(policy: Policy, statement: Statement, catalog: Catalog, version: NameVersion): CardDetails {
  const strings = (statement.action ?? statement.notAction)?.strings ?? [];
  const resources = (statement.resource ?? statement.notResource)?.strings ?? [];
  const plain = plainStatement(statement);
  return {
    ...actionsOf(strings, catalog, version),
    conditions: plain.conditions.map((it) => ({ ...it, ...keyFacts(catalog, policy.kind, version, it.key, it.operator) })),
    resources: resources.map((it) => ({ value: it.value, meaning: resourceInWords(it, catalog) })),
    resourceOffers: offersFor(policy, statement, catalog, version, new Set(resources.map((it) => it.value.toLowerCase()))),
  };
}

function actionsOf(strings: readonly ActionString[], catalog: Catalog, version: NameVersion): Pick<CardDetails, 'services' | 'patterns'> {
  const services = new Map<string, { listed: string[]; covered: Record<string, string>; matched: Set<ActionFact> }>();
  const service = (name: string): { listed: string[]; covered: Record<string, string>; matched: Set<ActionFact> } => {
    let found = services.get(name);
    if (!found) services.set(name, (found = { listed: [], covered: {}, matched: new Set() }));
    return found;
  };
  const patterns: CardPattern[] = [];
  for (const { value, sound, segments } of strings) {
    const prefix = (segments[0]?.value ?? '').toLowerCase();
    const exact = catalog.action(value);
    if (exact?.versions.includes(version)) {
      const { listed, matched } = service(prefix);
      listed.push(exact.name);
      matched.add(exact);
      continue;
    }
    const found = sound ? actionsMatching(catalog, value, version) : [];
    patterns.push({ value, service: prefix, count: found.length });
    if (catalog.service(prefix)) service(prefix);
    for (const it of found) {
      const name = it.name.slice(0, it.name.indexOf(':'));
      const { covered, matched } = service(name.toLowerCase());
      covered[it.name] ??= value;
      matched.add(it);
    }
  }
  return {
    services: [...services].map(([name, { listed, covered, matched }]) => {
      const fact = catalog.service(name);
      return { name: fact?.name ?? name, title: fact && serviceTitle(fact), known: catalog.actions(name, version).length, matched: matched.size, listed, covered };
    }),
    patterns,
  };
}

/** Resources of the types of the statement's actions, documented forms of its services to fill in, and `*`. */
function offersFor(policy: Policy, statement: Statement, catalog: Catalog, version: NameVersion, taken: ReadonlySet<string>): CardDetails['resourceOffers'] {
  const { offers } = resourceOffers([], statement, { catalog, kind: policy.kind, version, taken });
  const whole = offers.filter((it) => it.label.split(':').length >= 5).map((it) => ({ value: it.label, complete: true, detail: it.detail }));
  const used = new Set((statement.action ?? statement.notAction)?.strings.map((it) => (it.segments[0]?.value ?? '').toLowerCase()) ?? []);
  const forms = [...used].flatMap((name) => {
    const fact = catalog.service(name);
    if (!fact || name === 'modelarts' || fact.resourcePath === false) return [];
    return fact.resourceFormats.filter(({ format }) => format.split(':').length >= 5 && /^[\w-]+:/.test(format)).map(({ format }) => ({ value: format, complete: !format.includes('<'), detail: serviceTitle(fact) }));
  });
  // In 1.1 that is said by naming none.
  const all = version === '1.1' || taken.has('*') ? [] : [{ value: '*', complete: true, detail: msg('every resource') }];
  return [...whole, ...forms.filter((it) => !taken.has(it.value.toLowerCase())), ...all];
}
