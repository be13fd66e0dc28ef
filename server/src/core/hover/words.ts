import { type AccessLevel, type ActionFact, type Catalog, type ConditionKeyFact, type NameVersion } from '../catalog/catalog.ts';
import { type Arg, code, link, type Local, type Message, msg } from '../message.ts';
import type { Span } from '../text.ts';

/** What a hover says, and about which characters. */
export interface Hover {
  readonly span: Span;
  /** Paragraphs, as Markdown templates with escaped arguments. */
  readonly contents: readonly Message[];
}

/** More names than these are counted, not listed. */
const maximumNames = 12;

/** "a · b · c"; empty and absent parts are left out. */
export function dots(...parts: readonly (Arg | undefined)[]): Arg {
  const [first = '', ...rest] = parts.filter((it) => it !== undefined && it !== '');
  return rest.reduce<Arg>((all, one) => msg('{0} · {1}', all, one ?? ''), first);
}

/** Names as code: "a, b and 3 more". */
export function names(all: readonly string[], maximum: number = maximumNames): Message {
  const shown = all.length > maximum ? all.slice(0, maximum - 1) : all;
  const list = shown.map((it): Arg => code(it)).reduce((before, one) => msg('{0}, {1}', before, one));
  return shown.length < all.length ? msg('{0} and {1} more', list, all.length - shown.length) : msg('{0}', list);
}

/** A line with a bullet for each item, and one for the rest. */
export function bullets(all: readonly Arg[], maximum: number = maximumNames): Message {
  const shown = all.length > maximum ? all.slice(0, maximum - 1) : all;
  const rest = all.length - shown.length;
  const lines = [...shown, ...(rest > 0 ? [msg('and {0} more', rest)] : [])].map((it): Message => msg('- {0}', it));
  return lines.reduce((before, line) => msg('{0}\n{1}', before, line));
}

/** A bullet for an action: its name, what it allows. */
export function actionLine({ name, description }: ActionFact): Message {
  return msg('{0}: {1}', code(name), description);
}

/** "Write · 1.1, 5.0". */
export function levelAndVersions({ accessLevel, versions }: ActionFact): Arg {
  return dots(accessLevel && levelName(accessLevel), versions.join(', '));
}

export function levelName(level: AccessLevel): string {
  return level;
}

/** How a name that we do not have is called. Only for services of which we have all names. */
export function notInData(name: string, { date }: Catalog): Message {
  return msg('{0} is not in our data of {1}. It may be newer than that.', code(name), date);
}

/** Where a fact was read; some were seen only in texts of third parties that have no address. */
export function sourceLink(source: string | undefined, text: Message = msg('Source')): readonly Message[] {
  if (source?.startsWith('https:')) return [msg('{0}', link(text, source))];
  return source?.startsWith('third-party') ? [msg('Seen only in texts of third parties, which have no address.')] : [];
}

/** A text of the catalogue as a paragraph, or nothing where it has none. */
export function told(text: Local | undefined): readonly Message[] {
  return text && text.en !== '' ? [msg('{0}', text)] : [];
}

export function typeName(type: ConditionKeyFact['valueType'] | 'none'): Message {
  switch (type) {
    case 'string':
      return msg('string');
    case 'numeric':
      return msg('number');
    case 'date':
      return msg('date and time');
    case 'boolean':
      return msg('true or false');
    case 'ip_address':
      return msg('IP address');
    case 'none':
      return msg('no values');
  }
}

/** Why a name may not work in this version of the language, or nothing. */
export function otherVersion(versions: readonly NameVersion[], version: NameVersion): readonly Message[] {
  if (versions.includes(version) || versions.length === 0) return [];
  return [msg('Known for version {0} only. This policy is version {1}.', versions.join(', '), version)];
}
