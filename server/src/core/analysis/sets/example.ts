import { decide } from '../../simulate/decide.ts';
import type { Example } from '../../rules/rule.ts';
import type { Box } from '../box.ts';
import type { Entry } from '../entry.ts';
import { exampleIn, exampleOf, knownActionsIn } from '../example.ts';
import type { GroupMember, Group } from './group.ts';
import { enterpriseProjects, projects } from './scope.ts';

/** Known actions that are tried, where the first example does not simulate. */
const mostActions = 20;

/**
 * A request of some products that the whole set denies when it is simulated, where the Allow is attached: with a
 * project or an enterprise project only where the answer needs it. Undefined where none is found.
 */
export function deniedExample(group: Group, allow: GroupMember, boxes: readonly Box[], spelled: readonly Entry[]): Example | undefined {
  const { folded } = group.model;
  const first = exampleOf(folded, boxes, spelled);
  if (!first) return undefined;
  const found = denied(group, allow, first);
  if (found) return found;
  // An action that knows no enterprise projects is neither granted nor denied there; another one may be.
  for (const box of boxes) {
    for (const action of knownActionsIn(folded, box).slice(0, mostActions)) {
      const example = exampleIn(folded, box, spelled, action)?.example;
      const other = example && denied(group, allow, example);
      if (other) return other;
    }
  }
  return undefined;
}

function denied({ prepared, model }: Group, { scope }: GroupMember, example: Example): Example | undefined {
  const [project, enterpriseProject] = [projects(scope)?.[0], enterpriseProjects(scope)?.[0]];
  const placed: Example[] = [example];
  if (project !== undefined) placed.push({ ...example, project });
  if (enterpriseProject !== undefined) placed.push({ ...example, enterpriseProject });
  return placed.find(({ action, resource, context, ...place }) => {
    const request = { action, ...(resource === undefined ? {} : { resources: [resource] }), context, ...place, principal: undefined };
    const { principal: _, ...asked } = request;
    return decide(prepared, asked, { catalog: model.catalog }).decision === 'Deny';
  });
}
