import { code, type Message, msg } from '../message.ts';
import type { Example } from '../rules/rule.ts';
import type { Entry } from './entry.ts';

/** The numbers, from 1, of the statements of some entries, each once and in order. */
export function statementNumbers(entries: readonly Entry[]): number[] {
  return [...new Set(entries.map((it) => it.set.participant.statement.index + 1))].sort((a, b) => a - b);
}

/** "2", "2 and 4", "2, 3 and 4". */
export function listOf(numbers: readonly number[]): Message {
  const [last = 0, ...others] = [...numbers].reverse();
  const before = others.reverse().reduce<Message | undefined>((text, it) => (text ? msg('{0}, {1}', text, it) : msg('{0}', it)), undefined);
  return before ? msg('{0} and {1}', before, last) : msg('{0}', last);
}

/** `modelarts:pool:delete on … with g:UserName = x`. */
export function exampleText({ action, resource, context, project, enterpriseProject, principal }: Example): Message {
  let text = msg('{0}', code(action));
  if (resource !== undefined) text = msg('{0} on {1}', text, code(resource));
  if (project !== undefined) text = msg('{0} in the project {1}', text, code(project));
  if (enterpriseProject !== undefined) text = msg('{0} in the enterprise project {1}', text, code(enterpriseProject));
  if (principal) text = msg('{0} by {1}', text, code(principal.value));
  const keys = Object.entries(context);
  const list = keys.reduce<Message | undefined>((before, [name, value]) => {
    const pair = msg('{0} = {1}', code(name), value === '' ? msg('(empty)') : code(String(value)));
    return before ? msg('{0}, {1}', before, pair) : pair;
  }, undefined);
  return list ? msg('{0} with {1}', text, list) : text;
}

/** A sentence, with the example behind it where there is one. */
export function withExample(sentence: Message, example: Example | undefined): Message {
  return example ? msg('{0} Example: {1}.', sentence, exampleText(example)) : sentence;
}
