import type { Json, JsonObject, JsonString, Member, Path } from '../json/json.ts';
import type { Message } from '../message.ts';
import type { Span } from '../text.ts';
import type { LanguageVersion, PolicyKind } from './kind.ts';

/**
 * A policy as it was written: every part with its place in the text and its path in the file. A half-typed
 * policy has fewer parts. Made by `readPolicy`.
 */
export interface Policy {
  readonly kind: PolicyKind;
  readonly version: LanguageVersion;
  readonly text: string;
  /** The value that holds the policy: the root, or what is inside a `role` wrapper. */
  readonly value: Json;
  /** From the root of the file to `value`. */
  readonly path: Path;
  /** The `role` object around the policy, as the IAM API gives it. */
  readonly role: JsonObject | undefined;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** From 0; people count from 1. */
  readonly index: number;
  readonly node: JsonObject;
  readonly path: Path;
  readonly effect: Effect | undefined;
  /** The strings of Action and NotAction; normally only one of both is there. */
  readonly action: ActionList | undefined;
  readonly notAction: ActionList | undefined;
  readonly resource: ResourceList | undefined;
  readonly notResource: ResourceList | undefined;
  readonly condition: Condition | undefined;
  readonly principal: Principal | undefined;
  /**
   * Why the statement as a whole cannot be read (a part of the wrong type, an element or value that the
   * dialect does not have, no Effect, no Action), or undefined. Such a statement decides nothing for certain.
   */
  readonly unreadable: Unreadable | undefined;
}

export interface Unreadable {
  readonly path: Path;
  readonly span: Span;
  readonly why: Message;
}

export interface Effect {
  readonly member: Member;
  /** As meant; letter case does not count (reference 1.1). Undefined for another word or type. */
  readonly value: 'Allow' | 'Deny' | undefined;
}

export interface ActionList {
  readonly member: Member;
  readonly path: Path;
  readonly strings: readonly ActionString[];
}

/** One string of Action or NotAction. */
export interface ActionString {
  readonly node: JsonString;
  readonly value: string;
  readonly path: Path;
  /** What stands between the colons: three of them in a sound action, `*` alone in 5.0. */
  readonly segments: readonly Segment[];
  /** Follows the grammar of its dialect; any other string matches nothing. */
  readonly sound: boolean;
}

export interface Segment {
  readonly value: string;
  readonly span: Span;
}

export interface ResourceList {
  readonly member: Member;
  readonly path: Path;
  readonly strings: readonly ResourceString[];
  /** The object form `{"uri": [...]}` of agencies (1.1). */
  readonly uri: boolean;
}

/** One string of Resource or NotResource. */
export interface ResourceString {
  readonly node: JsonString;
  readonly value: string;
  readonly path: Path;
  /** Five: service, region, account, type, path (which may hold colons). Fewer in a half-typed or special string. */
  readonly segments: readonly Segment[];
  /** `*`, five segments, or an agency URI; any other string matches only itself or nothing. */
  readonly sound: boolean;
}

export interface Condition {
  readonly member: Member;
  readonly path: Path;
  readonly operators: readonly ConditionOperator[];
}

export interface ConditionOperator {
  readonly member: Member;
  readonly path: Path;
  /** As written: `ForAnyValue:StringEqualsIfExists`. */
  readonly written: string;
  readonly prefix: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Without prefix and suffix: `StringEquals`. */
  readonly name: string;
  readonly ifExists: boolean;
  readonly keys: readonly ConditionKey[];
}

export interface ConditionKey {
  readonly member: Member;
  readonly path: Path;
  readonly name: string;
  /** The listed values; a plain string counts as a list of one. Undefined when the value is of another type. */
  readonly values: readonly JsonString[] | undefined;
}

export interface Principal {
  readonly member: Member;
  readonly path: Path;
  /** NotPrincipal. */
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export interface PrincipalEntry {
  readonly member: Member;
  /** `IAM`, `Service` or `Identity_provider`. */
  readonly kind: string;
  readonly values: readonly JsonString[];
}

/** All action strings of a statement, whether it lists or excludes them. */
export function actionStrings(statement: Statement): readonly ActionString[] {
  return [...(statement.action?.strings ?? []), ...(statement.notAction?.strings ?? [])];
}

export function resourceStrings(statement: Statement): readonly ResourceString[] {
  return [...(statement.resource?.strings ?? []), ...(statement.notResource?.strings ?? [])];
}
