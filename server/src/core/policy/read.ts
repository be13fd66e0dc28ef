import { type Json, type JsonObject, type JsonString, type Member, member, type Path, valueSpan } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import { type PolicyKind, unwrap, versionOf } from './kind.ts';
import type { ActionList, ActionString, Condition, ConditionKey, ConditionOperator, Effect, Policy, Principal, ResourceList, ResourceString, Segment, Statement, Unreadable } from './policy.ts';
import { endOfVariable, replaceVariables } from './variables.ts';

/** Elements of a statement that each dialect has (reference 1.1 and 2.1). */
export function statementElements(kind: PolicyKind): readonly string[] {
  switch (kind) {
    case 'role-1.0':
      return ['Effect', 'Action'];
    case 'custom-1.1':
    case 'session-1.1':
      return ['Effect', 'Action', 'Resource', 'Condition'];
    case 'identity-5.0':
    case 'session-5.0':
    case 'scp-5.0':
      return ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
    case 'trust-5.0':
      return ['Sid', 'Principal', 'NotPrincipal', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
  }
}

/**
 * Reads the policy in a JSON value. Never throws. What can be read counts as written (interfaces.md,
 * `simulate`): a plain string as a list of one, Effect without case, null as absent.
 */
export function readPolicy(text: string, root: Json, kind: PolicyKind): Policy {
  const { policy: value, path, role } = unwrap(root);
  const statement = value.type === 'object' ? member(value, 'Statement') : undefined;
  const reader = new Reader(text, kind);
  const base = [...path, 'Statement'];
  const list = statement?.value;
  const nodes = list?.type === 'array' ? list.elements.map((node, index) => ({ node, path: [...base, index] })) : list ? [{ node: list, path: base }] : [];
  const statements = nodes.flatMap(({ node, path }, index) => (node.type === 'object' ? [reader.statement(node, path, index)] : isWritten(node) ? [noStatement(node, path, index)] : []));
  return { kind, version: versionOf(kind), text, value, path, role, statements };
}

/** What a string is made of, whatever place it stands in. */
interface Shape {
  readonly parts: readonly string[];
  readonly sound: boolean;
}

/** One answer for each text: large policies hold the same strings again and again. */
function remembered(shape: (value: string) => Shape): (value: string) => Shape {
  const known = new Map<string, Shape>();
  return (value) => {
    let found = known.get(value);
    if (!found) known.set(value, (found = shape(value)));
    return found;
  };
}

/**
 * A string of Action or Resource. It is cut and named when somebody asks, because most strings of a large
 * policy are never looked at so closely.
 */
class LazyString implements ActionString, ResourceString {
  readonly node: JsonString;
  private readonly text: string;
  private readonly list: Path;
  /** Absent where the element holds the string itself instead of a list. */
  private readonly index: number | undefined;
  private readonly shapeOf: (value: string) => Shape;
  private cut: readonly Segment[] | undefined;

  constructor(text: string, node: JsonString, list: Path, index: number | undefined, shapeOf: (value: string) => Shape) {
    this.text = text;
    this.node = node;
    this.list = list;
    this.index = index;
    this.shapeOf = shapeOf;
  }

  get value(): string {
    return this.node.value;
  }

  get path(): Path {
    return this.index === undefined ? this.list : [...this.list, this.index];
  }

  get sound(): boolean {
    return this.node.closed && this.shapeOf(this.node.value).sound;
  }

  get segments(): readonly Segment[] {
    this.cut ??= this.cutUp();
    return this.cut;
  }

  private cutUp(): readonly Segment[] {
    let from = 0;
    return this.shapeOf(this.node.value).parts.map((value) => {
      const span = valueSpan(this.text, this.node, from, from + value.length);
      from += value.length + 1;
      return { value, span };
    });
  }
}

/**
 * The strings of Action or NotAction, made when somebody goes through them: few do in statements that stay as
 * they are. An object with a getter of its own, so that a copy has the strings, too.
 */
function lazyActionList(found: Member, path: Path, make: () => readonly ActionString[]): ActionList {
  let made: readonly ActionString[] | undefined;
  return {
    member: found,
    path,
    get strings() {
      made ??= make();
      return made;
    },
  };
}

class Reader {
  private readonly text: string;
  private readonly kind: PolicyKind;
  private readonly elements: ReadonlySet<string>;
  private readonly actionShape: (value: string) => Shape;
  private readonly resourceShape: (value: string) => Shape;

  constructor(text: string, kind: PolicyKind) {
    this.text = text;
    this.kind = kind;
    this.actionShape = remembered((value) => ({ parts: value.split(':'), sound: isSoundAction(value, kind) }));
    this.resourceShape = remembered((value) => ({ parts: splitResource(value), sound: isSoundResource(value, kind) }));
    this.elements = new Set(statementElements(kind));
  }

  statement(node: JsonObject, path: Path, index: number): Statement {
    const effect = this.effect(node);
    const action = this.actions(node, path, 'Action');
    const notAction = this.actions(node, path, 'NotAction');
    const resource = this.resources(node, path, 'Resource');
    const notResource = this.resources(node, path, 'NotResource');
    const condition = this.condition(node, path);
    const principal = this.principal(node, path);
    const unreadable = this.unreadable(node, path, effect);
    return { index, node, path, effect, action, notAction, resource, notResource, condition, principal, unreadable };
  }

  private effect(node: JsonObject): Effect | undefined {
    const found = present(node, 'Effect');
    if (!found) return undefined;
    const word = found.value?.type === 'string' ? found.value.value.toLowerCase() : '';
    return { member: found, value: word === 'allow' ? 'Allow' : word === 'deny' ? 'Deny' : undefined };
  }

  private actions(node: JsonObject, base: Path, name: string): ActionList | undefined {
    const found = present(node, name);
    if (!found) return undefined;
    const path = [...base, name];
    return lazyActionList(found, path, () => listed(found.value, path, (it, list, index) => new LazyString(this.text, it, list, index, this.actionShape)));
  }

  private resources(node: JsonObject, base: Path, name: string): ResourceList | undefined {
    const found = present(node, name);
    if (!found) return undefined;
    const path = [...base, name];
    const uri = found.value?.type === 'object' ? member(found.value, 'uri') : undefined;
    const read = (it: JsonString, list: Path, index: number | undefined): ResourceString => new LazyString(this.text, it, list, index, this.resourceShape);
    return { member: found, path, uri: uri !== undefined, strings: uri ? listed(uri.value, [...path, 'uri'], read) : listed(found.value, path, read) };
  }

  private condition(node: JsonObject, base: Path): Condition | undefined {
    const found = present(node, 'Condition');
    if (!found) return undefined;
    const path = [...base, 'Condition'];
    const members = found.value?.type === 'object' ? found.value.members : [];
    return { member: found, path, operators: lastOfEach(members).map((it) => operator(it, [...path, it.key.value])) };
  }

  private principal(node: JsonObject, base: Path): Principal | undefined {
    for (const name of ['Principal', 'NotPrincipal']) {
      const found = present(node, name);
      if (!found) continue;
      const members = found.value?.type === 'object' ? found.value.members : [];
      const entries = lastOfEach(members).map((it) => ({ member: it, kind: it.key.value, values: listed(it.value, [], justNode) }));
      return { member: found, path: [...base, name], negated: name === 'NotPrincipal', entries };
    }
    return undefined;
  }

  private unreadable(node: JsonObject, path: Path, effect: Effect | undefined): Unreadable | undefined {
    const at = (found: Member, why: Message): Unreadable => ({ path: [...path, found.key.value], span: found.value?.span ?? found.span, why });
    const here = (why: Message): Unreadable => ({ path, span: node.span, why });
    if (!effect) return here(msg('the statement has no Effect'));
    if (!effect.value) return at(effect.member, msg('Effect is neither Allow nor Deny'));
    const action = present(node, 'Action');
    const notAction = present(node, 'NotAction');
    if (action && notAction) return at(notAction, msg('Action and NotAction exclude each other'));
    if (!action && !notAction) return here(msg('the statement has no Action'));
    const resource = present(node, 'Resource');
    const notResource = present(node, 'NotResource');
    if (resource && notResource) return at(notResource, msg('Resource and NotResource exclude each other'));
    for (const found of lastOfEach(node.members)) {
      if (found.value?.type === 'null') continue;
      const name = found.key.value;
      if (!this.elements.has(name)) return at(found, msg('this kind of policy has no element {0}', name));
      if (found.value === undefined) return at(found, msg('{0} has no value yet', name));
      if (!this.hasRightType(name, found.value)) return at(found, msg('{0} has a value of the wrong type', name));
    }
    if (this.kind === 'trust-5.0' && !present(node, 'Principal') && !present(node, 'NotPrincipal')) return here(msg('the statement has no Principal'));
    return undefined;
  }

  private hasRightType(name: string, value: Json): boolean {
    switch (name) {
      case 'Action':
      case 'NotAction':
        return isStrings(value);
      case 'Resource':
        return isStrings(value) || (this.kind === 'custom-1.1' && value.type === 'object' && value.members.every((it) => it.key.value === 'uri' && it.value !== undefined && isStrings(it.value)));
      case 'NotResource':
        return isStrings(value);
      case 'Condition':
        return value.type === 'object' && value.members.every((it) => it.value?.type === 'object' || it.value?.type === 'null');
      case 'Principal':
      case 'NotPrincipal':
        return value.type === 'object' && value.members.every((it) => it.value !== undefined && isStrings(it.value));
      default:
        return value.type === 'string';
    }
  }
}

/**
 * Whether a string follows the grammar of actions of the dialect (reference 1.2 and 2.1): three segments, of
 * which the type may be empty (`swr::createLoginSecret`), in 5.0 `*` alone, in roles 1.0 the short forms, too.
 */
export function isSoundAction(value: string, kind: PolicyKind): boolean {
  const version = versionOf(kind);
  if (version === '5.0') return /^(?:\*|[\w.*?-]+:[\w*?-]*:[\w*?-]+)$/.test(value);
  if (version === '1.0') return /^(?:\*|[\w*-]+:[\w*-]+(?::[\w*-]+)?|::[\w*-]+)$/.test(value);
  return /^[\w*-]+:[\w*-]*:[\w*-]+$/.test(value);
}

/**
 * `*`, five segments, or the URI of an agency (reference 1.3). Blanks are refused in 1.1 (IAM.1041) except
 * inside a policy variable; in 5.0 nothing is said, so they may stand in the path.
 */
export function isSoundResource(value: string, kind: PolicyKind): boolean {
  if (value === '*' || value.startsWith('/iam/agencies/')) return true;
  const segments = splitResource(replaceVariables(value, () => 'x'));
  if (segments.length !== 5) return false;
  const [service = '', , , type = '', path = ''] = segments;
  if (service === '' || type === '' || path === '') return false;
  return !/\s/.test(versionOf(kind) === '5.0' ? segments.slice(0, 4).join(':') : segments.join(':'));
}

/** The segments of a resource; the fifth may hold colons, and a variable such as `${g:UserName}` is not cut. */
function splitResource(value: string): string[] {
  const parts: string[] = [];
  let from = 0;
  // Behind a variable that is not closed, no other is.
  let open = false;
  for (let at = 0; at < value.length && parts.length < 4; at++) {
    if (!open && value.startsWith('${', at)) {
      const end = endOfVariable(value, at);
      open = end === undefined;
      if (end !== undefined) at = end - 1;
    } else if (value.charAt(at) === ':') {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, value.slice(from)];
}

/** Whether something stands here that is no statement, rather than nothing (null) or the beginning of a text. */
function isWritten(node: Json): boolean {
  return node.type === 'string' ? node.closed : node.type !== 'null';
}

/**
 * What stands in the place of a statement and is no object. It may be meant to deny anything, so it is kept as a
 * statement of which nothing is known; its object is not closed, because nobody can write into it.
 */
function noStatement({ span }: Json, path: Path, index: number): Statement {
  const node: JsonObject = { type: 'object', span, members: [], closed: false };
  const unreadable = { path, span, why: msg('this is no statement, but another kind of value') };
  return { index, node, path, effect: undefined, action: undefined, notAction: undefined, resource: undefined, notResource: undefined, condition: undefined, principal: undefined, unreadable };
}

/** The element of this name; null counts as absent. */
function present(node: JsonObject, name: string): Member | undefined {
  const found = member(node, name);
  return found?.value?.type === 'null' ? undefined : found;
}

/** Of members with one name only the last counts. */
function lastOfEach(members: readonly Member[]): readonly Member[] {
  const names = new Map(members.map((it) => [it.key.value, it]));
  return names.size === members.length ? members : [...names.values()];
}

function isStrings(value: Json): boolean {
  return value.type === 'string' || (value.type === 'array' && value.elements.every((it) => it.type === 'string'));
}

/** The strings of a list, or the one that stands there instead of a list. */
function listed<T>(value: Json | undefined, path: Path, read: (node: JsonString, list: Path, index: number | undefined) => T): T[] {
  if (value?.type === 'string') return [read(value, path, undefined)];
  const found: T[] = [];
  if (value?.type !== 'array') return found;
  for (let index = 0; index < value.elements.length; index++) {
    const node = value.elements[index];
    if (node?.type === 'string') found.push(read(node, path, index));
  }
  return found;
}

function justNode(node: JsonString): JsonString {
  return node;
}

function operator(found: Member, path: Path): ConditionOperator {
  const written = found.key.value;
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s.exec(written);
  const members = found.value?.type === 'object' ? found.value.members : [];
  return {
    member: found,
    path,
    written,
    prefix: parts?.[1] as ConditionOperator['prefix'],
    name: parts?.[2] ?? written,
    ifExists: parts?.[3] !== undefined,
    keys: lastOfEach(members).map((it) => conditionKey(it, [...path, it.key.value])),
  };
}

function conditionKey(found: Member, path: Path): ConditionKey {
  const value = found.value;
  const readable = value !== undefined && isStrings(value);
  return { member: found, path, name: found.key.value, values: readable ? listed(value, path, justNode) : undefined };
}
