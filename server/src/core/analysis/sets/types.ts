import type { PolicyDocument } from '../../check.ts';
import type { Path } from '../../json/json.ts';
import type { Finding } from '../../rules/rule.ts';
import type { PolicyRole, Scope } from '../../simulate/types.ts';

/** Policies that are attached together: a set of a configuration, the policies of an access test or of a user. */
export interface PolicySet {
  /** As findings and messages call it. */
  readonly name: string;
  /** In the order of the set, which is the order in which related places are looked for. */
  readonly members: readonly SetMember[];
  /** As the account is configured; absent where nobody says. */
  readonly authorization?: 'strict' | 'non-strict';
  /** False where every document says by itself what is idle in it. */
  readonly idle?: boolean;
}

export interface SetMember {
  /** As findings and messages call it. Members of the same name are one document that is attached several times. */
  readonly file: string;
  /** Undefined where nobody knows the statements. */
  readonly document: PolicyDocument | undefined;
  /** `all` when left out. */
  readonly scope?: Scope;
  /** By the kind of the document when left out. */
  readonly role?: PolicyRole;
  /** The roles that a role 1.0 depends on are attached, though they are not members. */
  readonly dependenciesAttached?: boolean;
  /** Where the document stands in its file, for one that is written into another file: paths of findings start with it. */
  readonly base?: Path;
  /** What `check` finds in the document, with built-in severities; checked again when left out. */
  readonly findings?: readonly Finding[];
}

/** A finding that the documents of a set have only together. `set` names it, related places may be in other files. */
export interface SetFinding extends Finding {
  readonly set: string;
  /** The member that it stands in. */
  readonly file: string;
}

export interface SetAnalysis {
  /** In the order of the members, then of the text. */
  readonly findings: readonly SetFinding[];
  /** Members whose statements nobody knows, by name. They take no part. */
  readonly unknown: readonly string[];
  /** How many entries were given up because the steps ran out, for the log. */
  readonly givenUp: number;
}
