/** An API request: `POST /v2/{project_id}/training-jobs`. */
export interface Api {
  /** As the source writes it. */
  readonly text: string;
  /** Upper case; undefined where only the path is known. */
  readonly method: string | undefined;
  /** Of the path, in lower case; what the caller fills in is undefined. */
  readonly segments: readonly (string | undefined)[];
}

/** How well a request that somebody wrote fits a documented one: all of it, its beginning, or its end. */
export type ApiMatch = 'whole' | 'start' | 'end';

const methods = /(?:^|[\s"'`])(get|post|put|delete|patch|head|options)(?=[\s"'`])/i;

/**
 * The API request in a text: a method and a path, or a path or an address alone. Undefined where there is none.
 * Linear in the text, of which only the first 4,096 UTF-16 units are looked at.
 */
export function readApi(text: string): Api | undefined {
  const line = text.slice(0, 4096);
  const start = line.search(/(?:https?:\/\/[^\s/"'`]+)?\/[^\s"'`]/i);
  if (start < 0) return undefined;
  // A colon before the slash is part of a name such as a URN, no path.
  if (start > 0 && /[\w:{}*-]/.test(line[start - 1] ?? '')) return undefined;
  const whole = /^[^\s"'`]+/.exec(line.slice(start))?.[0] ?? '';
  const path = whole.replace(/^https?:\/\/[^/]+/i, '').replace(/[?#].*$/, '');
  const segments = path.split('/').filter((it) => it !== '').map((it) => (/^(?:\{.*\}|<.*>|:.+)$/.test(it) ? undefined : it.toLowerCase()));
  if (segments.length === 0) return undefined;
  return { text: text.trim(), method: methods.exec(line.slice(0, start))?.[1]?.toUpperCase(), segments };
}

/** Whether a request that somebody wrote, perhaps in part or with real identifiers, is the documented one. */
export function matchApi(written: Api, documented: Api): ApiMatch | undefined {
  if (written.method !== undefined && documented.method !== undefined && written.method !== documented.method) return undefined;
  if (written.text === documented.text) return 'whole';
  const { length } = documented.segments;
  const from = length - written.segments.length;
  if (from < 0) return undefined;
  if (from === 0) return fits(written, documented, 0, false) ? 'whole' : fits(written, documented, 0, true) ? 'start' : undefined;
  if (fits(written, documented, 0, true)) return 'start';
  return fits(written, documented, from, false) ? 'end' : undefined;
}

/** @param typing the last segment may be the beginning of one */
function fits(written: Api, documented: Api, from: number, typing: boolean): boolean {
  const last = written.segments.length - 1;
  // Places for anything alone say nothing: `/{id}` is in half of all requests.
  if (written.segments.every((it, index) => it === undefined || documented.segments[index + from] === undefined)) return false;
  return written.segments.every((it, index) => {
    const other = documented.segments[index + from];
    // An identifier that somebody filled in fits where the documentation leaves a place for it.
    if (other === undefined) return true;
    if (it === undefined) return false;
    return it === other || (typing && index === last && other.startsWith(it));
  });
}
