import { countActions, sum } from './effective.ts';
import type { Effective, EffectiveAction, EffectiveService, EffectiveState } from './types.ts';

export interface EffectiveFilter {
  /** Words that must all stand in the action's name or description, in any case; empty for all actions. */
  readonly text?: string;
  /** States to keep; absent or empty for all. */
  readonly states?: readonly EffectiveState[];
}

/** What is left of the tree; counts are those of what is left. */
export function filterEffective(effective: Effective, { text = '', states = [] }: EffectiveFilter): Effective {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && states.length === 0) return effective;
  const keeps = ({ fact, outcome }: EffectiveAction): boolean => {
    if (states.length > 0 && !states.includes(outcome.state)) return false;
    const searched = `${fact.name}\n${fact.description.en}\n${fact.description.zhCn}`.toLowerCase();
    return words.every((it) => searched.includes(it));
  };
  const services = effective.services.flatMap((service): EffectiveService[] => {
    const types = service.types.flatMap((type) => {
      const actions = type.actions.filter(keeps);
      return actions.length > 0 ? [{ ...type, actions, counts: countActions(actions) }] : [];
    });
    return types.length > 0 ? [{ ...service, types, counts: sum(types.map((it) => it.counts)) }] : [];
  });
  return { ...effective, services, counts: sum(services.map((it) => it.counts)) };
}
