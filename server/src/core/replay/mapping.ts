import type { NameVersion } from '../catalog/catalog.ts';
import { readList, readString } from '../json/fields.ts';
import type { FieldFinding } from '../json/fields.ts';
import { type JsonObject, member } from '../json/json.ts';
import { parseJson } from '../json/parse.ts';
import { msg } from '../message.ts';
import { readAction } from '../simulate/match-action.ts';
import type { Unmapped } from './types.ts';

/** Which action an operation of a trace stands for. */
export interface MappedOperation {
  readonly actions: Readonly<Record<NameVersion, readonly string[]>>;
}

export interface TraceMapping {
  /** Undefined: not mapped. `leave-out`: the user says that no action is behind it. */
  find(service: string, resourceType: string, name: string): MappedOperation | 'leave-out' | undefined;
  /** Actions that it may be. */
  suggestions(service: string, resourceType: string, name: string): readonly string[];
}

/** data/cts-modelarts-operations.json, as `dist/catalog/traces.json` has it. */
export interface TraceData {
  readonly serviceType: string;
  readonly operations: readonly (readonly [name: string, resourceTypes: readonly string[], actions11: readonly string[], actions50: readonly string[], certain: boolean])[];
}

/** A mapping file that a user owns, read. */
export interface UserMapping {
  readonly entries: readonly UserEntry[];
  readonly findings: readonly FieldFinding[];
}

export interface UserEntry {
  readonly service: string;
  readonly resourceType: string;
  readonly name: string;
  /** Empty: not decided yet. */
  readonly actions: readonly string[];
  readonly leaveOut: boolean;
}

/** The mapping that is built in where it is certain, with that of the user, which wins. */
export function createMapping(data: TraceData, user: readonly UserEntry[] = []): TraceMapping {
  const own = new Map(user.filter((it) => it.leaveOut || it.actions.length > 0).map((it) => [keyOf(it.service, it.resourceType, it.name), it]));
  const builtIn = new Map(data.operations.flatMap((operation) => operation[1].map((type) => [keyOf(data.serviceType, type, operation[0]), operation] as const)));
  return {
    find(service, resourceType, name) {
      const key = keyOf(service, resourceType, name);
      const entry = own.get(key);
      if (entry) return entry.leaveOut ? 'leave-out' : { actions: { '1.1': entry.actions, '5.0': entry.actions } };
      const operation = builtIn.get(key);
      return operation?.[4] ? { actions: { '1.1': operation[2], '5.0': operation[3] } } : undefined;
    },
    suggestions(service, resourceType, name) {
      const operation = builtIn.get(keyOf(service, resourceType, name));
      return operation ? [...new Set([...operation[2], ...operation[3]])] : [];
    },
  };
}

/**
 * Reads a mapping file: `{ "version": 1, "traces": [{ "service", "resourceType", "name", "action": "a:b:c" | ["a:b:c", …] | null }] }`.
 * An empty action is not decided yet, `null` leaves the operation out. Never throws.
 */
export function readMapping(text: string): UserMapping {
  const json = parseJson(text);
  const findings: FieldFinding[] = json.problems.map(({ span, path, message }) => ({ span, path, message }));
  const { root } = json;
  if (root?.type !== 'object') {
    if (findings.length === 0) findings.push({ span: { start: 0, end: text.length }, path: [], message: msg('A trace mapping is an object with a list of traces.') });
    return { entries: [], findings };
  }
  const entries = readList(root, [], 'traces', findings).flatMap((node, index) => {
    if (node.type === 'object') return [readEntry(node, index, findings)];
    findings.push({ span: node.span, path: ['traces', index], message: msg('A trace is an object with service, resourceType, name and action.') });
    return [];
  });
  return { entries, findings };
}

function readEntry(object: JsonObject, index: number, findings: FieldFinding[]): UserEntry {
  const path = ['traces', index];
  const value = member(object, 'action')?.value;
  const texts = value?.type === 'string' ? [value] : value?.type === 'array' ? value.elements : [];
  const actions = texts.flatMap((it) => (it.type === 'string' && it.value !== '' ? [it.value] : []));
  for (const it of texts) {
    if (it.type !== 'string') findings.push({ span: it.span, path: [...path, 'action'], message: msg('"{0}" has to be a string.', 'action') });
    else if (it.value !== '' && (it.value.includes('*') || !readAction(it.value).segments)) findings.push({ span: it.span, path: [...path, 'action'], message: msg('"{0}" is no action. Write service:type:operation.', it.value) });
  }
  return {
    service: readString(object, path, 'service', findings, true) ?? '',
    resourceType: readString(object, path, 'resourceType', findings) ?? '',
    name: readString(object, path, 'name', findings, true) ?? '',
    actions: actions.filter((it) => !it.includes('*') && readAction(it).segments !== undefined),
    leaveOut: value?.type === 'null',
  };
}

/** The text of a mapping file: what the user wrote stays, in its order, and the operations that are not in it follow. */
export function writeMapping(entries: readonly UserEntry[], unmapped: readonly Unmapped[]): string {
  const once = new Map(entries.map((it) => [keyOf(it.service, it.resourceType, it.name), it]));
  const written = new Set(once.keys());
  const own = [...once.values()].map(({ service, resourceType, name, actions, leaveOut }) => ({ service, resourceType, name, action: leaveOut ? null : actions.length > 1 ? actions : (actions[0] ?? '') }));
  const added = unmapped
    .filter((it) => !written.has(keyOf(it.service, it.resourceType, it.name)))
    .map(({ service, resourceType, name, suggestions }) => ({ service, resourceType, name, action: '', ...(suggestions.length > 0 ? { suggestions } : {}) }));
  return `${JSON.stringify({ version: 1, traces: [...own, ...added] }, null, 2)}\n`;
}

/** Letter case of services and resource types varies in traces. */
function keyOf(service: string, resourceType: string, name: string): string {
  return JSON.stringify([service.toLowerCase(), resourceType.toLowerCase(), name.toLowerCase()]);
}
