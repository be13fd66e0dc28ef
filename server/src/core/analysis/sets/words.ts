import { type Message, msg } from '../../message.ts';
import type { Entry } from '../entry.ts';
import { listOf, statementNumbers } from '../words.ts';
import type { Group, GroupMember } from './group.ts';

/** What stands here in the words of the document: an SCP lets through, other policies allow. */
export interface Spoken {
  readonly group: Group;
  /** In which the finding stands. */
  readonly here: GroupMember;
  readonly by: readonly Entry[];
}

/** "statement 2 here, and statements 1 and 3 of ops.policy.json", in the order of the members. */
export function statementsOf({ group, here, by }: Spoken): Message {
  const files = new Map<string, Entry[]>();
  for (const entry of by) {
    const { file } = group.memberOf(entry).source;
    files.set(file, [...(files.get(file) ?? []), entry]);
  }
  const parts = [...files].map(([file, entries]): Message => {
    const numbers = statementNumbers(entries);
    const list = listOf(numbers);
    if (file === here.source.file) return numbers.length === 1 ? msg('statement {0} here', list) : msg('statements {0} here', list);
    return numbers.length === 1 ? msg('statement {0} of {1}', list, file) : msg('statements {0} of {1}', list, file);
  });
  const [last, ...others] = [...parts].reverse();
  const before = others.reverse().reduce<Message | undefined>((text, it) => (text ? msg('{0}, {1}', text, it) : it), undefined);
  return before && last ? msg('{0} and {1}', before, last) : (last ?? msg('{0}', ''));
}

/** Whether several statements do it. */
export function areSeveral({ group, by }: Spoken): boolean {
  return new Set(by.map((it) => `${group.memberOf(it).number} ${it.set.participant.statement.index}`)).size > 1;
}

/** `denied-allow` of one entry, or of a whole statement. */
export function deniedMessage(spoken: Spoken, whole: boolean): Message {
  const list = statementsOf(spoken);
  const set = spoken.group.set.name;
  const several = areSeveral(spoken);
  if (spoken.here.role === 'scp') {
    if (whole) return several ? msg('All that this statement lets through is denied by {0} together, for everybody in the set "{1}".', list, set) : msg('All that this statement lets through is denied by {0}, for everybody in the set "{1}".', list, set);
    return several ? msg('Let through here, but denied by {0} together, for everybody in the set "{1}".', list, set) : msg('Let through here, but denied by {0}, for everybody in the set "{1}".', list, set);
  }
  if (whole) return several ? msg('All that this statement allows is denied by {0} together, for everybody in the set "{1}".', list, set) : msg('All that this statement allows is denied by {0}, for everybody in the set "{1}".', list, set);
  return several ? msg('Allowed here, but denied by {0} together, for everybody in the set "{1}".', list, set) : msg('Allowed here, but denied by {0}, for everybody in the set "{1}".', list, set);
}

/** `denied-resource`. */
export function deniedOnResourceMessage(spoken: Spoken): Message {
  const list = statementsOf(spoken);
  const set = spoken.group.set.name;
  const several = areSeveral(spoken);
  if (spoken.here.role === 'scp') return several ? msg('Let through on this resource, but denied there by {0} together, for everybody in the set "{1}".', list, set) : msg('Let through on this resource, but denied there by {0}, for everybody in the set "{1}".', list, set);
  return several ? msg('Allowed on this resource, but denied there by {0} together, for everybody in the set "{1}".', list, set) : msg('Allowed on this resource, but denied there by {0}, for everybody in the set "{1}".', list, set);
}

/** `partly-denied-allow`. */
export function partlyDeniedMessage(spoken: Spoken): Message {
  const list = statementsOf(spoken);
  const set = spoken.group.set.name;
  return spoken.here.role === 'scp' ? msg('Some of what is let through here, and more besides, is denied by {0} (set "{1}").', list, set) : msg('Some of what is allowed here, and more besides, is denied by {0} (set "{1}").', list, set);
}

/** A Deny entry that a finding points at. */
export function deniesIt(group: Group, here: GroupMember, entry: Entry): Message {
  const { file } = group.memberOf(entry).source;
  const number = entry.set.participant.statement.index + 1;
  return file === here.source.file ? msg('Statement {0} denies it here.', number) : msg('Statement {0} of {1} denies it here.', number, file);
}
