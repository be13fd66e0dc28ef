import { resolve } from 'node:path';
import { msg } from '../core/message.ts';
import type { PrincipalKind, RequestContext, RequestPrincipal, SimulationRequest } from '../core/simulate/types.ts';
import { readText } from '../files/text.ts';
import { type Call, CallError, optionOf, optionsOf } from './arguments.ts';
import type { Io } from './io.ts';

/** The request that the options of a call describe. @throws CallError */
export function requestOf(call: Call, io: Io): SimulationRequest {
  const action = optionOf(call, 'action');
  if (action === undefined) throw new CallError(msg('Say what is asked for with {0}.', '--action'));
  const project = optionOf(call, 'project');
  const enterpriseProject = optionOf(call, 'enterprise-project');
  const principal = optionOf(call, 'principal');
  return {
    action,
    resources: optionsOf(call, 'resource'),
    context: contextOf(call, io),
    ...(project === undefined ? {} : { project }),
    ...(enterpriseProject === undefined ? {} : { enterpriseProject }),
    ...(principal === undefined ? {} : { principal: principalOf(principal) }),
  };
}

/** `--context-json` first, then every `--context KEY=VALUE`; a key that is repeated is multi-valued. */
function contextOf(call: Call, io: Io): RequestContext {
  const context = new Map<string, string | readonly string[]>();
  const json = optionOf(call, 'context-json');
  if (json !== undefined) for (const [key, value] of contextFromJson(json, io)) context.set(key, value);
  for (const given of optionsOf(call, 'context')) {
    const equals = given.indexOf('=');
    if (equals < 1) throw new CallError(msg('"{0}" is no condition key with a value. Write {1}.', given, '--context g:UserName=ann'));
    const key = given.slice(0, equals);
    const value = given.slice(equals + 1);
    const before = context.get(key);
    context.set(key, before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value]);
  }
  return Object.fromEntries(context);
}

function contextFromJson(given: string, io: Io): [string, string | readonly string[]][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(given.startsWith('@') ? textOf(given.slice(1), io) : given);
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(msg('The value of {0} is no valid JSON.', '--context-json'));
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new CallError(msg('The value of {0} has to be an object of condition keys.', '--context-json'));
  return Object.entries(parsed).map(([key, value]) => {
    if (typeof value === 'string' || (Array.isArray(value) && value.every((it) => typeof it === 'string'))) return [key, value as string | string[]];
    throw new CallError(msg('The value of "{0}" has to be a string or a list of strings.', key));
  });
}

function textOf(file: string, io: Io): string {
  const read = readText(resolve(io.cwd, file));
  if ('problem' in read) throw new CallError(msg('{0}: {1}', file, read.problem));
  return read.text;
}

/** `Service=service.ModelArts`; whether the kind is one is asked with the rest of the request. */
function principalOf(given: string): RequestPrincipal {
  const equals = given.indexOf('=');
  if (equals < 1) throw new CallError(msg('"{0}" is no principal. Write {1}.', given, '--principal Service=NAME'));
  return { kind: given.slice(0, equals) as PrincipalKind, value: given.slice(equals + 1) };
}
