import type { ActionFact, ServiceFact } from '../catalog/catalog.ts';
import type { Path } from '../json/json.ts';
import type { Message } from '../message.ts';
import type { Decision, Reason, UnknownPart } from '../simulate/types.ts';
import type { Span } from '../text.ts';

/** What becomes of an action over all requests that name it: whatever resource and context they carry. */
export type EffectiveState = 'allowed' | 'denied' | 'not-granted' | 'depends' | 'unknown';

/** In the order in which they are shown. */
export const effectiveStates: readonly EffectiveState[] = ['allowed', 'denied', 'not-granted', 'depends', 'unknown'];

export type KnownDecision = Exclude<Decision, 'Unknown'>;

/** A statement that has a say. */
export interface StatementPlace {
  readonly policy: string;
  readonly path: Path;
  readonly span: Span;
  /** From 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny' | undefined;
}

/** One answer, shared by all actions that the same statements name. */
export interface Outcome {
  readonly state: EffectiveState;
  /** Every decision that some request can get, as far as is known; one for `allowed`, `denied` and `not-granted`. */
  readonly possible: readonly KnownDecision[];
  /** What decides; `unknown` where that depends on the request. */
  readonly reason: Reason;
  /** The statements that decide or take part in it, the first one is where to jump to. */
  readonly statements: readonly StatementPlace[];
  /** Condition keys that matter, as the policy spells them first. */
  readonly keys: readonly string[];
  /** The resource of the request matters. */
  readonly resource: boolean;
  /** Who asks matters (trust policies). */
  readonly principal: boolean;
  /** What cannot be known and could change the answer; only for `unknown`. */
  readonly unknowns: readonly UnknownPart[];
  /** In words: "Statement 2 denies it." */
  readonly message: Message;
}

export type Counts = Readonly<Record<EffectiveState, number>>;

export interface EffectiveAction {
  readonly fact: ActionFact;
  readonly outcome: Outcome;
}

export interface EffectiveType {
  /** As the action names spell it; empty for actions without a type. */
  readonly name: string;
  readonly actions: readonly EffectiveAction[];
  readonly counts: Counts;
}

export interface EffectiveService {
  readonly fact: ServiceFact;
  readonly types: readonly EffectiveType[];
  readonly counts: Counts;
}

/** What policies mean for the known actions: service, resource type, action. */
export interface Effective {
  readonly services: readonly EffectiveService[];
  readonly counts: Counts;
  /** The policies only let through what others grant: an SCP, a session policy. */
  readonly letsThrough: boolean;
}
