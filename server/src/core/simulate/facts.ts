import type { Catalog } from '../catalog/catalog.ts';
import { type Message, msg } from '../message.ts';
import { type Context, readContext } from './context.ts';
import { type RequestAction, readAction } from './match-action.ts';
import { type RequestResource, readResource } from './match-resource.ts';
import { principalKinds } from './match-principal.ts';
import type { AttachedPolicy, RequestPrincipal, SimulationRequest } from './types.ts';

/** A request, read once. */
export interface Facts {
  readonly request: SimulationRequest;
  readonly action: RequestAction;
  /** In lower case; empty where the action has none. */
  readonly service: string;
  /** One `undefined` for a request that names no resource. */
  readonly resources: readonly (RequestResource | undefined)[];
  readonly context: Context;
  readonly principal: RequestPrincipal | undefined;
  readonly catalog: Catalog;
}

export function readRequest(request: SimulationRequest, catalog: Catalog): Facts {
  const action = readAction(request.action);
  const resources = request.resources?.length ? request.resources.map(readResource) : unnamed;
  return { request, action, service: action.segments?.[0] ?? '', resources, context: readContext(request.context), principal: request.principal, catalog };
}

/**
 * Why a request cannot be asked of these policies, for the edges to refuse it: an action that is none, a caller
 * that is missing for a trust policy or given for another one. `simulate` answers all the same.
 */
export function requestProblem(request: SimulationRequest, policies: readonly AttachedPolicy[]): Message | undefined {
  const { segments } = readAction(request.action);
  if (!segments) return msg('"{0}" is no action. Write service:type:operation.', request.action);
  if (request.action.includes('*')) return msg('"{0}" is a pattern. A request names one action.', request.action);
  const trust = policies.find((it) => it.document?.kind === 'trust-5.0');
  if (trust && !request.principal) return msg('{0} is a trust policy. Say who asks, as IAM, Service or Identity_provider.', trust.name);
  if (!trust && request.principal) return msg('A principal can only be given for a trust policy.');
  if (request.principal && !(principalKinds as readonly string[]).includes(request.principal.kind)) return msg('"{0}" is no kind of principal. Write IAM, Service or Identity_provider.', request.principal.kind);
  return undefined;
}

const unnamed: readonly undefined[] = [undefined];
