import type { TextDocument } from 'vscode-languageserver-textdocument';
import { attachAlone, effectivePermissions } from '../core/effective/effective.ts';
import { effectiveToCsv, effectiveToMarkdown } from '../core/effective/export.ts';
import { filterEffective } from '../core/effective/filter.ts';
import { type Effective, effectiveStates, type Outcome, type StatementPlace } from '../core/effective/types.ts';
import { stateWord } from '../core/effective/words.ts';
import { type Message, msg, toPlain } from '../core/message.ts';
import { toRange } from './convert.ts';
import { read } from './documents.ts';
import type { EffectiveOutcome, EffectiveParams, EffectiveResult, EffectiveState, EffectiveTextParams } from './protocol.ts';
import type { Session } from './server.ts';
import { nameOf } from './simulate.ts';

/** What the open document means for each known action, as far as the filter leaves it. */
export function effectiveIn(session: Session, document: TextDocument, params: EffectiveParams): EffectiveResult {
  const { reader } = session;
  const whole = effectiveOf(session, document, params);
  if ('template' in whole) return { problem: toPlain(whole, reader) };
  return toEffectiveResult(session, whole, params, ({ span }) => ({ range: toRange(document, span) }));
}

/** What is sent of effective permissions; `placeOf` finds a statement in its file. */
export function toEffectiveResult({ reader }: Session, whole: Effective, params: Pick<EffectiveParams, 'text' | 'states'>, placeOf: (statement: StatementPlace) => Pick<EffectiveOutcome, 'range' | 'uri'>): Exclude<EffectiveResult, { problem: string }> {
  const filtered = filterEffective(whole, params);
  const numbers = new Map<Outcome, number>();
  const outcomes: EffectiveOutcome[] = [];
  const numberOf = (outcome: Outcome): number => {
    let found = numbers.get(outcome);
    if (found === undefined) {
      found = outcomes.length;
      numbers.set(outcome, found);
      const [first] = outcome.statements;
      outcomes.push({ state: outcome.state, message: toPlain(outcome.message, reader), ...(first ? placeOf(first) : {}) });
    }
    return found;
  };
  return {
    services: filtered.services.map(({ fact, types, counts }) => ({
      name: fact.name,
      title: toPlain(fact.title, reader),
      counts,
      types: types.map((type) => ({ name: type.name, counts: type.counts, actions: type.actions.map((it) => [it.fact.name, toPlain(it.fact.description, reader), numberOf(it.outcome)] as const) })),
    })),
    outcomes,
    counts: filtered.counts,
    total: effectiveStates.reduce((all, it) => all + whole.counts[it], 0),
    words: Object.fromEntries(effectiveStates.map((it) => [it, toPlain(stateWord(it, whole.letsThrough), reader)])) as Record<EffectiveState, string>,
  };
}

/** The same as a text to be pasted elsewhere. */
export function effectiveTextIn(session: Session, document: TextDocument, params: EffectiveTextParams): { readonly text: string } | { readonly problem: string } {
  const { reader } = session;
  const whole = effectiveOf(session, document, params);
  if ('template' in whole) return { problem: toPlain(whole, reader) };
  const filtered = filterEffective(whole, params);
  return { text: params.format === 'csv' ? effectiveToCsv(filtered, reader) : effectiveToMarkdown(filtered, nameOf(document.uri), reader) };
}

/** IAM takes 6,144. Each known action is asked of every string, so a hostile text would take seconds. */
const mostCharacters = 200_000;

function effectiveOf({ host }: Session, document: TextDocument, { authorization }: EffectiveParams): Effective | Message {
  const policy = read(document);
  if (policy.json.problems.length > 0) return msg('The policy has a syntax error, so what it permits is shown once that is mended.');
  if (!policy.policy) return msg('This document is no policy whose permissions can be shown.');
  if (policy.json.text.length > mostCharacters) return msg('The policy is too long for its permissions to be shown.');
  return effectivePermissions(attachAlone(nameOf(document.uri), policy), host.catalog(), authorization ? { authorization } : {});
}
