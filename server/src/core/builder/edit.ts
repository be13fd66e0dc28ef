import type { Catalog } from '../catalog/catalog.ts';
import { type PolicyDocument, readDocument } from '../check.ts';
import { type Json, type JsonArray, type JsonObject, member, type Member } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import { isSoundAction, isSoundResource, statementElements } from '../policy/read.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { quoted, removeMember, replaceString } from '../rules/support/edits.ts';
import { applyEdits, type Edit, type Span } from '../text.ts';
import { type BuilderChange, changed, copyName, listedAt, type ListName, notListed, placeInList } from './change.ts';
import { whyNoCondition } from './conditions.ts';
import { Layout, remarkBehind, removeElements, type Writable } from './layout.ts';
import { type PlainStatement, plainPolicy } from './plain.ts';
import { said } from './said.ts';
import { comments, syntaxProblem, whyNotShown, whyReadOnly } from './shape.ts';

export interface BuilderEdit {
  readonly edits: readonly Edit[];
  /** What happened, for those who hear it. */
  readonly said: Message;
}

export interface BuilderRefusal {
  readonly problem: Message;
}

/**
 * The smallest edits of the text that a click in the builder means, with the layout of the text around. They are
 * tried out: the text that they make is read, and has to be the policy that was wanted, with every comment.
 *
 * @param catalog holds operators and their values against what the language has; without it they are taken as they come
 */
export function builderEdit(document: PolicyDocument, change: BuilderChange, catalog?: Catalog): BuilderEdit | BuilderRefusal {
  const problem = whyRefused(document, change) ?? (catalog && whyNoCondition(document.kind, change, catalog));
  if (problem) return { problem };
  const { json, policy, kind } = document;
  const fresh = freshStatement(kind as PolicyKind, change);
  const before = policy ? plainOf(document, policy) : [];
  const wanted = changed(before, change, fresh);
  if (!wanted) return { edits: [], said: msg('Nothing has changed.') };
  const writer = new Writer(json.text, json.root, kind as PolicyKind);
  const edits = policy && policy.value.type === 'object' ? writer.edits(policy, policy.value, change, before) : [{ span: { start: 0, end: json.text.length }, text: writer.whole(change) }];
  if (!edits || !makes(document, edits, wanted)) return { problem: msg('This cannot be changed here without touching something else. Edit it as text.') };
  return { edits, said: said(change, before) };
}

/** What an edit is held against. */
function plainOf(document: PolicyDocument, policy: Policy): readonly PlainStatement[] {
  return plainPolicy(policy, (it) => whyReadOnly(it, policy, document) === undefined);
}

function makes(document: PolicyDocument, edits: readonly Edit[], wanted: readonly PlainStatement[]): boolean {
  const after = readDocument(applyEdits(document.json.text, edits), { kind: document.kind as PolicyKind });
  if (!after.policy || syntaxProblem(after)) return false;
  // A statement that is removed takes its own comments with it; the others are compared by what is left.
  const kept = comments(after);
  return same(plainOf(after, after.policy), wanted) && comments(document).length - kept.length <= lostComments(document, edits);
}

/** Comments that stand inside of something that goes as a whole. */
function lostComments({ json }: PolicyDocument, edits: readonly Edit[]): number {
  const whole = edits.filter((it) => it.text === '' && json.text.slice(it.span.start, it.span.end).includes('{'));
  return json.problems.filter(({ span }) => json.text.startsWith('/', span.start) && (whole.some((it) => it.span.start <= span.start && span.end <= it.span.end) || edits.some((it) => it.text === '' && isRemark(json.text, it.span, span)))).length;
}

/** A comment behind what goes, in the same line. */
function isRemark(text: string, gone: Span, { start, end }: Span): boolean {
  return gone.start <= start && end <= gone.end && /["}\]],?[ \t]*$/.test(text.slice(gone.start, start));
}

function same(one: readonly PlainStatement[], other: readonly PlainStatement[]): boolean {
  return one.length === other.length && one.every((it, index) => comparable(it) === comparable(other[index]));
}

/** Where a condition stands among the others means nothing. */
function comparable(statement: PlainStatement | undefined): string {
  const { raw, sid, effect, principal, action, resource, conditions = [] } = statement ?? {};
  return JSON.stringify([raw, sid, effect, principal && [principal.negated, principal.entries.map((it) => [it.kind, it.values])], action && [action.negated, action.strings], resource && [resource.negated, resource.uri, resource.strings], conditions.map((it) => JSON.stringify([it.operator, it.key, it.values])).sort()]);
}

function whyRefused(document: PolicyDocument, change: BuilderChange): Message | undefined {
  const impossible = whyNotShown(document);
  if (impossible) return impossible;
  const { json, policy } = document;
  const syntax = json.root ? syntaxProblem(document) : undefined;
  if (syntax) return msg('The text has a syntax error. Nothing can be changed here until it is mended.');
  if (document.kind === 'role-1.0') return msg('Roles of version 1.0 are made by Huawei Cloud. They are shown, not changed.');
  if (change.kind === 'add-statement') return undefined;
  const statement = policy?.statements[change.statement];
  if (!policy || !statement) return msg('This statement is not there any more.');
  if (change.kind === 'remove-statement' || change.kind === 'duplicate-statement' || change.kind === 'move-statement') return undefined;
  const element = writtenElement(change);
  if (element !== undefined && !statementElements(policy.kind).includes(element)) return msg('This kind of policy has no element "{0}".', element);
  return whyReadOnly(statement, policy, document) ?? whyNoValue(policy.kind, change);
}

/** The element that a change may write, where not every kind of policy has it. */
function writtenElement(change: BuilderChange): string | undefined {
  switch (change.kind) {
    case 'set-sid':
      return 'Sid';
    case 'set-negated':
      return (change.negated ? 'Not' : '') + { action: 'Action', resource: 'Resource', principal: 'Principal' }[change.element];
    case 'add-principal':
      return 'Principal';
    case 'add-condition':
      return 'Condition';
    default:
      return undefined;
  }
}

/** What is typed has to have the form that the language asks for; whether it makes sense the findings say. */
function whyNoValue(kind: PolicyKind, change: BuilderChange): Message | undefined {
  switch (change.kind) {
    case 'add-strings': {
      const isSound = (it: string): boolean => (change.element === 'action' ? isSoundAction(it, kind) : isSoundResource(it, kind));
      const wrong = change.values.find((it) => !isSound(it));
      if (wrong === undefined) return undefined;
      return change.element === 'action' ? msg('"{0}" is no action. An action has three parts: "{1}".', wrong, 'modelarts:notebook:create') : msg('"{0}" is no resource. A resource has five parts: "{1}".', wrong, 'modelarts:*:*:notebook:*');
    }
    case 'add-principal':
      return change.value.trim() === '' ? msg('Type who it is first.') : undefined;
    case 'add-value':
      return change.value === '' ? msg('Type a value first.') : undefined;
    default:
      return undefined;
  }
}

/** The statement that a new one starts as: the right to choose is the reader's, so it has no action yet. */
function freshStatement(kind: PolicyKind, change: BuilderChange): PlainStatement {
  const effect = change.kind === 'add-statement' ? change.effect : 'Allow';
  return {
    effect,
    ...(kind === 'trust-5.0' ? { principal: { negated: false, entries: [] } } : {}),
    action: { negated: false, strings: [] },
    ...(namesResource(kind) ? { resource: { negated: false, uri: false, strings: ['*'] } } : {}),
    conditions: [],
  };
}

/** Policies for identities and SCPs of 5.0 name their resources; in 1.1 no Resource is every resource. */
function namesResource(kind: PolicyKind): boolean {
  return kind === 'identity-5.0' || kind === 'scp-5.0' || kind === 'session-5.0';
}

type ArrangeChange = Extract<BuilderChange, { readonly kind: 'remove-statement' | 'duplicate-statement' }> | Extract<BuilderChange, { readonly kind: 'move-statement' }>;

/** The elements of a statement, in the order in which they are written. */
const order = ['Sid', 'Principal', 'NotPrincipal', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

class Writer {
  private readonly text: string;
  private readonly layout: Layout;
  private readonly kind: PolicyKind;

  constructor(text: string, root: Json | undefined, kind: PolicyKind) {
    this.text = text;
    this.layout = new Layout(text, root);
    this.kind = kind;
  }

  /** A whole policy with its first statement, for a text without any. */
  whole(change: BuilderChange): string {
    return this.layout.document({ Version: this.kind.slice(-3), Statement: [this.fresh(change)] });
  }

  edits(policy: Policy, value: JsonObject, change: BuilderChange, before: readonly PlainStatement[]): readonly Edit[] | undefined {
    const list = member(value, 'Statement');
    if (change.kind === 'add-statement') return this.addStatement(value, list, change);
    const statement = policy.statements[change.statement];
    if (!statement) return undefined;
    switch (change.kind) {
      case 'remove-statement':
      case 'duplicate-statement':
      case 'move-statement':
        return list?.value?.type === 'array' ? this.arrange(list.value, statement, change, copyName(before, change.statement)) : undefined;
      case 'set-effect':
        return this.setString(statement.node, 'Effect', change.value);
      case 'set-sid':
        return this.setString(statement.node, 'Sid', change.value);
      case 'add-strings':
        return this.addStrings(statement, change.element, change.values);
      case 'remove-strings':
        return this.removeStrings(statement, change.element, change.values);
      case 'set-negated':
        return this.negate(statement, change.element, change.negated);
      case 'add-principal':
      case 'remove-principal':
        return this.principal(statement, change);
      default:
        return this.condition(statement, change);
    }
  }

  private fresh(change: BuilderChange): Writable {
    const { effect = 'Allow', principal, resource } = freshStatement(this.kind, change);
    return { ...(principal ? { Principal: {} } : {}), Effect: effect, Action: [], ...(resource ? { Resource: resource.strings } : {}) };
  }

  private addStatement(value: JsonObject, list: Member | undefined, change: BuilderChange): readonly Edit[] | undefined {
    if (list?.value?.type === 'array') return [this.layout.insertElements(list.value, list.value.elements.length - 1, [this.fresh(change)])];
    if (list?.value?.type === 'null') return [{ span: list.value.span, text: this.layout.print([this.fresh(change)], '') }];
    if (list) return undefined;
    if (value.members.length === 0) return [this.layout.fill(value, { Version: this.kind.slice(-3), Statement: [this.fresh(change)] })];
    const statement = this.layout.insertMember(value, value.members.at(-1), 'Statement', [this.fresh(change)]);
    return member(value, 'Version') ? [statement] : [this.layout.insertMember(value, undefined, 'Version', this.kind.slice(-3)), statement];
  }

  private arrange(list: JsonArray, { node }: Statement, change: ArrangeChange, name: string | undefined): readonly Edit[] | undefined {
    const at = list.elements.findIndex((it) => it.span.start === node.span.start);
    if (at < 0) return undefined;
    if (change.kind !== 'move-statement') return change.kind === 'remove-statement' ? removeElements(this.text, list, [at]) : [this.layout.insertCopy(list, at, this.renamed(node, name))];
    const other = list.elements[at + change.by];
    if (!other) return undefined;
    return this.swap(node.span, other.span);
  }

  /** Two texts in each other's place, with the comments behind them in their lines. */
  private swap(one: Span, other: Span): readonly Edit[] {
    const remark = ({ end }: Span): Span => remarkBehind(this.text, end) ?? { start: end + (this.text.startsWith(',', end) ? 1 : 0), end: end + (this.text.startsWith(',', end) ? 1 : 0) };
    const textOf = ({ start, end }: Span): string => this.text.slice(start, end);
    const [a, b] = [remark(one), remark(other)];
    const remarks = textOf(a) === textOf(b) ? [] : [{ span: a, text: textOf(b) }, { span: b, text: textOf(a) }];
    return [{ span: other, text: textOf(one) }, { span: one, text: textOf(other) }, ...remarks];
  }

  /** The text of a statement under another name, so that a copy is not called as the original. */
  private renamed(node: JsonObject, name: string | undefined): string {
    const sid = member(node, 'Sid')?.value;
    const { start, end } = node.span;
    return sid && name !== undefined ? `${this.text.slice(start, sid.span.start)}${quoted(name)}${this.text.slice(sid.span.end, end)}` : this.text.slice(start, end);
  }

  private setString(node: JsonObject, name: string, value: string): readonly Edit[] {
    const found = member(node, name);
    if (!found) return [this.layout.insertMember(node, this.before(node, name), name, value)];
    if (value === '') return [removeMember(node, found)];
    return found.value?.type === 'string' ? [replaceString(found.value, value)] : [{ span: found.value?.span ?? found.span, text: quoted(value) }];
  }

  private addStrings(statement: Statement, element: ListName, values: readonly string[]): readonly Edit[] | undefined {
    const list = listOf(statement, element);
    const strings = list?.strings.map((it) => it.value) ?? [];
    const added = notListed(strings, values, element);
    const at = element === 'action' ? placeInList(strings, added[0] ?? '') : strings.length - 1;
    return this.addToList(statement.node, list?.name ?? (element === 'action' ? 'Action' : 'Resource'), list?.value, at, added);
  }

  /** Writes strings into the list that is a member's value, which may be a single string, or not be there. */
  private addToList(node: JsonObject, name: string, value: Json | undefined, at: number, added: readonly string[]): readonly Edit[] | undefined {
    if (value?.type === 'array') return [this.layout.insertElements(value, at, added)];
    if (value?.type === 'string') return [{ span: { start: value.span.start, end: value.span.start }, text: '[' }, { span: { start: value.span.end, end: value.span.end }, text: `${added.map((it) => `, ${quoted(it)}`).join('')}]` }];
    const found = member(node, name);
    if (found?.value?.type === 'null') return [{ span: found.value.span, text: this.layout.print(added, '', true) }];
    return found ? undefined : [this.layout.insertMember(node, this.before(node, name), name, added)];
  }

  private removeStrings(statement: Statement, element: ListName, values: readonly string[]): readonly Edit[] | undefined {
    const list = listOf(statement, element);
    if (!list) return undefined;
    const indexes = listedAt(list.strings.map((it) => it.value), values, element);
    if (element === 'resource' && indexes.length === list.strings.length) {
      const found = member(statement.node, list.name);
      return found && [removeMember(statement.node, found)];
    }
    return removeFromList(this.text, list.value, indexes);
  }

  private negate(statement: Statement, element: ListName | 'principal', negated: boolean): readonly Edit[] | undefined {
    const part = element === 'principal' ? statement.principal : element === 'action' ? (statement.action ?? statement.notAction) : (statement.resource ?? statement.notResource);
    const key = part?.member.key;
    const name = { action: 'Action', resource: 'Resource', principal: 'Principal' }[element];
    return key && [replaceString(key, negated ? `Not${name}` : name)];
  }

  private principal({ node, principal }: Statement, change: Extract<BuilderChange, { readonly kind: 'add-principal' | 'remove-principal' }>): readonly Edit[] | undefined {
    const object = principal?.member.value;
    if (!principal || object?.type !== 'object') {
      const found = member(node, 'Principal');
      if (found) return found.value?.type === 'null' ? [{ span: found.value.span, text: this.layout.print({ [change.principal]: [change.value] }, '', true) }] : undefined;
      return [this.layout.insertMember(node, this.before(node, 'Principal'), 'Principal', { [change.principal]: [change.value] })];
    }
    const entry = principal.entries.find((it) => it.kind === change.principal);
    if (change.kind === 'add-principal') {
      if (!entry) return [this.layout.insertMember(object, object.members.at(-1), change.principal, [change.value])];
      return this.addToList(object, change.principal, entry.member.value, entry.values.length - 1, [change.value]);
    }
    if (!entry) return undefined;
    const indexes = entry.values.flatMap((it, index) => (it.value === change.value ? [index] : []));
    return indexes.length === entry.values.length ? [removeMember(object, entry.member)] : entry.member.value && removeFromList(this.text, entry.member.value, indexes);
  }

  private condition(statement: Statement, change: Extract<BuilderChange, { readonly operator: string }>): readonly Edit[] | undefined {
    const { node, condition } = statement;
    const operators = condition?.operators ?? [];
    const operator = operators.find((it) => it.written === change.operator);
    const key = operator?.keys.find((it) => it.name === change.key);
    if (change.kind === 'add-condition') return this.addKey(node, statement, change.operator, change.key, [...new Set(change.values)]);
    const object = condition?.member.value;
    if (!operator || !key || object?.type !== 'object') return undefined;
    const values = key.values ?? [];
    const removal = (): Edit => {
      if (operator.member.value?.type === 'object' && operator.member.value.members.length > 1) return removeMember(operator.member.value, key.member);
      return object.members.length > 1 ? removeMember(object, operator.member) : removeMember(node, condition?.member ?? operator.member);
    };
    switch (change.kind) {
      case 'remove-condition':
        return [removal()];
      case 'add-value':
        return operator.member.value?.type === 'object' ? this.addToList(operator.member.value, change.key, key.member.value, values.length - 1, [change.value]) : undefined;
      case 'remove-value': {
        const indexes = values.flatMap((it, index) => (it.value === change.value ? [index] : []));
        return indexes.length === values.length ? [removal()] : key.member.value && removeFromList(this.text, key.member.value, indexes);
      }
      case 'set-operator': {
        const other = operators.find((it) => it.written === change.to);
        if (!other && operator.keys.length === 1 && operator.member.value?.type === 'object' && operator.member.value.members.length === 1) return [replaceString(operator.member.key, change.to)];
        const target = other?.member.value;
        const strings = values.map((it) => it.value);
        if (target?.type === 'object') return [this.layout.insertMember(target, target.members.at(-1), change.key, strings), removal()];
        return [this.layout.insertMember(object, object.members.at(-1), change.to, { [change.key]: strings }), removal()];
      }
    }
  }

  private addKey(node: JsonObject, { condition }: Statement, operator: string, key: string, values: readonly string[]): readonly Edit[] | undefined {
    const object = condition?.member.value;
    if (object?.type !== 'object') {
      const found = member(node, 'Condition');
      if (found) return found.value?.type === 'null' ? [{ span: found.value.span, text: this.layout.print({ [operator]: { [key]: values } }, '', true) }] : undefined;
      return [this.layout.insertMember(node, this.before(node, 'Condition'), 'Condition', { [operator]: { [key]: values } })];
    }
    const target = condition?.operators.find((it) => it.written === operator)?.member.value;
    if (target?.type === 'object') return [this.layout.insertMember(target, target.members.at(-1), key, values)];
    return [this.layout.insertMember(object, object.members.at(-1), operator, { [key]: values })];
  }

  /** The member behind which an element is written. */
  private before(node: JsonObject, name: string): Member | undefined {
    const rank = order.indexOf(name);
    return node.members.findLast((it) => order.indexOf(it.key.value) < rank);
  }
}

interface WrittenList {
  readonly name: string;
  readonly strings: readonly { readonly value: string }[];
  /** The list itself, or the string that stands in its place. */
  readonly value: Json;
}

function listOf(statement: Statement, element: ListName): WrittenList | undefined {
  const found = element === 'action' ? (statement.action ?? statement.notAction) : (statement.resource ?? statement.notResource);
  if (!found) return undefined;
  const written = found.member.value;
  const value = written?.type === 'object' ? member(written, 'uri')?.value : written;
  return value && { name: found.member.key.value, strings: found.strings, value };
}

function removeFromList(text: string, value: Json, indexes: readonly number[]): readonly Edit[] | undefined {
  if (value.type === 'array') return removeElements(text, value, indexes);
  return value.type === 'string' ? [{ span: value.span, text: '[]' }] : undefined;
}
