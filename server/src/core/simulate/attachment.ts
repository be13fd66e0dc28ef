import { type Message, msg } from '../message.ts';
import type { Facts } from './facts.ts';
import type { PreparedPolicy } from './prepare.ts';
import type { Truth } from './types.ts';

export interface Attachment {
  readonly matches: Truth;
  readonly why: Message;
  /** The scope counts as "all" for this action, because of its level (reference 4.2). */
  readonly widened?: boolean;
}

/** Whether a policy takes part in deciding a request: its dependencies are attached and its scope covers the request. */
export function attachmentOf(policy: PreparedPolicy, facts: Facts): Attachment {
  if (policy.missingDependencies.length > 0) return { matches: false, why: msg('the role depends on {0}, which is not attached in the same scope', policy.missingDependencies.join(', ')) };
  return scopeOf(policy, facts);
}

/** The scope alone (interfaces.md, Scopes). */
export function scopeOf({ attached }: PreparedPolicy, facts: Facts): Attachment {
  const { scope = 'all' } = attached;
  if (scope === 'all') return everywhere;
  if (typeof scope === 'object' && 'enterpriseProjects' in scope) return enterpriseProject(scope.enterpriseProjects, facts);
  const level = facts.catalog.service(facts.service)?.level;
  if (!level) return { matches: null, why: msg('it is not known whether {0} is a global or a project-level service, on which the scope depends', facts.service) };
  if (scope === 'global') {
    if (level === 'global') return { matches: true, why: msg('attached for global services') };
    return { matches: true, why: msg('attached for global services; actions of a project-level service count as attached for all resources'), widened: true };
  }
  if (level === 'global') return { matches: true, why: msg('attached for projects; actions of a global service count as attached for all resources'), widened: true };
  const { project } = facts.request;
  if (project === undefined) return { matches: null, why: msg('it is attached for the projects {0}, and the request names no project', scope.projects.join(', ')) };
  if (scope.projects.includes(project)) return { matches: true, why: msg('attached for the project {0}', project) };
  return { matches: false, why: msg('it is attached for the projects {0}, not for {1}', scope.projects.join(', '), project) };
}

const everywhere: Attachment = { matches: true, why: msg('attached for all resources') };

/** Actions that know no enterprise projects have no effect in such a grant (reference 4.2). */
function enterpriseProject(ids: readonly string[], { request, catalog, action }: Facts): Attachment {
  if (catalog.action(action.text)?.enterpriseProject === false) return { matches: false, why: msg('it is attached for enterprise projects, which {0} does not support', action.text) };
  const id = request.enterpriseProject;
  if (id === undefined) return { matches: null, why: msg('it is attached for the enterprise projects {0}, and the request names none', ids.join(', ')) };
  if (ids.includes(id)) return { matches: true, why: msg('attached for the enterprise project {0}', id) };
  return { matches: false, why: msg('it is attached for the enterprise projects {0}, not for {1}', ids.join(', '), id) };
}
