import type { Message } from '../message.ts';

/** `explicit`: a statement denies. `implicit`: nothing allows. */
export type DenialDecision = 'explicit' | 'implicit';

/** Where a refusal comes from, as far as its code or its words tell (data/denial-patterns.json, `kinds`). */
export type DenialKind = 'policy' | 'workspace' | 'no-authorization' | 'agency' | 'other-service' | 'obs' | 'gateway' | 'rule' | 'account' | 'authentication' | 'not-a-denial';

/** The layer of policies that a text names: `identity-based`, `service control`. */
export type PolicyLayer = 'identity' | 'scp' | 'session' | 'resource' | 'vpc-endpoint' | 'boundary';

/** A text that says, or seems to say, that a request was refused. What it does not say is absent, never guessed. */
export interface Denial {
  /** `no-denial`: known for something else (a token, a parameter). `cannot-tell`: neither code nor words are known. */
  readonly verdict: 'denial' | 'no-denial' | 'cannot-tell';
  /** Absent where it is not known, or where the code has several meanings. */
  readonly kind?: DenialKind;
  readonly decision?: DenialDecision;
  /** As printed, before the word "policy": `identity-based`. */
  readonly policyType?: string;
  /** What the printed type means; absent for a type that is not known. */
  readonly layer?: PolicyLayer;
  /** Actions that the text names; two where it names two. */
  readonly actions: readonly string[];
  readonly resource?: string;
  readonly principal?: string;
  /** HTTP status. */
  readonly httpStatus?: number;
  readonly code?: string;
  readonly requestId?: string;
  /** Can be decoded with the STS call DecodeAuthorizationMessage. */
  readonly encoded?: string;
  /** What ModelArts calls the operation: no action of IAM. */
  readonly operation?: string;
  /** A rule of the network service: no action of IAM. */
  readonly rule?: string;
  /** The refused call, where the frame of a client shows it. */
  readonly api?: { readonly method: string; readonly url: string };
  /** The text of the service, where it stands in a field of its own. */
  readonly message?: string;
  /** What the text was wrapped in. */
  readonly frames: readonly Frame[];
  /** Patterns of data/denial-patterns.json that were found. */
  readonly patterns: readonly string[];
}

export type Frame = 'json' | 'xml' | 'html-escaped' | 'string-escaped' | 'terraform' | 'sdk-python' | 'sdk-java' | 'sdk-go' | 'obs-sdk' | 'koocli';

export interface DenialReading {
  /** In the order of the text, each once. Empty: nothing was recognised. */
  readonly denials: readonly Denial[];
  /** What was left out, for people. */
  readonly notes: readonly Message[];
}

/** data/denial-patterns.json, as `dist/catalog/denials.json` has it. */
export interface DenialData {
  readonly patterns: readonly { readonly id: string; readonly texts: readonly string[]; readonly decision?: DenialDecision; readonly kind?: DenialKind }[];
  readonly policyTypes: readonly { readonly words: string; readonly kind: PolicyLayer }[];
  readonly frames: readonly { readonly id: string; readonly any?: readonly string[]; readonly all?: readonly string[] }[];
  readonly statuses: readonly { readonly text: string; readonly status: number }[];
  readonly codes: readonly CodeRow[];
}

export interface CodeRow {
  readonly code: string;
  readonly kind: DenialKind;
  readonly status?: number;
  readonly message?: string;
  readonly messageZh?: string;
}
