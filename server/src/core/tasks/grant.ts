import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { type JsonArray, member } from '../json/json.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { eolOf, indentAt, layOutElement, separator, unitOf } from '../refactor/layout.ts';
import { isSound } from '../refactor/lists.ts';
import { limits } from '../rules/support/limits.ts';
import { quoted } from '../rules/support/edits.ts';
import type { Edit } from '../text.ts';

/**
 * Writes actions into a policy so that it allows them on every resource and without conditions: into the last Allow
 * that limits neither and has room for them, else as a statement of its own behind the others. Undefined for a
 * document that cannot take them as it is.
 *
 * @param actions that the policy does not allow yet; those that the chosen list has already are left out
 */
export function grantActions({ policy, json, kind }: PolicyDocument, actions: readonly string[], catalog: Catalog): readonly Edit[] | undefined {
  if (!policy || json.problems.length > 0 || (kind !== 'custom-1.1' && kind !== 'identity-5.0') || policy.value.type !== 'object') return undefined;
  const wanted = [...new Set(actions)];
  if (wanted.length === 0) return [];
  const target = policy.statements.findLast((it) => takes(it, wanted, policy, catalog));
  const value = target?.action?.member.value;
  if (target && value?.type === 'array') {
    const last = value.elements[value.elements.length - 1];
    const between = separator(json.text, value);
    if (last) return [{ span: { start: last.span.end, end: last.span.end }, text: wanted.map((it) => `${between}${quoted(it)}`).join('') }];
  }
  const statements = member(policy.value, 'Statement')?.value;
  if (statements?.type !== 'array' || !statements.closed) return undefined;
  return [newStatement(json.text, statements, wanted, policy)];
}

/** It limits nothing, and what it lists is of the same services: people find each service in one place. */
function takes({ effect, action, notAction, resource, notResource, condition, principal, unreadable }: Statement, actions: readonly string[], { version }: Policy, catalog: Catalog): boolean {
  if (unreadable || effect?.value !== 'Allow' || !action || notAction || notResource || condition || principal || !isSound(action)) return false;
  if (action.member.value?.type !== 'array' || action.strings.length === 0) return false;
  if (resource && !(resource.strings.length === 1 && resource.strings[0]?.value === '*')) return false;
  if (version === '1.1' && action.strings.length + actions.length > limits.actions) return false;
  const groups = new Set(action.strings.map((it) => groupOf(it.value, catalog)));
  return actions.every((it) => groups.has(groupOf(it, catalog)));
}

function groupOf(action: string, catalog: Catalog): string {
  const service = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
  return service === 'obs' ? service : (catalog.service(service)?.level ?? service);
}

function newStatement(text: string, statements: JsonArray, actions: readonly string[], { version }: Policy): Edit {
  const written = layOutElement(text, statements, { Effect: 'Allow', Action: actions, ...(version === '5.0' ? { Resource: ['*'] } : {}) });
  const last = statements.elements[statements.elements.length - 1];
  const at = last?.span.end ?? statements.span.start + 1;
  if (!text.includes('\n')) return { span: { start: at, end: at }, text: `${last ? ', ' : ''}${written}` };
  const eol = eolOf(text);
  const around = indentAt(text, statements.span.start);
  const indent = last ? indentAt(text, last.span.start) : `${around}${unitOf(text)}`;
  return { span: { start: at, end: at }, text: `${last ? ',' : ''}${eol}${indent}${written}${last ? '' : `${eol}${around}`}` };
}
