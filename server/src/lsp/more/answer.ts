import type { CancellationToken } from 'vscode-languageserver';
import type { LaterRequest } from '../later.ts';
import type { RequestName } from '../protocol.ts';
import type { Session } from '../server.ts';

/** A method and what answers it. */
export type Answer = readonly [method: string, handle: LaterRequest];

/** Ties a handler to the name of its request; it may be asynchronous, and fail: the log then says why. */
export function answer<Params, Result>(name: RequestName<Params, Result>, handle: (session: Session, params: Params, token: CancellationToken) => NoInfer<Result> | Promise<NoInfer<Result>>): Answer {
  return [name.method, handle as LaterRequest];
}
