import type { Scope } from '../../simulate/types.ts';

/** Level of the service of an action: `unknown` is not in the catalogue, `any` is a pattern that reaches several services. */
export type Level = 'global' | 'project' | 'unknown' | 'any';

/**
 * Whether every request that reaches `inner` reaches `outer`, for actions of a level: `all` contains everything, a
 * list contains its subsets, kinds of scope contain each other in no other way. The level widens a scope before that
 * (interfaces.md, Scopes); where it is not known, only what does not depend on it is contained.
 */
export function containsScope(outer: Scope, inner: Scope, level: Level): boolean {
  if (outer === 'all') return true;
  if (level === 'any') return (['global', 'project', 'unknown'] as const).every((it) => containsScope(outer, inner, it));
  const [wide, narrow] = level === 'unknown' ? [outer, inner] : [widened(outer, level), widened(inner, level)];
  if (wide === 'all') return true;
  // Enterprise projects count alike on every level.
  const [outerIds, innerIds] = [enterpriseProjects(outer), enterpriseProjects(inner)];
  if (outerIds || innerIds) return outerIds !== undefined && innerIds !== undefined && isSubset(innerIds, outerIds);
  if (level === 'unknown') return false;
  const [wideProjects, narrowProjects] = [projects(wide), projects(narrow)];
  if (wideProjects || narrowProjects) return wideProjects !== undefined && narrowProjects !== undefined && isSubset(narrowProjects, wideProjects);
  return wide === narrow;
}

/** Whether some request may reach both scopes. */
export function mayShareScope(a: Scope, b: Scope, level: Level): boolean {
  const [idsA, idsB] = [enterpriseProjects(a), enterpriseProjects(b)];
  if (idsA && idsB) return haveCommon(idsA, idsB);
  const [projectsA, projectsB] = [projects(a), projects(b)];
  return !projectsA || !projectsB || level !== 'project' || haveCommon(projectsA, projectsB);
}

/** A list that names nothing: whatever is attached so reaches nothing. */
export function isNowhere(scope: Scope): boolean {
  return (projects(scope) ?? enterpriseProjects(scope))?.length === 0;
}

export function enterpriseProjects(scope: Scope): readonly string[] | undefined {
  return typeof scope === 'object' && 'enterpriseProjects' in scope ? scope.enterpriseProjects : undefined;
}

export function projects(scope: Scope): readonly string[] | undefined {
  return typeof scope === 'object' && 'projects' in scope ? scope.projects : undefined;
}

/** What a scope comes to for actions of a level (reference 4.2). */
function widened(scope: Scope, level: 'global' | 'project'): Scope {
  if (level === 'global') return projects(scope) ? 'all' : scope;
  return scope === 'global' ? 'all' : scope;
}

function isSubset(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.every((it) => outer.includes(it));
}

function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.some((it) => b.includes(it));
}
