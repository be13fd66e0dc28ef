/** A pasted text without what terminals, logs and clients put around and into it. */
export interface Flat {
  /** One blank between words; escapes of JSON strings and of HTML are gone. */
  readonly text: string;
  /** Where in `text` each stretch starts that belongs together: a line, or all lines of an open bracket or box. */
  readonly starts: readonly number[];
  /** Entities of HTML were there. */
  readonly html: boolean;
  /** Quotes were escaped, as in a JSON string. */
  readonly escaped: boolean;
  /** Lines of a Terraform box were there. */
  readonly boxed: boolean;
}

/** Lines, and UTF-16 units, that one open bracket may hold together. */
const mostLines = 400;
const longest = 65_536;

/** Makes a text plain, in linear time. */
export function flatten(given: string): Flat {
  const bare = given.replace(/\u001b\[[0-9;]{0,20}m/g, '').replaceAll('\u2019', "'");
  const html = bare.search(entities) >= 0;
  const unescaped = html ? decodeEntities(decodeEntities(bare)) : bare;
  const escaped = /\\{1,8}"/.test(unescaped);
  const lines = unescaped.replace(escape, decodeEscape).split(/\r\n|[\n\r\u2028\u2029]/);
  const parts: string[] = [];
  const starts: number[] = [];
  let length = 0;
  let depth = 0;
  let open = 0;
  let from = 0;
  let boxed = false;
  let inBox = false;
  for (const line of lines) {
    const box = /^[ \t]{0,8}[│╷╵]/.exec(line);
    const text = line.slice(box ? box[0].length : 0).replace(/\s+/g, ' ').trim();
    const joins = (box !== null && inBox) || (depth > 0 && open < mostLines && length - from < longest);
    inBox = box !== null && !line.includes('╵');
    boxed ||= box !== null;
    if (!joins) {
      starts.push(length);
      from = length;
      depth = 0;
      open = 0;
    }
    if (text === '') continue;
    open++;
    depth = Math.max(0, depth + balance(text));
    parts.push(text);
    length += text.length + 1;
  }
  return { text: parts.join(' '), starts, html, escaped, boxed };
}

const entities = /&(?:quot|apos|lt|gt|amp|nbsp|#\d{1,7}|#[xX][\da-fA-F]{1,6});/g;
const named: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(entities, (whole) => {
    const name = whole.slice(1, -1);
    if (!name.startsWith('#')) return named[name] ?? whole;
    const number = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : whole;
  });
}

/** As many backslashes as strings in strings in strings have. */
const escape = /\\{1,8}(?:u([\da-fA-F]{4})|(["'nrt/]))/g;

function decodeEscape(whole: string, hex: string | undefined, char: string | undefined): string {
  if (hex !== undefined) {
    const decoded = String.fromCharCode(Number.parseInt(hex, 16));
    return decoded === '\u2019' ? "'" : decoded;
  }
  return char === 'n' || char === 'r' ? '\n' : char === 't' ? ' ' : (char ?? whole);
}

/** How many more brackets a line opens than it closes. */
function balance(line: string): number {
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line.charCodeAt(at);
    if (char === 0x7b) depth++;
    else if (char === 0x7d) depth--;
  }
  if (line.includes('<Error>')) depth++;
  if (line.includes('</Error>')) depth--;
  return depth;
}
