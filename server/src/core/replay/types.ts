import type { NameVersion } from '../catalog/catalog.ts';
import type { Message } from '../message.ts';
import type { Decision, SimulationRequest } from '../simulate/types.ts';

/** A request of a file, as it is decided. */
export interface ReplayedRequest {
  readonly request: SimulationRequest;
  /** Of an account: who asks. */
  readonly as?: string;
  /** Of a trace: what it does not carry is not known, and names may be alternatives of each other. */
  readonly trace?: TraceFacts;
}

/** What only a trace has. */
export interface TraceFacts {
  /** The names of the permission in each version; any of one list may be the one that was asked. */
  readonly actions: Readonly<Record<NameVersion, readonly string[]>>;
}

/** Policies under which requests are decided: old ones, or edited ones. Made by `sideOfPolicies` and `sideOfAccount`. */
export interface ReplaySide {
  /** Versions of the language that the policies have. */
  readonly versions: ReadonlySet<NameVersion>;
  /** @returns why it cannot be decided, where the request is the reason */
  decide(replayed: ReplayedRequest): Decision | Message;
}

/** One way in which decisions flip. */
export interface Flip {
  readonly action: string;
  readonly from: Decision;
  readonly to: Decision;
  /** Requests. */
  readonly count: number;
  /** The first ones. */
  readonly examples: readonly FlipExample[];
}

export interface FlipExample {
  /** From 1. */
  readonly line: number;
  readonly request: SimulationRequest;
  readonly as?: string;
}

/** Lines that took no part, with the first of them. */
export interface LeftOut {
  readonly count: number;
  readonly first: readonly { readonly line: number; readonly problem: Message }[];
}

/** An operation without a mapping to an action, as its traces name it. */
export interface Unmapped {
  readonly service: string;
  readonly resourceType: string;
  readonly name: string;
  readonly count: number;
  /** Actions that it may be, never used by themselves. */
  readonly suggestions: readonly string[];
}

export interface ReplayResult {
  /** Requests and traces in the file, whether decided or not. */
  readonly records: number;
  /** Decided under both. */
  readonly decided: number;
  /** What was decided, before and after: `Allow`, `Deny`, … */
  readonly before: Readonly<Record<Decision, number>>;
  readonly after: Readonly<Record<Decision, number>>;
  /** Most frequent first. */
  readonly flips: readonly Flip[];
  /** Requests whose decision flips. */
  readonly flipped: number;
  /** Those that were allowed for certain and no longer are. */
  readonly lost: number;
  readonly malformed: LeftOut;
  /** Traces without a mapping, the most frequent names first. */
  readonly unmapped: readonly Unmapped[];
  /** Traces without a mapping. */
  readonly unmappedCount: number;
  /** Traces that were there before: delivery repeats some. */
  readonly repeated: number;
  /** Traces of the system, which no policy is asked about. */
  readonly system: number;
  /** Traces of the account itself, which no policy limits. */
  readonly root: number;
  /** Traces of operations that the user's mapping leaves out. */
  readonly leftOut: number;
  /** It was given up before the end. */
  readonly partial: boolean;
}
