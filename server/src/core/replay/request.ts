import { type Message, msg } from '../message.ts';
import { readAction } from '../simulate/match-action.ts';
import type { RequestContext, SimulationRequest } from '../simulate/types.ts';
import type { ReplayedRequest } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

const known = new Set(['action', 'resource', 'project', 'enterpriseProject', 'context', 'as']);

/** Whether a value is an object; arrays are not. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a request as access tests write it (interfaces.md), or says what is wrong with it. */
export function readRequestObject(value: Fields): ReplayedRequest | Message {
  for (const name in value) {
    if (name === 'principal') return msg('Requests to trust policies are not replayed.');
    if (!known.has(name)) return msg('"{0}" is not known here. Known are {1}.', name, [...known].join(', '));
  }
  const { action, resource, project, enterpriseProject, context, as } = value;
  if (typeof action !== 'string') return msg('"{0}" is missing.', 'action');
  if (action.includes('*')) return msg('"{0}" is a pattern. A request names one action.', action);
  if (!readAction(action).segments) return msg('"{0}" is no action. Write service:type:operation.', action);
  const resources = resource === undefined ? undefined : strings(resource);
  if (resource !== undefined && !resources) return msg('A string or a list of strings belongs here: {0}.', 'resource');
  for (const [name, text] of [['project', project], ['enterpriseProject', enterpriseProject], ['as', as]] as const) if (text !== undefined && typeof text !== 'string') return msg('"{0}" has to be a string.', name);
  if (context !== undefined && !isContext(context)) return msg('"{0}" has to be an object of strings and lists of strings.', 'context');
  const request: SimulationRequest = {
    action,
    ...(resources ? { resources } : {}),
    ...(typeof project === 'string' ? { project } : {}),
    ...(typeof enterpriseProject === 'string' ? { enterpriseProject } : {}),
    ...(context ? { context } : {}),
  };
  return { request, ...(typeof as === 'string' ? { as } : {}) };
}

function strings(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((it) => typeof it === 'string') ? (value as readonly string[]) : undefined;
}

function isContext(value: unknown): value is RequestContext {
  return isObject(value) && Object.values(value).every((it) => strings(it) !== undefined);
}
