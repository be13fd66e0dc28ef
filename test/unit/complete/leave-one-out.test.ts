import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../server/src/core/check.ts';
import { type Completion, complete } from '../../../server/src/core/complete/complete.ts';
import { innerSpan } from '../../../server/src/core/json/json.ts';
import { actionStrings } from '../../../server/src/core/policy/policy.ts';
import { nameVersion } from '../../../server/src/core/structure/counts.ts';
import type { Span } from '../../../server/src/core/text.ts';
import { catalog } from '../../support/catalog.ts';
import { policyTexts } from '../../support/policy-texts.ts';
import { rank } from '../../support/vscode-score.ts';

/** The share of actions that have to come among the first five after at most four letters of each segment. */
const wanted = { share: 0.95, rank: 5, letters: 4 };

interface Tried {
  readonly action: string;
  readonly from: string;
  /** Letters typed in all of its segments; undefined where one of them was not reached. */
  readonly letters: number | undefined;
}

/** The names are the same for readers of both languages: only what stands beside them is not. */
test('each action of each policy, left out in turn, is among the first five after at most four letters of a segment', (context) => {
  const groups = new Map<string, Tried[]>();
  let policies = 0;
  for (const { from, text } of policyTexts()) {
    const document = readDocument(text, { fileName: 'test.policy.json', ours: true });
    const { policy } = document;
    if (!policy || document.json.problems.length > 0) continue;
    const version = nameVersion(policy.version);
    let found = false;
    for (const actions of policy.statements.map(actionStrings)) {
      const names = actions.map((it) => it.value.toLowerCase());
      for (const [index, { value, node }] of actions.entries()) {
        const fact = catalog.action(value);
        // What the list has twice is still there when one of them is left out.
        if (!fact?.versions.includes(version) || names.some((it, at) => at !== index && it === names[index])) continue;
        found = true;
        const group = `${fact.name.startsWith('modelarts:') ? 'ModelArts' : 'other services'}, ${version}`;
        const tried = groups.get(group);
        const result: Tried = { action: fact.name, from, letters: lettersFor(fact.name, text, innerSpan(node)) };
        if (tried) tried.push(result);
        else groups.set(group, [result]);
      }
    }
    if (found) policies++;
  }
  assert.deepEqual([...groups.keys()].sort(), ['ModelArts, 1.1', 'ModelArts, 5.0', 'other services, 1.1', 'other services, 5.0']);
  assert.ok(policies > 100, `${policies} policies`);
  for (const [group, tried] of groups) {
    const misses = tried.filter((it) => it.letters === undefined);
    const share = 1 - misses.length / tried.length;
    const letters = tried.reduce((all, it) => all + (it.letters ?? 0), 0) / (tried.length - misses.length);
    context.diagnostic(`${group}: ${tried.length - misses.length} of ${tried.length} (${(share * 100).toFixed(1)} %), ${letters.toFixed(1)} letters each`);
    assert.ok(share >= wanted.share, `${group}: ${misses.map((it) => `${it.action} in ${it.from}`).join('\n')}`);
  }
  context.diagnostic(`${policies} policies`);
});

/** Letters that bring an action up segment by segment in place of what stands at the span. */
function lettersFor(action: string, text: string, span: Span): number | undefined {
  const [service = '', type = '', operation = ''] = action.split(':');
  const untyped = type === '';
  const steps = [
    { before: '', label: service, typed: service },
    // An operation without a type is offered behind the service, with its colon.
    untyped ? { before: `${service}:`, label: `:${operation}`, typed: operation } : { before: `${service}:`, label: type, typed: type },
    ...(untyped ? [] : [{ before: `${service}:${type}:`, label: operation, typed: operation }]),
  ];
  let all = 0;
  for (const { before, label, typed } of steps) {
    const letters = lettersOf(text, span, before, label, typed);
    if (letters === undefined) return undefined;
    all += letters;
  }
  return all;
}

/** The first letters of a name; then letters of which the last begins a later word: `putp` for PutBucketPolicy. */
function lettersOf(text: string, span: Span, before: string, label: string, name: string): number | undefined {
  const plain = typedOut(text, span, before, label, name.slice(0, wanted.letters));
  if (plain !== undefined) return plain;
  const starts = [...name].filter((char, at) => at > 0 && char !== char.toLowerCase());
  for (const start of starts) {
    for (let letters = 1; letters < wanted.letters; letters++) {
      const found = typedOut(text, span, before, label, name.slice(0, letters) + start.toLowerCase());
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** As an editor asks: once at the start, and again with each letter while the list is not complete. */
function typedOut(text: string, span: Span, before: string, label: string, all: string): number | undefined {
  let list: Completion | undefined;
  for (let letters = 0; letters <= all.length; letters++) {
    const typed = all.slice(0, letters);
    if (!list || list.isIncomplete) {
      const written = text.slice(0, span.start) + before + typed;
      list = complete(readDocument(written + text.slice(span.end), { fileName: 'test.policy.json', ours: true }), written.length, catalog);
    }
    const found = rank(list.items, typed, label);
    if (found !== undefined && found <= wanted.rank) return letters;
  }
  return undefined;
}
