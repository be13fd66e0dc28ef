import { type Box, overlapBox } from '../analysis/box.ts';
import { readModel } from '../analysis/model.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type JsonArray, member } from '../json/json.ts';
import { type Arg, code, msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { measureOf, type Measure } from './measure.ts';
import { isPlain, separator } from './layout.ts';
import type { Refactoring } from './refactoring.ts';

/** Policies that one is split into at most: more are not granted by hand. */
const mostParts = 10;

/**
 * Writes a policy that is larger than IAM takes, or has more statements, as several: the first stays in its place,
 * the others become documents beside it. A Deny stays with the Allow statements that it limits as far as there is
 * room, so that no part alone grants more than the whole. Only kinds of which several are granted together.
 */
export const splitPolicy: Refactoring = {
  name: 'splitPolicy',
  keeps: { over: 'every-request', sets: 'both' },
  rewrite({ document, policy, catalog, siblings }) {
    const { kind, value, text, statements } = policy;
    const array = value.type === 'object' ? member(value, 'Statement')?.value : undefined;
    if (!siblings || (kind !== 'custom-1.1' && kind !== 'identity-5.0' && kind !== 'scp-5.0') || value !== document.json.root) return undefined;
    if (array?.type !== 'array' || array.elements.length !== statements.length || !isPlain(text, array)) return undefined;
    const measure = measureOf(policy);
    const all = statements.map((_, index) => index);
    if (measure.fits(all)) return undefined;
    const tooLarge = all.find((it) => !measure.fits([it]));
    if (tooLarge !== undefined) return { title: msg('Split into several policies'), refused: msg('Statement {0} is too large by itself. Split or shrink it first.', tooLarge + 1) };
    const { parts, apart } = pack(policy, catalog, measure);
    const [first, ...others] = parts;
    const names = siblings(others.length);
    if (!first || names.length < others.length || parts.length > mostParts) return undefined;
    const list = listOf(names.map(code));
    const title = apart
      ? msg('Split into {0} policies, with {1} beside it (the same only when all are granted together: a Deny of one limits what another allows)', parts.length, list)
      : msg('Split into {0} policies, with {1} beside it (the same when all are granted together)', parts.length, list);
    const textOf = (part: readonly number[]): string => part.map((it) => sourceOf(text, statements[it])).join(separator(text, array));
    const span = contentOf(array);
    const documents = others.map((part, index) => ({ name: names[index] ?? '', text: text.slice(0, span.start) + textOf(part) + text.slice(span.end) }));
    return { title, edits: [{ span, text: textOf(first) }], documents };
  },
};

interface Parts {
  /** Positions of statements, in the order of the text. */
  readonly parts: readonly (readonly number[])[];
  /** A Deny stands in another part than an Allow that it limits. */
  readonly apart: boolean;
}

/** Fills one policy after the other: first with what belongs together, where that is too much with the Deny statements of it. */
function pack(policy: Policy, catalog: Catalog, measure: Measure): Parts {
  const parts: number[][] = [];
  const place = (group: readonly number[]): void => {
    const room = parts.find((it) => measure.fits([...it, ...group]));
    if (room) room.push(...group);
    else parts.push([...group]);
  };
  const isDeny = (index: number): boolean => policy.statements[index]?.effect?.value === 'Deny';
  let apart = false;
  for (const group of groupsOf(policy, catalog)) {
    if (measure.fits(group)) place(group);
    else {
      apart = true;
      for (const it of [...group.filter(isDeny), ...group.filter((index) => !isDeny(index))]) place([it]);
    }
  }
  return { parts: parts.map((it) => it.sort((a, b) => a - b)), apart };
}

/** Statements that belong together: a Deny, and the Allow statements with which it has requests in common. */
function groupsOf(policy: Policy, catalog: Catalog): readonly (readonly number[])[] {
  const model = readModel(policy, catalog, []);
  const boxes = new Map<Statement, readonly Box[]>(model?.sets.flatMap((it) => (it.participant.whole ? [[it.participant.statement, it.rest] as const] : [])) ?? []);
  const meet = (a: Statement, b: Statement): boolean => {
    if (a.effect?.value === b.effect?.value) return false;
    const [one, two] = [boxes.get(a), boxes.get(b)];
    // Of what cannot be read nobody knows what it limits.
    if (!model || !one || !two) return true;
    return one.some((it) => two.some((other) => overlapBox(model.folded.space, it, other)));
  };
  const groupOf = policy.statements.map((_, index) => index);
  policy.statements.forEach((a, index) => {
    for (let other = 0; other < index; other++) {
      const b = policy.statements[other];
      const [from, to] = [groupOf[index] ?? 0, groupOf[other] ?? 0];
      if (b && from !== to && meet(a, b)) groupOf.forEach((it, at) => (groupOf[at] = it === from ? to : it));
    }
  });
  const groups = new Map<number, number[]>();
  groupOf.forEach((group, index) => {
    const found = groups.get(group);
    if (found) found.push(index);
    else groups.set(group, [index]);
  });
  return [...groups.values()];
}

function sourceOf(text: string, statement: Statement | undefined): string {
  return statement ? text.slice(statement.node.span.start, statement.node.span.end) : '';
}

/** From the first statement to the last. */
function contentOf({ elements, span }: JsonArray): { readonly start: number; readonly end: number } {
  return { start: elements[0]?.span.start ?? span.start + 1, end: elements.at(-1)?.span.end ?? span.end - 1 };
}

function listOf(names: readonly Arg[]): Arg {
  const [first = '', ...rest] = names;
  const last = rest.pop();
  const list = rest.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first);
  return last === undefined ? list : msg('{0} and {1}', list, last);
}
