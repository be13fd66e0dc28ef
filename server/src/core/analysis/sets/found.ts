import type { Path } from '../../json/json.ts';
import type { Message } from '../../message.ts';
import type { Related, RuleFinding, RuleInfo } from '../../rules/rule.ts';
import type { Entry } from '../entry.ts';
import { placeOf } from '../place.ts';
import type { Group, GroupMember } from './group.ts';
import type { SetFinding } from './types.ts';
import { deniesIt, type Spoken } from './words.ts';

/** A finding of the set in one of its members. */
export function found({ set }: Group, { source }: GroupMember, { code, severity, grade }: RuleInfo, finding: RuleFinding): SetFinding {
  return { ...finding, code, severity, grade, path: inFile(source.base, finding.path), set: set.name, file: source.file };
}

/** The Deny entries, each in its own file. */
export function relatedDenies({ group, here, by }: Spoken): Related[] {
  return by.map((it) => relatedTo(group, here, it, deniesIt(group, here, it)));
}

export function relatedTo(group: Group, here: GroupMember, entry: Entry, message: Message): Related {
  const { source } = group.memberOf(entry);
  const { span, path } = placeOf(entry);
  return { ...(source.file === here.source.file ? {} : { file: source.file }), span, path: inFile(source.base, path), message };
}

function inFile(base: Path | undefined, path: Path): Path {
  return base ? [...base, ...path] : path;
}
