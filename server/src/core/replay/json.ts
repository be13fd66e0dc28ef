import { type Reader, toPlain } from '../message.ts';
import type { Decision, SimulationRequest } from '../simulate/types.ts';
import type { ReplayResult } from './types.ts';

/** What `modelarts-policy replay --format json` prints. */
export interface ReplayJson {
  readonly version: 1;
  readonly summary: {
    readonly records: number;
    readonly decided: number;
    readonly flipped: number;
    readonly lost: number;
    readonly malformed: number;
    readonly unmapped: number;
    readonly repeated: number;
    readonly system: number;
    readonly root: number;
    readonly leftOut: number;
    readonly before: Readonly<Record<Decision, number>>;
    readonly after: Readonly<Record<Decision, number>>;
  };
  readonly flips: readonly { readonly action: string; readonly from: Decision; readonly to: Decision; readonly count: number; readonly examples: readonly { readonly line: number; readonly request: RequestJson }[] }[];
  /** The first of them. */
  readonly malformed: readonly { readonly line: number; readonly message: string }[];
  readonly unmapped: readonly { readonly service: string; readonly resourceType: string; readonly name: string; readonly count: number; readonly suggestions: readonly string[] }[];
  readonly partial: boolean;
}

/** A request as access tests write it. */
export interface RequestJson {
  readonly as?: string;
  readonly action: string;
  readonly resource?: string | readonly string[];
  readonly project?: string;
  readonly enterpriseProject?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export function toReplayJson(result: ReplayResult, reader: Reader): ReplayJson {
  const { records, decided, flipped, lost, malformed, unmapped, unmappedCount, repeated, system, root, leftOut, before, after, flips, partial } = result;
  return {
    version: 1,
    summary: { records, decided, flipped, lost, malformed: malformed.count, unmapped: unmappedCount, repeated, system, root, leftOut, before, after },
    flips: flips.map((it) => ({ ...it, examples: it.examples.map(({ line, request, as }) => ({ line, request: toRequestJson(request, as) })) })),
    malformed: malformed.first.map(({ line, problem }) => ({ line, message: toPlain(problem, reader) })),
    unmapped,
    partial,
  };
}

export function toRequestJson({ action, resources, project, enterpriseProject, context }: SimulationRequest, as?: string): RequestJson {
  const [only] = resources ?? [];
  return {
    ...(as === undefined ? {} : { as }),
    action,
    ...(only === undefined ? {} : { resource: resources?.length === 1 ? only : (resources ?? []) }),
    ...(project === undefined ? {} : { project }),
    ...(enterpriseProject === undefined ? {} : { enterpriseProject }),
    ...(context && Object.keys(context).length > 0 ? { context } : {}),
  };
}
