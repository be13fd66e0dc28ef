import type { PolicyDocument } from '../check.ts';
import { type Json, type JsonObject, type Member, type Path } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { statementElements } from '../policy/read.ts';

/** Why the builder cannot show a document at all, or undefined. */
export function whyNotShown({ json, kind, policy }: PolicyDocument): Message | undefined {
  switch (kind) {
    case 'obs-bucket':
    case 'smn-topic':
      return msg('The policy builder does not know policies of OBS buckets and SMN topics.');
    case 'aws':
      return msg('The policy builder does not know policies of AWS.');
    case 'none':
      return msg('This document is no policy of Huawei Cloud IAM.');
  }
  if (json.tooDeep) return msg('This document is nested too deep for the policy builder.');
  if (!json.root && json.problems.length > 0 && json.text.trim() !== '') return msg('This document is no JSON object, so the policy builder has nothing to show.');
  const value = policy?.value;
  if (value && value.type !== 'object') return msg('This document is no JSON object, so the policy builder has nothing to show.');
  const statement = value && lastMember(value, 'Statement')?.value;
  if (statement && statement.type !== 'array' && statement.type !== 'object' && statement.type !== 'null') return msg('Statement is no list, so the policy builder has nothing to show.');
  return undefined;
}

/** The first thing that makes the text no JSON, comments apart: they are in nobody's way. */
export function syntaxProblem({ json }: PolicyDocument): { readonly message: Message; readonly offset: number } | undefined {
  const found = json.problems.find((it) => !isComment(json.text, it.span.start));
  return found && { message: found.message, offset: found.span.start };
}

/** Comments of the text; they are a finding, and are kept. */
export function comments({ json }: PolicyDocument): readonly string[] {
  return json.problems.filter((it) => isComment(json.text, it.span.start)).map((it) => json.text.slice(it.span.start, it.span.end));
}

/**
 * Why the builder shows only the text of a statement, or undefined. A statement that lacks something is shown: what
 * is missing can be chosen.
 */
export function whyReadOnly(statement: Statement, policy: Policy, { json }: Pick<PolicyDocument, 'json'>): Message | undefined {
  const { kind } = policy;
  const { node, path } = statement;
  if (kind === 'role-1.0') return msg('Roles of version 1.0 are made by Huawei Cloud. They are shown, not changed.');
  if (!node.closed) return msg('This is no statement.');
  const twin = json.twins.find((it) => startsWith(it.path, path));
  if (twin) return msg('"{0}" is there twice.', twin.key.value);
  for (const [one, other] of pairs) if (has(node, one) && has(node, other)) return msg('{0} and {1} exclude each other.', one, other);
  const elements = statementElements(kind);
  for (const { key, value } of node.members) {
    if (!elements.includes(key.value)) return msg('This kind of policy has no element "{0}".', key.value);
    if (value && value.type !== 'null' && !hasShownShape(key.value, value, kind)) return msg('The value of {0} is of a kind that the builder cannot show.', key.value);
  }
  const effect = lastMember(node, 'Effect')?.value;
  if (effect?.type === 'string' && effect.value !== '' && statement.effect?.value === undefined) return msg('Effect is neither Allow nor Deny.');
  return undefined;
}

const pairs = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

function hasShownShape(name: string, value: Json, kind: PolicyKind): boolean {
  switch (name) {
    case 'Action':
    case 'NotAction':
    case 'NotResource':
      return isStrings(value);
    case 'Resource':
      return isStrings(value) || (kind === 'custom-1.1' && value.type === 'object' && value.members.length === 1 && value.members.every((it) => it.key.value === 'uri' && isStrings(it.value)));
    case 'Condition':
      return value.type === 'object' && value.members.every((it) => it.value?.type === 'object' && it.value.members.every((key) => isStrings(key.value)));
    case 'Principal':
    case 'NotPrincipal':
      return value.type === 'object' && value.members.every((it) => isStrings(it.value));
    default:
      return value.type === 'string';
  }
}

function isStrings(value: Json | undefined): boolean {
  return value?.type === 'string' || (value?.type === 'array' && value.elements.every((it) => it.type === 'string'));
}

function has(node: JsonObject, name: string): boolean {
  const found = lastMember(node, name)?.value;
  return found !== undefined && found.type !== 'null';
}

function lastMember(node: JsonObject, name: string): Member | undefined {
  return node.members.findLast((it) => it.key.value === name);
}

function startsWith(path: Path, base: Path): boolean {
  return base.length <= path.length && base.every((step, index) => path[index] === step);
}

function isComment(text: string, offset: number): boolean {
  return text.startsWith('//', offset) || text.startsWith('/*', offset);
}
