import { type ActionFact, type Catalog, type NameVersion } from '../catalog/catalog.ts';
import { type JsonArray, member } from '../json/json.ts';
import { msg } from '../message.ts';
import { compile, matches } from '../policy/pattern.ts';
import { quoted, removeMember } from '../rules/support/edits.ts';
import { nameVersion } from '../structure/counts.ts';
import { applyEdits } from '../text.ts';
import { knownActions, writeActions } from './known.ts';
import { separator, writeStrings } from './layout.ts';
import { actionListAt } from './lists.ts';
import type { Refactoring } from './refactoring.ts';
import { shrink } from './shrink-actions.ts';

/** Writes a list that names nearly all actions as wildcards, and what they name too much as a Deny behind it. */
export const exceptionsIntoDeny: Refactoring = {
  name: 'exceptionsIntoDeny',
  keeps: { over: 'catalogue', sets: 'granted' },
  rewrite({ policy, catalog, selection }) {
    const found = actionListAt(policy, selection);
    const array = policy.value.type === 'object' ? member(policy.value, 'Statement')?.value : undefined;
    if (!found || found.statement.unreadable || found.list !== found.statement.action || found.statement.effect?.value !== 'Allow' || array?.type !== 'array') return undefined;
    const before = found.list.strings.map((it) => it.value);
    const written = split(before, catalog, nameVersion(policy.version));
    // Worth a statement of its own only where the lists are shorter together.
    if (!written || written.allow.length + written.deny.length >= Math.min(before.length, shrink(before, catalog, nameVersion(policy.version)).strings.length)) return undefined;
    const { text } = policy;
    const { node } = found.statement;
    const allow = writeStrings(text, found.value, written.allow);
    const deny = writeStrings(text, found.value, written.deny);
    const effect = found.statement.effect.member.value;
    if (!allow || !deny || !effect) return undefined;
    const sid = member(node, 'Sid');
    const copy = applyEdits(text.slice(0, node.span.end), [deny, { span: effect.span, text: quoted('Deny') }, ...(sid ? [removeMember(node, sid)] : [])]).slice(node.span.start);
    const after = { start: node.span.end, end: node.span.end };
    const title = written.deny.length === 1
      ? msg('Write the list as wildcards and 1 exception as a Deny (same known actions, future ones differ; the Deny also limits other policies)')
      : msg('Write the list as wildcards and {0} exceptions as a Deny (same known actions, future ones differ; the Deny also limits other policies)', written.deny.length);
    return { title, edits: [allow, { span: after, text: `${separator(text, array as JsonArray)}${copy}` }] };
  },
};

interface Split {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** Wildcards for whole services or for whole resource types, whichever is shorter; undefined where neither has exceptions. */
function split(strings: readonly string[], catalog: Catalog, version: NameVersion): Split | undefined {
  const named = knownActions(strings, catalog, version);
  const wide = [(it: ActionFact) => `${serviceOf(it)}:*:*`, (it: ActionFact) => `${it.name.slice(0, it.name.lastIndexOf(':'))}:*`];
  const unknown = strings.filter((it) => knownActions([it], catalog, version).size === 0);
  const splits = wide.map((pattern): Split => {
    const patterns = [...new Set([...named].map(pattern))];
    const too = [...knownActions(patterns, catalog, version)].filter((it) => !named.has(it));
    // What nobody knows stays, unless the wildcards name it.
    const allow = shrink(patterns, catalog, version).strings;
    return { allow: [...allow, ...unknown.filter((it) => !allow.some((wildcard) => isNamedBy(it, wildcard)))], deny: writeActions(too, catalog, version) };
  });
  return splits.filter((it) => it.deny.length > 0).sort((a, b) => a.allow.length + a.deny.length - b.allow.length - b.deny.length)[0];
}

/** Whether a wildcard names an action. */
function isNamedBy(action: string, wildcard: string): boolean {
  if (/[*?]/.test(action)) return false;
  const [segments, patterns] = [action, wildcard].map((it) => it.toLowerCase().split(':'));
  return segments?.length === patterns?.length && (segments ?? []).every((it, index) => matches(compile(patterns?.[index] ?? ''), it));
}

function serviceOf({ name }: ActionFact): string {
  return name.slice(0, name.indexOf(':'));
}
