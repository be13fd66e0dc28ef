import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import { limits } from '../rules/support/limits.ts';
import { applyEdits } from '../text.ts';
import { separator, writeStrings } from './layout.ts';
import { isSound, statementAt } from './lists.ts';
import type { Refactoring } from './refactoring.ts';

/** Writes a statement with more actions or resources than IAM takes as several. */
export const splitStatement: Refactoring = {
  name: 'splitStatement',
  keeps: { over: 'every-request', sets: 'both' },
  rewrite({ policy, selection }) {
    const { kind, text } = policy;
    const statement = statementAt(policy, selection);
    if (!statement || statement.unreadable || (kind !== 'custom-1.1' && kind !== 'session-1.1')) return undefined;
    const { action, resource, node } = statement;
    const list = action && isSound(action) && action.strings.length > limits.actions ? { ...action, most: limits.actions } : resource && resource.strings.length > limits.resources && !resource.uri ? { ...resource, most: limits.resources } : undefined;
    const value = list?.member.value;
    const array = policy.value.type === 'object' ? member(policy.value, 'Statement')?.value : undefined;
    if (!list || !value || array?.type !== 'array') return undefined;
    const strings = list.strings.map((it) => it.value);
    const chunks = Array.from({ length: Math.ceil(strings.length / list.most) }, (_, index) => strings.slice(index * list.most, (index + 1) * list.most));
    const copies = chunks.map((chunk) => {
      const edit = writeStrings(text, value, chunk);
      return edit && applyEdits(text.slice(0, node.span.end), [edit]).slice(node.span.start);
    });
    const title = msg('Split into {0} statements, as IAM takes them', chunks.length);
    if (copies.some((it) => it === undefined)) return undefined;
    return { title, edits: [{ span: node.span, text: copies.join(separator(text, array)) }] };
  },
};
