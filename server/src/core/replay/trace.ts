import { type Message, msg } from '../message.ts';
import { formatInstant } from '../simulate/values/date.ts';
import type { RequestContext, SimulationRequest } from '../simulate/types.ts';
import { isObject } from './request.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A trace of Cloud Trace Service, as far as it tells of a request (formats of traces: API v1 and v3, transfer files, console, FunctionGraph). */
export interface Trace {
  readonly id: string | undefined;
  readonly service: string;
  readonly resourceType: string;
  readonly name: string;
  /** Nobody asked: a task of the system. */
  readonly system: boolean;
  /** The account itself asked, which no policy limits. */
  readonly root: boolean;
  readonly as: string | undefined;
  readonly caller: NonNullable<SimulationRequest['caller']>;
  readonly enterpriseProject: string | undefined;
  /** Keys whose values the trace carries. */
  readonly context: RequestContext;
}

/** Whether an object is a trace, by the field that every trace has. */
export function isTrace(value: Fields): boolean {
  return 'trace_name' in value || 'trace_id' in value;
}

/**
 * Reads one trace; `user` may be an object or a string of JSON.
 *
 * @param parse gives the value of a text of JSON, undefined where it is none
 */
export function readTrace(value: Fields, parse: (text: string) => unknown): Trace | Message {
  const name = text(value['trace_name']);
  if (name === undefined) return msg('"{0}" is missing.', 'trace_name');
  const service = text(value['service_type']);
  if (service === undefined) return msg('"{0}" is missing.', 'service_type');
  const given = value['user'];
  const user = typeof given === 'string' && given !== '' ? parse(given) : given;
  if (given !== undefined && given !== null && given !== '' && !isObject(user)) return msg('"{0}" cannot be read.', 'user');
  const who = isObject(user) ? callerOf(user) : undefined;
  return {
    id: text(value['trace_id']),
    service,
    resourceType: text(value['resource_type']) ?? '',
    name,
    system: value['trace_type'] === 'SystemAction' || who === undefined,
    root: isObject(user) && String(user['principal_is_root_user']) === 'true' && who?.as === `user:${domainOf(user, 'name') ?? ''}`,
    as: who?.as,
    caller: who?.caller ?? 'user',
    enterpriseProject: text(value['enterprise_project_id']),
    context: { ...who?.context, ...sourceContext(value) },
  };
}

interface Caller {
  readonly as: string;
  readonly caller: Trace['caller'];
  readonly context: RequestContext;
}

/** Who asked, by the kind of user; older traces have only a name, in which a slash tells an agency at best. */
function callerOf(user: Fields): Caller | undefined {
  const name = text(user['user_name']) ?? text(user['name']);
  if (name === undefined) return undefined;
  const urn = text(user['principal_urn']);
  const mfa = isObject(user['session_context']) && isObject(user['session_context']['attributes']) ? text(user['session_context']['attributes']['mfa_authenticated']) : undefined;
  const account = text(user['account_id']) ?? domainOf(user, 'id');
  const domain = domainOf(user, 'name');
  const common: RequestContext = {
    ...(account === undefined ? {} : { 'g:DomainId': account, 'g:PrincipalAccount': account }),
    ...(domain === undefined ? {} : { 'g:DomainName': domain }),
    ...(urn === undefined ? {} : { 'g:PrincipalUrn': urn }),
    ...(mfa === 'true' || mfa === 'false' ? { 'g:MFAPresent': mfa } : {}),
  };
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (user['type'] === 'AssumedAgency') return { as: `agency:${last}`, caller: 'agency', context: common };
  if (user['type'] === 'ExternalUser') return { as: `federated:${last}`, caller: 'federated', context: common };
  if (user['type'] === undefined && name.includes('/')) return { as: `agency:${last}`, caller: 'agency', context: common };
  const id = text(user['id']);
  return { as: `user:${name}`, caller: 'user', context: { ...common, 'g:UserName': name, ...(id === undefined ? {} : { 'g:UserId': id }) } };
}

/** Address, time and enterprise project of the call. */
function sourceContext(value: Fields): RequestContext {
  const address = text(value['source_ip']);
  const time = value['time'];
  const instant = typeof time === 'number' && Number.isFinite(time) ? formatInstant(Math.floor(time / 1000)) : undefined;
  const enterpriseProject = text(value['enterprise_project_id']);
  return {
    ...(address === undefined ? {} : { 'g:SourceIp': address }),
    ...(instant === undefined ? {} : { 'g:CurrentTime': instant }),
    ...(enterpriseProject === undefined ? {} : { 'g:EnterpriseProjectId': enterpriseProject }),
  };
}

function domainOf(user: Fields, field: string): string | undefined {
  return isObject(user['domain']) ? text(user['domain'][field]) : undefined;
}

/** Empty fields are absent ones; some ways out write a dash. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}
