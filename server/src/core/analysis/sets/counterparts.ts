import type { PolicyDocument } from '../../check.ts';
import type { Path } from '../../json/json.ts';
import { type Message, msg } from '../../message.ts';
import type { Statement } from '../../policy/policy.ts';
import type { Finding } from '../../rules/rule.ts';
import type { SetFinding } from './types.ts';

/** A member as a counterpart needs it. */
export interface NamedDocument {
  readonly document: PolicyDocument;
  /** Where it stands in its file. */
  readonly base?: Path;
}

/** A finding of a set as the document of a Deny shows it: information on the Deny entry, with a link to the Allow. */
export interface Counterpart extends Finding {
  readonly file: string;
}

/**
 * What the documents of the Deny entries show of a finding that stands in the document of an Allow.
 *
 * @param finding with the severity that is configured; one that is a hint stays one
 */
export function counterparts(finding: SetFinding, documentOf: (file: string) => NamedDocument | undefined): Counterpart[] {
  const { file, related = [], severity, span, path, code, grade, set } = finding;
  const here = statementAt(documentOf(file), path);
  if (!here) return [];
  const denies = related.filter((it) => statementAt(documentOf(it.file ?? file), it.path)?.effect?.value === 'Deny');
  return denies.flatMap((it): Counterpart[] => {
    if (it.file === undefined) return [];
    const message = messageOf(finding, here, documentOf(file), denies.length > 1);
    return [{ code, grade, severity: severity === 'hint' ? 'hint' : 'information', file: it.file, span: it.span, path: it.path, set, message, related: [{ file, span, path, message: msg('It is allowed here.') }] }];
  });
}

function messageOf({ code, file, set, span }: SetFinding, { index, effect }: Statement, document: NamedDocument | undefined, together: boolean): Message {
  const number = index + 1;
  const text = document?.document.json.text.slice(span.start, span.end).replace(/^"|"$/g, '') ?? '';
  const whole = effect?.member.value?.span.start === span.start;
  if (code === 'partly-denied-allow') return whole ? msg('Denies some of what statement {0} of {1} allows, and more besides (set "{2}").', number, file, set) : msg('Denies some of "{0}", which statement {1} of {2} allows, and more besides (set "{3}").', text, number, file, set);
  if (code === 'denied-resource') return together ? msg('Denies, together with others, all that statement {1} of {2} allows on "{0}", for everybody in the set "{3}".', text, number, file, set) : msg('Denies all that statement {1} of {2} allows on "{0}", for everybody in the set "{3}".', text, number, file, set);
  if (whole) return together ? msg('Denies, together with others, all that statement {0} of {1} allows, for everybody in the set "{2}".', number, file, set) : msg('Denies all that statement {0} of {1} allows, for everybody in the set "{2}".', number, file, set);
  return together ? msg('Denies, together with others, "{0}", which statement {1} of {2} allows, for everybody in the set "{3}".', text, number, file, set) : msg('Denies "{0}", which statement {1} of {2} allows, for everybody in the set "{3}".', text, number, file, set);
}

function statementAt(named: NamedDocument | undefined, path: Path): Statement | undefined {
  const own = path.slice(named?.base?.length ?? 0);
  return named?.document.policy?.statements.find((it) => it.path.every((step, index) => own[index] === step));
}
