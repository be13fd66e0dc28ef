import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatPath, type Path } from '../core/json/json.ts';
import { msg, toPlain } from '../core/message.ts';
import { attach } from '../core/simulate/attach.ts';
import { toSimulateJson } from '../core/simulate/json.ts';
import { requestProblem } from '../core/simulate/facts.ts';
import { simulate } from '../core/simulate/simulate.ts';
import type { SimulationRequest, SimulationResult } from '../core/simulate/types.ts';
import type { Span } from '../core/text.ts';
import { toRange } from './convert.ts';
import { read } from './documents.ts';
import type { SimulatedRequest, SimulateParams, SimulateResult } from './protocol.ts';
import type { Session } from './server.ts';

/** Decides a request under the open document, with the places that the answer names. */
export function simulateIn(session: Session, document: TextDocument, { request, authorization }: SimulateParams): SimulateResult {
  const { reader, host } = session;
  const policy = read(document);
  if (policy.json.problems.length > 0) return { problem: toPlain(msg('The policy has a syntax error, so nothing can be simulated until it is mended.'), reader) };
  if (!policy.policy) return { problem: toPlain(msg('This document is no policy that can be simulated.'), reader) };
  const asked = toRequest(request);
  const attached = attach(nameOf(document.uri), policy, host.catalog());
  const problem = requestProblem(asked, [attached]);
  if (problem) return { problem: toPlain(problem, reader) };
  const result = simulate([attached], asked, { catalog: host.catalog(), ...(authorization ? { authorization } : {}) });
  return { simulation: toSimulateJson(result, reader), ranges: rangesOf(document, result) };
}

export function toRequest({ action, resource, project, enterpriseProject, context, principal }: SimulatedRequest): SimulationRequest {
  return {
    action,
    ...(resource === undefined ? {} : { resources: [resource].flat() }),
    ...(project === undefined ? {} : { project }),
    ...(enterpriseProject === undefined ? {} : { enterpriseProject }),
    ...(context ? { context } : {}),
    ...(principal ? { principal: principal as NonNullable<SimulationRequest['principal']> } : {}),
  };
}

/** The last part of a URI, as people know the file. */
export function nameOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function rangesOf(document: TextDocument, { reason, statements, unknowns }: SimulationResult): Record<string, Range> {
  const ranges: Record<string, Range> = {};
  const add = ({ path, span }: { readonly path?: Path; readonly span?: Span }): void => {
    if (path && span) ranges[formatPath(path)] = toRange(document, span);
  };
  add(reason);
  for (const it of statements) for (const part of [it, it.action, it.resource, it.principal ?? {}, ...it.conditions]) add(part);
  unknowns.forEach(add);
  return ranges;
}
