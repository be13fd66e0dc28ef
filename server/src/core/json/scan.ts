/** Kinds of JSON tokens. Punctuation is its own character. */
export type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'number' | 'true' | 'false' | 'null' | 'comment' | 'unknown' | 'end';

export type StringFault = 'unclosed' | 'line-break' | 'control' | 'escape';

/**
 * Cuts a JSON text into tokens, one at a time, without building anything: the state of the last token is in
 * the fields. White space is left out, a byte order mark at the start counts as such.
 */
export class Scanner {
  readonly text: string;
  kind: TokenKind = 'unknown';
  /** UTF-16 offsets of the last token. */
  start = 0;
  end = 0;
  /** Value of the last string, escapes read. */
  value = '';
  fault: StringFault | undefined;
  /** UTF-16 units of all tokens so far: the text without the white space between them. */
  solid = 0;

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  next(): TokenKind {
    const { text } = this;
    let at = this.end;
    let char = text.charCodeAt(at);
    while (char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09) char = text.charCodeAt(++at);
    this.start = at;
    this.kind = this.scan(at, char);
    this.solid += this.end - at;
    return this.kind;
  }

  /**
   * Takes the last token, a full-width quote, for the start of a string that another one ends on the same line.
   * False, and nothing changed, where there is none or where what stands between would need escapes.
   */
  wideString(): boolean {
    const { text, start } = this;
    for (let at = start + 1; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char < 0x20 || char === 0x22 || char === 0x5c) return false;
      if (fullWidth.get(char) !== '"') continue;
      this.solid += at + 1 - this.end;
      this.value = text.slice(start + 1, at);
      this.end = at + 1;
      this.fault = undefined;
      return true;
    }
    return false;
  }

  private scan(at: number, char: number): TokenKind {
    switch (char) {
      case 0x22:
        return this.string(at);
      case 0x7b:
        return this.single(at, '{');
      case 0x7d:
        return this.single(at, '}');
      case 0x5b:
        return this.single(at, '[');
      case 0x5d:
        return this.single(at, ']');
      case 0x2c:
        return this.single(at, ',');
      case 0x3a:
        return this.single(at, ':');
      case 0x2f:
        return this.comment(at);
    }
    if (at >= this.text.length) {
      this.end = this.text.length;
      return 'end';
    }
    if (fullWidth.has(char)) return this.single(at, 'unknown');
    return this.word(at);
  }

  private single<K extends TokenKind>(at: number, kind: K): K {
    this.end = at + 1;
    return kind;
  }

  private string(start: number): TokenKind {
    const { text } = this;
    this.fault = undefined;
    let at = start + 1;
    let from = at;
    let value = '';
    for (;;) {
      const char = text.charCodeAt(at);
      // Letters, digits and colons are nearly everything.
      if (char > 0x5c || (char > 0x22 && char < 0x5c)) {
        at++;
        continue;
      }
      if (char === 0x22) {
        this.value = value === '' ? text.slice(from, at) : value + text.slice(from, at);
        this.end = at + 1;
        return 'string';
      }
      if (char === 0x5c) {
        const size = escapeSize(text, at);
        if (size === 0) {
          this.fault ??= 'escape';
          at++;
          continue;
        }
        value += text.slice(from, at) + unescape(text, at);
        at += size;
        from = at;
      } else if (isLineEnd(char) && (this.fault === 'line-break' || goesOn(text, at))) {
        this.fault ??= 'line-break';
        at++;
      } else if (isLineEnd(char) || at >= text.length) {
        this.value = value + text.slice(from, at);
        this.end = at;
        this.fault = 'unclosed';
        return 'string';
      } else {
        if (char < 0x20) this.fault ??= 'control';
        at++;
      }
    }
  }

  private comment(at: number): TokenKind {
    const second = this.text.charAt(at + 1);
    if (second === '/') {
      let end = at + 2;
      while (end < this.text.length && !isLineEnd(this.text.charCodeAt(end))) end++;
      this.end = end;
      return 'comment';
    }
    if (second === '*') {
      const close = this.text.indexOf('*/', at + 2);
      this.end = close < 0 ? this.text.length : close + 2;
      return 'comment';
    }
    return this.word(at);
  }

  private word(at: number): TokenKind {
    let end = at + 1;
    while (end < this.text.length && !isDelimiter(this.text.charCodeAt(end))) end++;
    this.end = end;
    const first = this.text.charCodeAt(at);
    const word = this.text.slice(at, end);
    if (word === 'true' || word === 'false' || word === 'null') return word;
    if (first === 0x2d || (first >= 0x30 && first <= 0x39)) return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? 'number' : 'unknown';
    return 'unknown';
  }
}

/** Look-alikes of JSON punctuation that a Chinese input method leaves behind, by UTF-16 code. */
export const fullWidth: ReadonlyMap<number, string> = new Map(
  Object.entries({ '，': ',', '、': ',', '：': ':', '“': '"', '”': '"', '＂': '"', '｛': '{', '｝': '}', '［': '[', '］': ']', '【': '[', '】': ']' }).map(([wide, ascii]) => [wide.charCodeAt(0), ascii]),
);

/** Length of the escape at `at`, 0 where JSON knows none. */
function escapeSize(text: string, at: number): number {
  const char = text.charAt(at + 1);
  if (char !== '' && '"\\/bfnrt'.includes(char)) return 2;
  return char === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
}

function unescape(text: string, at: number): string {
  switch (text.charAt(at + 1)) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'u':
      return String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16));
    default:
      return text.charAt(at + 1);
  }
}

/**
 * Whether a string goes on behind a line break, which JSON does not allow but a guide of Huawei Cloud prints: there
 * is more text up to the next quote, and none of it is punctuation of JSON. A string that is still being typed has
 * nothing or punctuation there.
 */
function goesOn(text: string, at: number): boolean {
  let some = false;
  for (let next = at; next < text.length; next++) {
    switch (text.charCodeAt(next)) {
      case 0x22:
        return some;
      case 0x2c:
      case 0x5b:
      case 0x5c:
      case 0x5d:
      case 0x7b:
      case 0x7d:
        return false;
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        break;
      default:
        some = true;
    }
  }
  return false;
}

function isLineEnd(char: number): boolean {
  return char === 0x0a || char === 0x0d;
}

function isDelimiter(char: number): boolean {
  switch (char) {
    case 0x20:
    case 0x09:
    case 0x0a:
    case 0x0d:
    case 0x22:
    case 0x2c:
    case 0x3a:
    case 0x5b:
    case 0x5d:
    case 0x7b:
    case 0x7d:
      return true;
    default:
      return fullWidth.has(char);
  }
}
