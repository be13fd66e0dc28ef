import { type Json, type JsonObject, member } from '../json/json.ts';
import { type JsonText, parseJson } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import { detectKind, type Kind } from '../policy/kind.ts';
import { writePolicy } from './write.ts';

/** A policy out of a pasted text, laid out to be read. */
export interface PastedPolicy {
  /** What it is called where it came from, if anything. */
  readonly name: string | undefined;
  readonly kind: Kind;
  readonly text: string;
}

export type Pasted = { readonly policies: readonly PastedPolicy[] } | { readonly problem: Message };

/**
 * Finds the policies in what the console or an API gives: a policy itself, the `role` around it, lists of roles,
 * the `policy_document`, `document`, `trust_policy` and `content` of IAM 5.0 and Organizations (JSON text in a
 * string, formats.md 3.3 and 3.4), and lists of all these. In the order of the text.
 */
export function pasteFromConsole(text: string): Pasted {
  const json = parseJson(text);
  const { root } = json;
  if (!root || (root.type !== 'object' && root.type !== 'array' && root.type !== 'string')) return { problem: msg('The pasted text is not JSON.') };
  const policies: PastedPolicy[] = [];
  collect(json, root, undefined, undefined, policies);
  if (policies.length > 0) return { policies };
  if (json.problems.length > 0) return { problem: msg('The pasted text is not valid JSON: {0}', json.problems[0]?.message ?? '') };
  if (namesOnly(root)) return { problem: msg('This list names policies without their content. Get the version of each policy and paste that.') };
  return { problem: msg('The pasted text holds no policy. A policy has a Statement.') };
}

/** Members whose string is the text of a policy. */
const documentNames: ReadonlySet<string> = new Set(['policy_document', 'document', 'trust_policy', 'content', 'policy']);

/** Members that say what the policy beside them is called, the one for people first. */
const nameMembers = ['display_name', 'policy_name', 'agency_name', 'name', 'version_id'] as const;

function collect(json: JsonText, node: Json, holder: JsonObject | undefined, name: string | undefined, found: PastedPolicy[]): void {
  if (node.type === 'array') {
    for (const element of node.elements) collect(json, element, undefined, undefined, found);
  } else if (node.type === 'string') {
    if (holder === undefined || documentNames.has(name ?? '')) collectText(node.value, holder, found);
  } else if (node.type === 'object') {
    if (member(node, 'Statement')) found.push(pasted(json, node, holder));
    else for (const { key, value } of node.members) if (value) collect(json, value, node, key.value, found);
  }
}

/** A policy as JSON text in a string. Strings inside strings go no deeper. */
function collectText(text: string, holder: JsonObject | undefined, found: PastedPolicy[]): void {
  if (!text.includes('Statement')) return;
  const json = parseJson(text);
  if (json.root?.type === 'object' && member(json.root, 'Statement')) found.push(pasted(json, json.root, holder));
}

function pasted(json: JsonText, node: JsonObject, holder: JsonObject | undefined): PastedPolicy {
  const broken = json.problems.length > 0;
  // What is broken is given as it came: to lay it out could hide where.
  const text = broken ? json.text.slice(node.span.start, node.span.end) : writePolicy(json.text, node, '  ');
  return { name: holder && nameOf(holder), kind: kindOf(node, holder), text: `${text}\n` };
}

function kindOf(node: JsonObject, holder: JsonObject | undefined): Kind {
  const kind = detectKind(node, { ours: true });
  if (kind !== 'identity-5.0' || !holder) return kind;
  const summary = summaryOf(holder) ?? holder;
  return stringIn(summary, 'type') === 'service_control_policy' ? 'scp-5.0' : kind;
}

function nameOf(holder: JsonObject): string | undefined {
  for (const name of nameMembers) {
    const found = stringIn(holder, name);
    if (found) return found;
  }
  const summary = summaryOf(holder);
  return summary && stringIn(summary, 'name');
}

function summaryOf(holder: JsonObject): JsonObject | undefined {
  const summary = member(holder, 'policy_summary')?.value;
  return summary?.type === 'object' ? summary : undefined;
}

/** `{"policies": [...]}` of IAM 5.0 and Organizations: names, no documents. */
function namesOnly(root: Json): boolean {
  const list = root.type === 'object' ? (member(root, 'policies') ?? member(root, 'attached_policies'))?.value : undefined;
  return list?.type === 'array' && list.elements.length > 0;
}

function stringIn(object: JsonObject, name: string): string | undefined {
  const value = member(object, name)?.value;
  return value?.type === 'string' ? value.value : undefined;
}
