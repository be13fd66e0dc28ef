import { msg } from '../message.ts';
import type { Example, RuleFinding } from '../rules/rule.ts';
import { crossBoxes } from './box.ts';
import { indexOf, near } from './cover.ts';
import { deniesIt } from './denied.ts';
import { actionsWithin, boxesOf, type Entry, entriesOverlap } from './entry.ts';
import { exampleOf } from './example.ts';
import { takeLooks } from './meter.ts';
import { ask, type Model } from './model.ts';
import { grouped, placeOfGroup, relatedTo } from './place.ts';
import { listOf, statementNumbers, withExample } from './words.ts';

/** A Deny entry with the Allow entries that it crosses, the one with the example first. */
interface Crossing {
  readonly deny: Entry;
  readonly first: Entry;
  readonly others: readonly Entry[];
  readonly example: Example;
}

/**
 * `partly-denied-allow`: the actions of an Allow and of a Deny cross, that is each has some that the other has
 * not. Where one contains the other, the Deny is an ordinary exception.
 */
export function partlyDenied(model: Model, denied: ReadonlySet<Entry>): RuleFinding[] {
  const { folded } = model;
  const skip = new Set([...denied].map((it) => it.order));
  const index = indexOf(folded, 'Allow');
  const crossings: Crossing[] = [];
  for (const deny of folded.denies) {
    // A single action is within a pattern or apart from it.
    if (deny.literal !== undefined) continue;
    const found = ask(folded, deny, () => crossingOf(folded, deny, near(index, deny).filter((it) => !skip.has(it.order))));
    if (found) crossings.push(found);
  }
  const byFirst = new Map<Entry, Crossing[]>();
  for (const it of crossings) byFirst.set(it.first, [...(byFirst.get(it.first) ?? []), it]);
  const ordered = folded.allows.filter((it) => byFirst.has(it));
  return grouped(ordered).flatMap((group) => {
    const own = group.entries.flatMap((it) => byFirst.get(it) ?? []);
    return group.whole ? [finding(folded, group.entries, own)] : own.map((it) => finding(folded, [it.first], [it]));
  });
}

function crossingOf(model: Model, deny: Entry, allows: readonly Entry[]): Crossing | undefined {
  const crossed = allows.filter((it) => takeLooks(model.space.meter, 1) && crosses(model, it, deny));
  for (const first of crossed) {
    const example = exampleOf(model, crossBoxes(model.space, boxesOf(model.space, first), boxesOf(model.space, deny)), []);
    if (example) return { deny, first, others: crossed.filter((it) => it !== first), example };
  }
  return undefined;
}

export function crosses({ space, memo }: Model, allow: Entry, deny: Entry): boolean {
  return allow.literal === undefined && entriesOverlap(space, memo, allow, deny) && !actionsWithin(space, allow, deny) && !actionsWithin(space, deny, allow);
}

function finding(model: Model, at: readonly Entry[], crossings: readonly Crossing[]): RuleFinding {
  const [set] = at.map((it) => it.set);
  const denies = crossings.map((it) => it.deny);
  const others = [...new Set(crossings.flatMap((it) => it.others))].filter((it) => !at.includes(it));
  const example = crossings[0]?.example;
  const numbers = statementNumbers(denies);
  const list = listOf(numbers);
  const scp = model.policy.kind === 'scp-5.0';
  const message =
    numbers.length === 1
      ? scp
        ? msg('Statement {0} denies some of what is let through here, and more besides.', list)
        : msg('Statement {0} denies some of what is allowed here, and more besides.', list)
      : scp
        ? msg('Statements {0} deny some of what is let through here, and more besides.', list)
        : msg('Statements {0} deny some of what is allowed here, and more besides.', list);
  return {
    ...placeOfGroup({ set: set as Entry['set'], entries: at, whole: at.length > 1 }),
    message: withExample(message, example),
    related: [...relatedTo(denies, deniesIt), ...relatedTo(others, () => msg('It takes some of this as well.'))],
    ...(example ? { example } : {}),
  };
}
