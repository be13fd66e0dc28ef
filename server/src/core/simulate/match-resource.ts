import { compile, compileTokens, matches, type Pattern } from '../policy/pattern.ts';
import type { LanguageVersion } from '../policy/kind.ts';
import type { ResourceString } from '../policy/policy.ts';
import type { Context } from './context.ts';
import type { Truth } from './types.ts';
import { type Meant, type Piece, readVariables, substituteTokens, type Variable, variablesOf, widestTokens } from './variables.ts';

/** A resource that a request names. */
export interface RequestResource {
  readonly text: string;
  /**
   * Service, region, account, type, path; service, region and type in lower case, a region or account that is
   * not named (empty or `*`) as the empty text. Undefined for a resource of another form, which is an exact string.
   */
  readonly segments: readonly string[] | undefined;
}

/** One string of Resource or NotResource, compiled. */
export type ResourcePattern =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  /** The URI of an agency, which is compared as a whole. */
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'segments'; readonly segments: readonly SegmentPattern[]; readonly variables: readonly Variable[] };

/** A variable in a segment is replaced for each request. */
type SegmentPattern = { readonly fixed: Pattern } | { readonly pieces: readonly (Piece | Meant)[]; readonly question: boolean; readonly fold: boolean; readonly widest: Pattern };

/** Reads a resource as a request names it: the fifth segment may hold colons. */
export function readResource(text: string): RequestResource {
  const parts = text.split(':');
  if (parts.length < 5) return { text, segments: undefined };
  const [service = '', region = '', account = '', type = ''] = parts;
  const path = parts.slice(4).join(':');
  const named = (it: string): string => (it === '*' ? '' : it);
  return { text, segments: [service.toLowerCase(), named(region).toLowerCase(), named(account), type.toLowerCase(), path] };
}

/**
 * Compiles a string of Resource. Service, region and type compare without case, account and path with case; an
 * empty region or account means `*`; `*` crosses `:` and `/` in the path only; `?` is a wildcard in 5.0
 * (inferred). A variable outside the fifth segment is illegal in 1.1, so such a string matches nothing.
 */
export function compileResource({ value, segments, sound }: Pick<ResourceString, 'value' | 'segments' | 'sound'>, version: LanguageVersion): ResourcePattern {
  if (!sound) return { kind: 'nothing' };
  if (value === '*') return { kind: 'everything' };
  if (segments.length !== 5) return { kind: 'exact', text: value };
  const question = version === '5.0';
  const compiled: SegmentPattern[] = [];
  const variables: Variable[] = [];
  for (const [index, segment] of segments.entries()) {
    const fold = index === 0 || index === 1 || index === 3;
    const pieces = readVariables(segment.value);
    if (pieces) {
      if (version !== '5.0' && index < 4) return { kind: 'nothing' };
      variables.push(...variablesOf(pieces));
      compiled.push({ pieces, question, fold, widest: compileTokens(foldTokens(widestTokens(pieces, question), fold)) });
      continue;
    }
    const text = segment.value === '' && (index === 1 || index === 2) ? '*' : segment.value;
    compiled.push({ fixed: compile(fold ? text.toLowerCase() : text, question) });
  }
  return { kind: 'segments', segments: compiled, variables };
}

/**
 * Whether a compiled string matches a resource; `undefined` for a request that names none, which only the
 * string `*` matches (inferred). Null where a variable cannot be read.
 */
export function resourceMatches(pattern: ResourcePattern, resource: RequestResource | undefined, context: Context): Truth {
  return matchesWith(pattern, resource, (segment, text) => {
    const tokens = substituteTokens(segment.pieces, context, segment.question);
    return tokens ? matches(compileTokens(foldTokens(tokens, segment.fold)), text) : tokens === null ? null : false;
  });
}

/** Whether the string could match the resource for some values of its variables. */
export function resourceMayMatch(pattern: ResourcePattern, resource: RequestResource | undefined): boolean {
  return matchesWith(pattern, resource, (segment, text) => matches(segment.widest, text)) === true;
}

type VariableSegment = Exclude<SegmentPattern, { readonly fixed: Pattern }>;

function matchesWith(pattern: ResourcePattern, resource: RequestResource | undefined, variable: (segment: VariableSegment, text: string) => Truth): Truth {
  if (pattern.kind === 'everything') return true;
  if (pattern.kind === 'nothing' || resource === undefined) return false;
  if (pattern.kind === 'exact') return pattern.text === resource.text;
  if (!resource.segments) return false;
  let result: Truth = true;
  for (let index = 0; index < 5; index++) {
    const segment = pattern.segments[index];
    const text = resource.segments[index] ?? '';
    if (!segment) return false;
    const holds = 'fixed' in segment ? matches(segment.fixed, text) : variable(segment, text);
    if (holds === false) return false;
    if (holds === null) result = null;
  }
  return result;
}

function foldTokens<T>(tokens: readonly (T | { readonly literal: string })[], fold: boolean): (T | { readonly literal: string })[] {
  return fold ? tokens.map((it) => (isLiteral(it) ? { literal: it.literal.toLowerCase() } : it)) : [...tokens];
}

function isLiteral(token: unknown): token is { readonly literal: string } {
  return typeof token === 'object' && token !== null && 'literal' in token;
}
