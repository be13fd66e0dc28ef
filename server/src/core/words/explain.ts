import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Policy, ResourceString, Statement } from '../policy/policy.ts';
import { names } from '../hover/words.ts';
import type { Finding } from '../rules/rule.ts';
import { type Count, countActions, isLimited, statementsMessage } from '../structure/counts.ts';
import { conditionInWords } from './conditions.ts';
import type { Block } from './explanation.ts';
import { actionsInWords, cut, principalInWords, resourceInWords } from './strings.ts';

/** Statements that are told; more than these nobody reads. */
const mostStatements = 100;

/** Resources and conditions of one statement. */
const mostItems = 40;

/**
 * The policy as a short text for a reviewer: what it allows, what it denies, on what, under which conditions. Made
 * of the model alone, statement by statement, so it says no more than the text does. Undefined for a document that
 * is no policy of ours.
 *
 * @param findings of the check, of which the first error is told
 */
export function explain({ policy, json }: PolicyDocument, catalog: Catalog, findings: readonly Finding[]): readonly Block[] | undefined {
  if (!policy) return undefined;
  const writer = new Writer(policy, catalog);
  writer.heading(msg('The policy in words'));
  const error = findings.find((it) => it.severity === 'error');
  if (json.problems.length > 0) writer.text(msg('The text is no valid JSON. Only what could be read is told here.'));
  else if (error) writer.text(msg('IAM refuses this policy, or it cannot mean what it says: {0}', error.message));
  writer.policy();
  return writer.blocks;
}

class Writer {
  readonly blocks: Block[] = [];
  private readonly of: Policy;
  private readonly catalog: Catalog;
  private readonly counts: ReadonlyMap<Statement, Count>;

  constructor(policy: Policy, catalog: Catalog) {
    this.of = policy;
    this.catalog = catalog;
    this.counts = new Map(countActions(policy, catalog).map((it) => [it.statement, it]));
  }

  policy(): void {
    const { statements, kind } = this.of;
    const told = statements.slice(0, mostStatements);
    const readable = told.filter((it) => !it.unreadable);
    const allows = readable.filter((it) => it.effect?.value === 'Allow');
    const denies = readable.filter((it) => it.effect?.value === 'Deny');
    const unreadable = told.filter((it) => it.unreadable);
    if (statements.length === 0) this.text(msg('It has no statements, so it neither allows nor denies anything.'));
    if (allows.length > 0) this.text(allowLead(this.of));
    allows.forEach((it) => this.statement(it));
    if (denies.length > 0) this.text(denyLead(this.of, allows.length > 0));
    denies.forEach((it) => this.statement(it));
    if (unreadable.length > 0) {
      this.text(msg('These statements cannot be told, so what they do cannot be known:'));
      for (const it of unreadable) if (it.unreadable) this.item(1, msg('{0}: {1}', msg('Statement {0}', it.index + 1), it.unreadable.why));
    }
    if (told.length < statements.length) this.text(msg('{0} more statements are not told here.', statements.length - told.length));
    this.depends();
    if (denies.length > 0 && statements.length === denies.length) this.text(kind === 'scp-5.0' ? msg('It limits only what is named here.') : msg('By itself it allows nothing.'));
    else if (allows.length > 0 && kind !== 'scp-5.0' && kind !== 'trust-5.0') this.text(msg('It allows nothing else. Other policies of the same holder may allow more, and a Deny of any of them wins.'));
    if (readable.some((it) => it.condition?.operators.some((operator) => operator.keys.length > 0))) this.text(msg('A condition on something that a request does not carry is not met, unless it says so here. No source states it; it follows from what IfExists does.'));
  }

  heading(message: Message): void {
    this.blocks.push({ message, depth: 0, heading: true });
  }

  text(message: Message): void {
    this.blocks.push({ message, depth: 0 });
  }

  private item(depth: number, message: Message): void {
    this.blocks.push({ message, depth });
  }

  private statement(statement: Statement): void {
    const { index, action, notAction } = statement;
    const deny = statement.effect?.value === 'Deny';
    this.blocks.push({ message: msg('Statement {0}', index + 1), depth: 1, bold: true });
    this.principal(statement);
    const lines = actionsInWords((action ?? notAction)?.strings ?? [], this.of, this.catalog);
    if (notAction) this.listed(lines.length === 0 ? msg('every action') : msg('every action but these:'), lines);
    else if (lines.length === 0) this.item(2, msg('no action at all: its list is empty'));
    else for (const it of lines) this.item(2, it);
    this.resources(statement);
    this.conditions(statement, deny);
    this.shared(statement, deny);
  }

  private principal({ principal }: Statement): void {
    if (!principal) return;
    const lines = principal.entries.map(principalInWords);
    this.listed(principal.negated ? msg('everybody but these:') : msg('for these:'), lines);
  }

  private resources({ resource, notResource }: Statement): void {
    const list = resource ?? notResource;
    if (!list) return;
    const words = (strings: readonly ResourceString[]): readonly Message[] => cut(strings.map((it) => resourceInWords(it, this.catalog)), mostItems);
    if (notResource) this.listed(msg('on every resource but these:'), words(list.strings));
    else if (list.strings.some((it) => it.value === '*')) this.item(2, msg('on every resource'));
    else if (list.strings.length === 0) this.item(2, msg('on no resource at all: its list is empty'));
    else this.listed(msg('only on these resources:'), words(list.strings));
  }

  private conditions({ condition }: Statement, deny: boolean): void {
    const all = (condition?.operators ?? []).flatMap((operator) => operator.keys.map((key) => conditionInWords(operator, key, this.of.version, this.catalog)));
    const [first] = all;
    if (!first) return;
    if (all.length === 1) this.item(2, deny ? msg('if {0}', first) : msg('only if {0}', first));
    else this.listed(deny ? msg('if all of this holds:') : msg('only if all of this holds:'), cut(all, mostItems));
  }

  /** What statements of the other Effect take away of an Allow. */
  private shared(statement: Statement, deny: boolean): void {
    const count = this.counts.get(statement);
    if (deny || !count || count.shared.size === 0) return;
    const by = statementsMessage(count.others);
    const { size } = count.shared;
    const limited = count.others.some(isLimited);
    if (size === 1) this.item(2, limited ? msg('but 1 of these known actions is denied in some cases by {0}', by) : msg('but 1 of these known actions is denied by {0}', by));
    else this.item(2, limited ? msg('but {0} of these known actions are denied in some cases by {1}', size, by) : msg('but {0} of these known actions are denied by {1}', size, by));
  }

  /** A role of the old kind works only together with others. */
  private depends(): void {
    if (this.of.kind !== 'role-1.0' || this.of.value.type !== 'object') return;
    const list = member(this.of.value, 'Depends')?.value;
    const roles = (list?.type === 'array' ? list.elements : []).flatMap((it) => {
      const name = it.type === 'object' ? member(it, 'display_name')?.value : undefined;
      return name?.type === 'string' ? [name.value] : [];
    });
    if (roles.length > 0) this.text(msg('It works only where these roles are given as well: {0}', names(roles)));
  }

  private listed(lead: Message, lines: readonly Message[]): void {
    this.item(2, lead);
    for (const it of lines) this.item(3, it);
  }
}

function allowLead({ kind }: Policy): Message {
  switch (kind) {
    case 'scp-5.0':
      return msg('In the accounts that it is attached to, this service control policy lets through what follows. It grants nothing itself.');
    case 'trust-5.0':
      return msg('This trust policy says who may use the agency that it belongs to. It allows:');
    case 'session-1.1':
    case 'session-5.0':
      return msg('During the session no more than this is possible, and only what the policies of the holder allow as well:');
    case 'role-1.0':
    case 'custom-1.1':
    case 'identity-5.0':
      return msg('Whoever holds this policy may:');
  }
}

function denyLead({ kind }: Policy, allows: boolean): Message {
  if (allows) return msg('But not this, whatever else allows it:');
  switch (kind) {
    case 'scp-5.0':
      return msg('In the accounts that this service control policy is attached to, nobody may do this, whatever else allows it:');
    case 'trust-5.0':
      return msg('This trust policy says who may use the agency that it belongs to. It denies, whatever else allows it:');
    case 'session-1.1':
    case 'session-5.0':
      return msg('During the session this is not possible, whatever else allows it:');
    case 'role-1.0':
    case 'custom-1.1':
    case 'identity-5.0':
      return msg('Whoever holds this policy may not do this, whatever else allows it:');
  }
}
