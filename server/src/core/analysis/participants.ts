import { formatPath, type Path } from '../json/json.ts';
import type { ActionString, Policy, ResourceString, Statement } from '../policy/policy.ts';
import type { Span } from '../text.ts';
import { isBroken } from './condition.ts';

/** The place of an error that another rule found. */
export interface ErrorPlace {
  readonly span: Span;
  readonly path: Path;
}

/** What of a statement takes part in the analysis. */
export interface Participant {
  readonly statement: Statement;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly ActionString[];
  readonly resources: readonly ResourceString[];
  /** Every string of its lists takes part. */
  readonly whole: boolean;
}

export interface Participants {
  readonly statements: readonly Participant[];
  /** Every Allow statement takes part with all its strings. */
  readonly allAllows: boolean;
}

/**
 * Who takes part: not a string with an error of its own, not a statement with any other error, one that
 * cannot be read or is being typed, and nothing of roles 1.0.
 *
 * @param wasWhole whether the same text took part with all its strings before; it does so again without an error
 */
export function participantsOf(policy: Policy, errors: readonly ErrorPlace[], wasWhole: (statement: Statement) => boolean = () => false): Participants {
  if (policy.kind === 'role-1.0') return { statements: [], allAllows: false };
  const statements: Participant[] = [];
  const errorsIn = byStatement(policy, errors);
  let allAllows = true;
  for (const statement of policy.statements) {
    const own = errorsIn(statement);
    const found = own.length === 0 && wasWhole(statement) ? wholeParticipant(statement) : participant(statement, own);
    if (found) statements.push(found);
    if (statement.effect?.value !== 'Deny' && !found?.whole) allAllows = false;
  }
  return { statements, allAllows };
}

/** The errors of each statement: by their path, or by their place where the path ends above. */
function byStatement(policy: Policy, errors: readonly ErrorPlace[]): (statement: Statement) => readonly ErrorPlace[] {
  if (errors.length === 0) return () => [];
  const depth = policy.statements[0]?.path.length ?? 0;
  const byPath = new Map<string, ErrorPlace[]>();
  const others: ErrorPlace[] = [];
  for (const error of errors) {
    if (error.path.length < depth) {
      others.push(error);
      continue;
    }
    const key = formatPath(error.path.slice(0, depth));
    const same = byPath.get(key);
    if (same) same.push(error);
    else byPath.set(key, [error]);
  }
  others.sort((a, b) => a.span.start - b.span.start);
  return ({ path, node }) => {
    const own = [...(byPath.get(formatPath(path)) ?? [])];
    for (let at = firstAt(others, node.span.start); at < others.length; at++) {
      const error = others[at];
      if (!error || error.span.start >= node.span.end) break;
      if (isWithin(error.span, node.span)) own.push(error);
    }
    return own;
  };
}

/** The number of the first error that starts at or behind an offset. */
function firstAt(errors: readonly ErrorPlace[], offset: number): number {
  let [low, high] = [0, errors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((errors[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Its strings are made when somebody asks for them. */
function wholeParticipant(statement: Statement): Participant {
  return {
    statement,
    effect: statement.effect?.value ?? 'Deny',
    whole: true,
    get actions() {
      return (statement.action ?? statement.notAction)?.strings ?? [];
    },
    get resources() {
      return (statement.resource ?? statement.notResource)?.strings ?? [];
    },
  };
}

function participant(statement: Statement, own: readonly ErrorPlace[]): Participant | undefined {
  const effect = statement.effect?.value;
  if (!effect || statement.unreadable || !statement.node.closed) return undefined;
  const actionList = statement.action ?? statement.notAction;
  const resourceList = statement.resource ?? statement.notResource;
  if (!actionList || actionList.strings.length === 0 || resourceList?.strings.length === 0) return undefined;
  if (statement.principal?.entries.every((it) => it.values.length === 0)) return undefined;
  const broken = new Set<unknown>();
  for (const error of own) {
    const string = [...actionList.strings, ...(resourceList?.strings ?? [])].find((it) => isInside(error.path, it.path) || isWithin(error.span, it.node.span));
    if (!string) return undefined;
    broken.add(string);
  }
  if (statement.condition?.operators.some((it) => it.keys.some((key) => key.values === undefined))) return undefined;
  const actions = actionList.strings.filter((it) => it.sound && !broken.has(it));
  const resources = (resourceList?.strings ?? []).filter((it) => it.sound && !isBroken(it.value) && !broken.has(it));
  const allResources = resources.length === (resourceList?.strings.length ?? 0);
  // Without one of its strings a Not list would hold more requests than it says.
  if (statement.notAction && actions.length < actionList.strings.length) return undefined;
  if (statement.notResource && !allResources) return undefined;
  if (actions.length === 0 || (statement.resource && resources.length === 0)) return undefined;
  return { statement, effect, actions, resources, whole: allResources && actions.length === actionList.strings.length };
}

function isInside(path: Path, outer: Path): boolean {
  return outer.every((it, index) => path[index] === it);
}

function isWithin(span: Span, outer: Span): boolean {
  return outer.start <= span.start && span.end <= outer.end && span.start < outer.end;
}
