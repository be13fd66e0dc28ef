import type { Catalog } from '../catalog/catalog.ts';
import type { Path } from '../json/json.ts';
import type { JsonText } from '../json/parse.ts';
import type { Local, Message } from '../message.ts';
import type { Kind } from '../policy/kind.ts';
import type { Policy } from '../policy/policy.ts';
import type { Edit, Span } from '../text.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** How sure we are: a source states it, it follows from sources, or sources disagree. */
export type Grade = 'documented' | 'inferred' | 'disputed';

/** What a rule is called and what it says to people. Its examples are its tests and its documentation. */
export interface RuleInfo {
  /** Kebab case; file, code and setting are one word. A released code stays. */
  readonly code: string;
  readonly severity: Severity;
  readonly grade: Grade;
  readonly docs: Docs;
  /** A policy in which `^^^` under a line marks the finding, with the beginning of its message. */
  readonly bad: string;
  /** `bad` after its fix, or a sound policy where there is no fix. */
  readonly good: string;
  /** Name of the file that the examples stand in, where it decides the kind; `example.policy.json` when left out. */
  readonly fileName?: string;
  /** Why there is no fix, for the generated table; absent where there is one. */
  readonly noFix?: Local;
}

/** A rule about a policy that was read. */
export interface Rule extends RuleInfo {
  /**
   * `document`: what it finds depends on more than one statement, or on what stands around them. Any other rule
   * sees one statement at a time, finds the same in it wherever it stands, and changes nothing beside it.
   */
  readonly scope?: 'document';
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** A rule about the text itself, which also sees texts in which no policy can be read. */
export interface TextRule extends RuleInfo {
  check(context: TextContext): Iterable<RuleFinding>;
}

export interface TextContext {
  readonly json: JsonText;
  readonly kind: Kind;
}

export interface Docs {
  readonly en: RuleText;
  readonly zhCn: RuleText;
  /** Official pages that the rule rests on. */
  readonly sources: readonly string[];
  /** Codes that people know: `IAM.1037`, `DATA_TYPE_MISMATCH`. */
  readonly also?: readonly string[];
}

/** Markdown, our own words: what is found, what to write instead, and why. */
export interface RuleText {
  readonly title: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly why: string;
}

export interface RuleContext {
  readonly json: JsonText;
  readonly policy: Policy;
  readonly catalog: Catalog;
  /** What the rules before this one in the list found, syntax included, with built-in severities. */
  readonly findings: readonly Finding[];
  /** ModelArts's mode in the account, as it is configured; absent where nobody says. */
  readonly authorization?: 'strict' | 'non-strict';
  /** The document is one of a policy set, which says itself what is idle in it. */
  readonly inSet?: boolean;
}

export interface RuleFinding {
  readonly span: Span;
  /** From the root of the file. */
  readonly path: Path;
  /** The finding is about the name at `path`, not about its value. */
  readonly on?: 'key';
  readonly message: Message;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  readonly grade?: Grade;
  readonly tags?: readonly 'unnecessary'[];
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** A request that shows it. */
  readonly example?: Example;
}

export interface Related {
  /** The document that it is in, as a policy set calls it; absent for the one with the finding. */
  readonly file?: string;
  readonly span: Span;
  readonly path: Path;
  readonly message: Message;
}

export interface Fix {
  readonly title: Message;
  readonly edits: readonly Edit[];
  /** Loses and widens nothing, so *Fix all* may apply it. */
  readonly safe: boolean;
  /** `false`: people should choose it knowingly, so the editor never takes it by itself. */
  readonly preferred?: false;
}

export interface Example {
  readonly action: string;
  readonly resource?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Where a policy set is attached, as far as the answer needs it. */
  readonly project?: string;
  readonly enterpriseProject?: string;
  /** Who asks, in trust policies only. */
  readonly principal?: { readonly kind: string; readonly value: string };
}

/** What a rule found, with what the rule itself says. */
export interface Finding extends RuleFinding {
  /** The policies that lead to it only together; absent where it is about the document alone. */
  readonly set?: string;
  readonly code: string;
  readonly severity: Severity;
  readonly grade: Grade;
}
