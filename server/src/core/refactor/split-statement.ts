import { member } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { sizeLimit, solidLength } from '../rules/policy-too-large.ts';
import { quoted, replaceString } from '../rules/support/edits.ts';
import { limits } from '../rules/support/limits.ts';
import { applyEdits, type Edit } from '../text.ts';
import { separator, writeStrings } from './layout.ts';
import { isSound, statementAt } from './lists.ts';
import type { Refactoring } from './refactoring.ts';

/** Writes a statement with more actions or resources than IAM takes, or too large for any policy, as several. */
export const splitStatement: Refactoring = {
  name: 'splitStatement',
  keeps: { over: 'every-request', sets: 'both' },
  rewrite({ policy, selection }) {
    const { kind, text } = policy;
    const statement = statementAt(policy, selection);
    const array = policy.value.type === 'object' ? member(policy.value, 'Statement')?.value : undefined;
    if (!statement || statement.unreadable || kind === 'role-1.0' || array?.type !== 'array') return undefined;
    const list = tooLongList(policy, statement);
    const value = list?.member.value;
    if (!list || !value || list.chunks.length < 2) return undefined;
    const { node } = statement;
    const names = copyNames(policy, statement, list.chunks.length);
    const copies = list.chunks.map((chunk, index) => {
      const edit = writeStrings(text, value, chunk);
      return edit && applyEdits(text.slice(0, node.span.end), [...nameEdit(statement, names[index]), edit]).slice(node.span.start);
    });
    if (copies.some((it) => it === undefined)) return undefined;
    return { title: msg('Split into {0} statements, as IAM takes them', copies.length), edits: [{ span: node.span, text: copies.join(separator(text, array)) }] };
  },
};

type List = NonNullable<Statement['action'] | Statement['resource']>;

/** The list that is longer than IAM takes, or that makes the statement too large, in pieces that are not. */
function tooLongList(policy: Policy, statement: Statement): (Pick<List, 'member'> & { readonly chunks: readonly (readonly string[])[] }) | undefined {
  const { action, resource, node } = statement;
  const counts = policy.kind === 'custom-1.1' || policy.kind === 'session-1.1';
  const limit = sizeLimit(policy.kind) - frame;
  const size = solidLength(policy.text, node.span);
  const lists: (readonly [List | undefined, number])[] = [[action && isSound(action) ? action : undefined, limits.actions], [resource && !resource.uri ? resource : undefined, limits.resources]];
  for (const [list, most] of lists) {
    if (!list || !((counts && list.strings.length > most) || (list === action && size > limit))) continue;
    const strings = list.strings.map((it) => it.value);
    const own = strings.reduce((sum, it) => sum + quoted(it).length + 1, 0);
    return { member: list.member, chunks: chunked(strings, counts ? most : Infinity, limit - (size - own)) };
  }
  return undefined;
}

/** Characters of a policy around its one statement, its name included. */
const frame = 60;

function chunked(strings: readonly string[], most: number, room: number): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let left = 0;
  for (const it of strings) {
    const size = quoted(it).length + 1;
    const last = chunks.at(-1);
    if (last && last.length < most && size <= left) last.push(it);
    else {
      chunks.push([it]);
      left = room;
    }
    left -= size;
  }
  return chunks;
}

/** Names for the copies that no other statement has: `Read`, `Read2`, `Read3`; none where the statement has none. */
function copyNames({ statements }: Policy, { node }: Statement, count: number): readonly string[] {
  const sid = member(node, 'Sid')?.value;
  if (sid?.type !== 'string') return [];
  const used = new Set(statements.map((it) => member(it.node, 'Sid')?.value).flatMap((it) => (it?.type === 'string' ? [it.value] : [])));
  const names = [sid.value];
  for (let number = 2; names.length < count; number++) if (!used.has(`${sid.value}${number}`)) names.push(`${sid.value}${number}`);
  return names;
}

function nameEdit({ node }: Statement, name: string | undefined): readonly Edit[] {
  const sid = member(node, 'Sid')?.value;
  return sid?.type === 'string' && name !== undefined ? [replaceString(sid, name)] : [];
}
