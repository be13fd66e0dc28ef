import { candidateValues } from './candidates.ts';
import { type Answers, combine, conclude } from './conclude.ts';
import { evaluateCondition, type PreparedCondition } from './condition.ts';
import type { Context } from './context.ts';
import type { Facts } from './facts.ts';
import { resourceMayMatch } from './match-resource.ts';
import { answersFrom, type Parts, partsApply, type Worked } from './parts.ts';
import type { Prepared, PreparedStatement } from './prepare.ts';
import { and } from './truth.ts';
import type { AuthorizationMode, Decision, Truth } from './types.ts';

/**
 * The keys that were not given and whose presence could change the decision (interfaces.md, `missingContext`),
 * as the policies spell them first and in the order of the text.
 *
 * A key counts when for some values of the other missing keys (or their absence) the decision with it differs
 * from the one without it. Only statements that can still apply are looked at. Every way in which the
 * conditions of a key can come out together is tried with a value that brings it about (`candidateValues`); a
 * part with a variable may come out either way once its key is sent. Where that is too much to try out, every
 * key of such a statement is named.
 */
export function missingKeys(prepared: Prepared, facts: Facts, worked: Worked, authorization: AuthorizationMode): readonly string[] {
  const atoms = openAtoms(facts, worked);
  if (atoms.length === 0) return [];
  const names = new Map<string, string>();
  for (const { key, name } of atoms.flatMap((it) => it.keys)) if (!names.has(key)) names.set(key, name);
  if (atoms.length > maximumAtoms) return [...names.values()];
  const groups = groupsOf(atoms);
  const axes = groups.map((group) => optionsOf(group, facts.context));
  const relevant = relevantGroups(axes, (choice) => decisionFor(prepared, facts, worked, authorization, choice));
  const found = new Set(groups.filter((_, index) => !relevant || relevant.has(index)).flatMap((group) => [...group.keys]));
  return [...names].flatMap(([key, name]) => (found.has(key) ? [name] : []));
}

/** A part of a statement whose outcome depends on keys that were not given. */
interface Atom {
  readonly statement: PreparedStatement;
  readonly keys: readonly { readonly key: string; readonly name: string }[];
  /** A condition, or the resource of this position in the request. */
  readonly part: PreparedCondition | number;
  readonly now: Truth;
  /** Depends on one key by its values alone; else it may come out either way once a key is sent. */
  readonly exact: boolean;
}

interface Group {
  readonly keys: ReadonlySet<string>;
  readonly atoms: readonly Atom[];
}

/** What becomes of atoms under one choice of values. */
type Option = ReadonlyMap<Atom, Truth>;

const maximumAtoms = 64;
const maximumChoices = 1024;

function openAtoms(facts: Facts, worked: Worked): readonly Atom[] {
  const atoms: Atom[] = [];
  for (const parts of worked.parts.values()) {
    const { statement } = parts;
    if (worked.attachments.get(statement.policy.attached)?.matches === false || statement.source.unreadable) continue;
    if (!mayBeOpen(statement, facts.context)) continue;
    const open = [...openConditions(parts, facts.context), ...openResources(parts, facts)];
    if (open.length > 0 && canApply(parts, open)) atoms.push(...open);
  }
  return atoms;
}

/** Whether some part asks for a key that is not sent; most requests carry all. */
function mayBeOpen({ conditions, resources }: PreparedStatement, context: Context): boolean {
  for (const { key, variables } of conditions) if (isMissing(key, context) || variables.length > 0) return true;
  return resources?.strings.some(({ pattern }) => pattern.kind === 'segments' && pattern.variables.length > 0) ?? false;
}

function openConditions({ statement, conditions }: Parts, context: Context): Atom[] {
  return statement.conditions.flatMap((condition, index) => {
    if (condition.fault) return [];
    const own = isMissing(condition.key, context) ? [{ key: condition.key, name: condition.source.name }] : [];
    const variables = condition.variables.filter(({ key }) => isMissing(key, context));
    if (own.length + variables.length === 0) return [];
    return [{ statement, keys: [...own, ...variables], part: condition, now: conditions[index]?.holds ?? null, exact: condition.variables.length === 0 }];
  });
}

function openResources({ statement, resources }: Parts, facts: Facts): Atom[] {
  if (!statement.resources) return [];
  const strings = statement.resources.strings;
  return facts.resources.flatMap((resource, index) => {
    const keys = strings.flatMap(({ pattern }) => (pattern.kind === 'segments' && resourceMayMatch(pattern, resource) ? pattern.variables.filter(({ key }) => isMissing(key, facts.context)) : []));
    const now = resources[index]?.matches ?? null;
    // A string without open variables that matches decides already.
    const settled = now !== statement.resources?.negated && keys.length > 0 && matchesWithoutVariables(statement, resources[index]?.index ?? -1);
    return keys.length > 0 && !settled ? [{ statement, keys, part: index, now, exact: false }] : [];
  });
}

function matchesWithoutVariables(statement: PreparedStatement, index: number): boolean {
  const pattern = statement.resources?.strings[index]?.pattern;
  return pattern !== undefined && (pattern.kind !== 'segments' || pattern.variables.length === 0);
}

function isMissing(key: string, context: Context): boolean {
  return !context.has(key);
}

/** Whether what does not depend on missing keys leaves the statement a chance to apply. */
function canApply(parts: Parts, open: readonly Atom[]): boolean {
  const openConditions = new Set(open.map((it) => it.part));
  if (and(parts.action.matches, parts.principal) === false) return false;
  if (parts.resources.every((it, index) => it.matches === false && !openConditions.has(index))) return false;
  return parts.conditions.every((it, index) => {
    const condition = parts.statement.conditions[index];
    return it.holds !== false || (condition !== undefined && openConditions.has(condition));
  });
}

/** Keys that stand in one atom are tried out together. */
function groupsOf(atoms: readonly Atom[]): readonly Group[] {
  let groups: { keys: Set<string>; atoms: Atom[] }[] = [];
  for (const atom of atoms) {
    const keys = new Set(atom.keys.map((it) => it.key));
    const joined = groups.filter((it) => [...keys].some((key) => it.keys.has(key)));
    const merged = { keys: new Set([...joined.flatMap((it) => [...it.keys]), ...keys]), atoms: [...joined.flatMap((it) => it.atoms), atom] };
    groups = [...groups.filter((it) => !joined.includes(it)), merged];
  }
  return groups;
}

/** The ways in which the atoms of a group can come out; the first is that no key of it is sent. Undefined for too many. */
function optionsOf({ keys, atoms }: Group, context: Context): readonly Option[] | undefined {
  const absent: Option = new Map(atoms.map((it) => [it, it.now]));
  const free = atoms.filter((it) => !it.exact);
  let sent: ReadonlyMap<Atom, Truth>[] = [new Map()];
  for (const key of keys) {
    const own = atoms.filter((it) => it.exact && it.keys[0]?.key === key);
    if (own.length > 0) sent = product(sent, distinct([...(keys.size > 1 ? [new Map(own.map((it) => [it, it.now] as const))] : []), ...outcomes(key, own, context)]));
  }
  for (const atom of free) sent = product(sent, [new Map([[atom, true]]), new Map([[atom, false]])]);
  return sent.length > maximumChoices ? undefined : distinct([absent, ...sent]);
}

function outcomes(key: string, atoms: readonly Atom[], context: Context): Option[] {
  const conditions = atoms.flatMap((it) => (typeof it.part === 'number' ? [] : [it.part]));
  return candidateValues(conditions).map((values) => {
    const sent = new Map([...context, [key, values]]);
    return new Map(atoms.flatMap((it) => (typeof it.part === 'number' ? [] : [[it, evaluateCondition(it.part, sent).holds] as const])));
  });
}

function product(a: readonly Option[], b: readonly Option[]): Option[] {
  if (a.length * b.length > maximumChoices * 4) return [...a, ...new Array<Option>(maximumChoices * 4).fill(new Map())];
  return a.flatMap((x) => b.map((y) => new Map([...x, ...y])));
}

function distinct(options: readonly Option[]): Option[] {
  const seen = new Map<string, Option>();
  for (const option of options) {
    const key = [...option.values()].join();
    if (!seen.has(key)) seen.set(key, option);
  }
  return [...seen.values()];
}

/** The groups along which the decision changes; undefined where there is too much to try out. */
function relevantGroups(axes: readonly (readonly Option[] | undefined)[], decisionOf: (choice: readonly Option[]) => Decision): ReadonlySet<number> | undefined {
  const sizes = axes.map((it) => it?.length ?? Infinity);
  const total = sizes.reduce((a, b) => a * b, 1);
  if (total > maximumChoices) return undefined;
  const strides = sizes.map((_, index) => sizes.slice(0, index).reduce((a, b) => a * b, 1));
  const decisions: Decision[] = [];
  for (let number = 0; number < total; number++) {
    decisions.push(decisionOf(axes.flatMap((options, axis) => options?.[Math.floor(number / (strides[axis] ?? 1)) % (sizes[axis] ?? 1)] ?? [])));
  }
  const relevant = new Set<number>();
  for (let number = 0; number < total; number++) {
    for (const [axis, stride] of strides.entries()) {
      const position = Math.floor(number / stride) % (sizes[axis] ?? 1);
      if (position > 0 && decisions[number] !== decisions[number - position * stride]) relevant.add(axis);
    }
  }
  return relevant;
}

function decisionFor(prepared: Prepared, facts: Facts, worked: Worked, authorization: AuthorizationMode, choice: readonly Option[]): Decision {
  const outcome = new Map(choice.flatMap((it) => [...it]));
  const touched = new Map<PreparedStatement, Parts>();
  for (const atom of outcome.keys()) {
    const parts = touched.get(atom.statement) ?? worked.parts.get(atom.statement);
    if (parts) touched.set(atom.statement, withOutcome(parts, atom, outcome.get(atom) ?? null));
  }
  const conclusions = facts.resources.map((_, index) => {
    const now = answersFrom(worked, index);
    const answers: Answers = {
      attached: now.attached,
      applies: (statement) => {
        const parts = touched.get(statement);
        return parts ? partsApply(parts, index) : now.applies(statement);
      },
    };
    return conclude(prepared, facts, authorization, answers);
  });
  return combine(conclusions).decision;
}

function withOutcome(parts: Parts, { part }: Atom, truth: Truth): Parts {
  if (typeof part === 'number') return { ...parts, resources: parts.resources.map((it, index) => (index === part ? { ...it, matches: truth } : it)) };
  return { ...parts, conditions: parts.conditions.map((it, index) => (parts.statement.conditions[index] === part ? { ...it, holds: truth } : it)) };
}
