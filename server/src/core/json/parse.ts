import type { Edit, Span } from '../text.ts';
import { type Message, msg } from '../message.ts';
import { maximumDepth, tooDeepAt } from './depth.ts';
import type { Json, JsonArray, JsonObject, JsonString, Member, Path, Step } from './json.ts';
import { fullWidth, Scanner, type TokenKind } from './scan.ts';

export interface SyntaxProblem {
  readonly span: Span;
  readonly message: Message;
  /** Path of the innermost value that contains the place. */
  readonly path: Path;
  /** An edit that makes this place valid. `guess`: it loses a comment, or where something missing belongs is only likely. */
  readonly fix?: { readonly title: Message; readonly edits: readonly Edit[]; readonly guess?: boolean };
  /** The list in which it stands was perhaps meant otherwise: what was read in it may belong elsewhere. */
  readonly unsure?: true;
}

export interface Twin {
  /** The name that a later member of the same object repeats. */
  readonly key: JsonString;
  readonly path: Path;
  /** All members of that object, in the order of the text. */
  readonly members: readonly Member[];
}

export interface JsonText {
  readonly text: string;
  /** Absent for an empty text and for one that is too deep. */
  readonly root: Json | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly twins: readonly Twin[];
  readonly tooDeep: boolean;
  /** UTF-16 units of the text without the white space between tokens; absent where only a part of it is the document. */
  readonly solid?: number;
}

/**
 * Reads JSON as far as it goes. Never throws: what is half-typed is missing in the tree and named in
 * `problems`. Strict JSON: comments and trailing commas are problems, because IAM takes neither.
 */
export function parseJson(text: string): JsonText {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const message = msg('This is nested more than {0} levels deep. No policy is, so nothing below is checked.', maximumDepth);
    return { text, root: undefined, problems: [{ span: { start: deep, end: deep + 1 }, message, path: [] }], twins: [], tooDeep: true };
  }
  if (isUtf16(text)) {
    const message = msg('This text is not UTF-8: it looks like UTF-16. Save the file as UTF-8.');
    return { text, root: undefined, problems: [{ span: { start: 0, end: 1 }, message, path: [] }], twins: [], tooDeep: false };
  }
  return new Parser(text).parse();
}

/** What UTF-16 becomes when it is read as UTF-8: every other character is null, and a mark of byte order is none. */
function isUtf16(text: string): boolean {
  return text.startsWith('\ufffd\ufffd') || text.charCodeAt(0) === 0 || (text.charCodeAt(1) === 0 && text.charCodeAt(3) === 0);
}

class Parser {
  private readonly scanner: Scanner;
  private readonly problems: SyntaxProblem[] = [];
  private readonly twins: Twin[] = [];
  private readonly path: Step[] = [];
  /** The brackets that close what is open. */
  private readonly open: string[] = [];
  private endReported = false;
  /** End of the last string without a closing quote. */
  private unclosedAt = -1;
  private token: TokenKind = 'unknown';
  /** End of the token before: where something missing is missing. */
  private last = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  parse(): JsonText {
    this.next();
    let root: Json | undefined;
    if (this.token !== 'end') {
      root = this.value();
      if (root === undefined) {
        this.report(msg('A policy starts with "{0}".', '{'), this.span());
        this.next();
        root = this.value();
      }
      if (this.peek() !== 'end') {
        this.report(msg('Nothing may follow the end of the policy.'), { start: this.scanner.start, end: this.scanner.text.trimEnd().length });
      }
    }
    return { text: this.scanner.text, root, problems: this.problems, twins: this.twins, tooDeep: false, solid: this.scanner.solid };
  }

  private next(): void {
    this.last = this.scanner.end;
    while (this.scanner.next() === 'comment') {
      this.report(msg('IAM takes no comments in a policy. Remove it.'), this.span(), {
        title: msg('Remove the comment'),
        edits: [{ span: this.span(), text: '' }],
        guess: true,
      });
    }
    this.token = this.scanner.kind === 'unknown' ? this.readLookAlike() : this.scanner.kind;
  }

  /** Reads a full-width character as the ASCII one it was meant to be, and offers to write it so. */
  private readLookAlike(): TokenKind {
    const wide = this.scanner.text.charAt(this.scanner.start);
    const ascii = fullWidth.get(wide.charCodeAt(0));
    if (ascii === undefined) return 'unknown';
    const message = msg('"{0}" is a full-width character. JSON needs {1} here.', wide, ascii);
    if (ascii === '"') {
      const quote = this.span();
      if (!this.scanner.wideString()) {
        this.report(message, quote);
        return 'unknown';
      }
      const { end } = this.scanner;
      this.report(message, quote, { title: msg('Change to {0}', ascii), edits: [{ span: quote, text: ascii }, { span: { start: end - 1, end }, text: ascii }] });
      return 'string';
    }
    this.report(message, this.span(), { title: msg('Change to {0}', ascii), edits: [{ span: this.span(), text: ascii }] });
    return ascii as TokenKind;
  }

  private value(): Json | undefined {
    const span = this.span();
    switch (this.token) {
      case '{':
        return this.object();
      case '[':
        return this.array();
      case 'string':
        return this.string();
      case 'number':
        this.next();
        return { type: 'number', span };
      case 'true':
      case 'false': {
        const value = this.token === 'true';
        this.next();
        return { type: 'boolean', value, span };
      }
      case 'null':
        this.next();
        return { type: 'null', span };
      default:
        return undefined;
    }
  }

  private string(): JsonString {
    const { value, fault } = this.scanner;
    const span = this.span();
    const closed = fault !== 'unclosed';
    if (fault === 'unclosed') {
      this.unclosedAt = span.end;
      this.report(msg('The closing quote is missing.'), span);
    }
    if (fault === 'line-break') this.report(msg('A string ends on the line on which it starts.'), span);
    else if (fault === 'control') this.report(msg('A string in JSON holds no control characters. Write them as {0}.', '\\u0000'), span);
    else if (fault === 'escape') this.report(msg('A backslash starts an escape that JSON does not know. A backslash itself is written {0}.', '\\\\'), span);
    this.next();
    return { type: 'string', value, span, closed, escaped: value.length !== span.end - span.start - (closed ? 2 : 1) };
  }

  private object(bare = false): JsonObject {
    this.open.push('}');
    const object = this.membersOf(bare);
    this.open.pop();
    return object;
  }

  /** @param bare the bracket at the start is missing, so the first name is the current token */
  private membersOf(bare: boolean): JsonObject {
    const start = this.scanner.start;
    const members: Member[] = [];
    const seen = new Map<string, JsonString>();
    let commaAt: Span | undefined;
    if (!bare) this.next();
    for (;;) {
      if (bare && this.token === ']') {
        if (commaAt) this.trailingComma(commaAt);
        const end = this.last;
        const span = { start, end: start };
        const edits = [{ span, text: '{' }, { span: { start: end, end }, text: '}' }];
        this.report(msg('"{0}" is missing: each statement is an object.', '{'), members[0]?.key.span ?? span, { title: msg('Put it in an object'), edits, guess: true });
        return { type: 'object', members, closed: true, span: { start, end } };
      }
      if (this.token === '}') {
        if (commaAt) this.trailingComma(commaAt);
        const end = this.scanner.end;
        this.next();
        return { type: 'object', members, closed: true, span: { start, end } };
      }
      if (this.token === 'end' || this.token === ']') {
        this.missingClose('}');
        return { type: 'object', members, closed: false, span: { start, end: this.last } };
      }
      if (this.token === ',') {
        this.report(msg('A name in quotes belongs here.'), this.span());
        this.next();
        continue;
      }
      if (members.length > 0 && commaAt === undefined && this.token === 'string') this.missingComma();
      if (this.token !== 'string') {
        this.report(msg('A name in quotes belongs here.'), this.span());
        this.skipToMember();
        commaAt = this.takeComma();
        continue;
      }
      const found = this.member();
      const twin = seen.get(found.key.value);
      if (twin) this.twins.push({ key: twin, path: [...this.path, found.key.value], members });
      seen.set(found.key.value, found.key);
      members.push(found);
      commaAt = this.takeComma();
    }
  }

  private member(): Member {
    const key = this.string();
    let value: Json | undefined;
    this.path.push(key.value);
    if (this.token === ':') {
      this.next();
      // `"Effect": "Action": [`: the value is not typed yet, and the next name follows.
      if (this.peek() !== 'string' || !this.colonFollows()) value = this.value();
      if (value === undefined) {
        const at = this.peek() === 'unknown' ? this.span() : { start: this.last, end: this.last };
        this.report(msg('A value is missing after "{0}".', key.value), at);
        if (this.peek() === 'unknown') this.next();
      }
    } else if (key.closed) {
      this.report(msg('":" is missing after "{0}".', key.value), { start: this.last, end: this.last });
      // `"Effect" "Allow"`: the value is there, only the colon is not. A string that a colon follows is the next name.
      if (this.token !== 'string' || !this.colonFollows()) value = this.value();
    }
    this.path.pop();
    return { key, value, span: { start: key.span.start, end: value?.span.end ?? this.last } };
  }

  private array(): JsonArray {
    this.open.push(']');
    const array = this.elementsOf();
    this.open.pop();
    return array;
  }

  private elementsOf(): JsonArray {
    const start = this.scanner.start;
    const elements: Json[] = [];
    let commaAt: Span | undefined;
    this.next();
    for (;;) {
      if (this.token === ']') {
        if (commaAt) this.trailingComma(commaAt);
        const end = this.scanner.end;
        this.next();
        return { type: 'array', elements, closed: true, span: { start, end } };
      }
      if (this.token === 'end' || this.token === '}') {
        this.missingClose(']');
        return { type: 'array', elements, closed: false, span: { start, end: this.last } };
      }
      if (this.token === ',') {
        this.report(msg('A value is missing before the comma.'), this.span());
        this.next();
        continue;
      }
      if (elements.length > 0 && commaAt === undefined) {
        // `["a" : …`: the list was never closed and a member of the object around it goes on.
        if (this.token === 'string' && this.colonFollows()) {
          this.missingClose(']');
          return { type: 'array', elements, closed: false, span: { start, end: this.last } };
        }
        if (this.token !== ':' && this.token !== 'unknown') this.missingComma();
      }
      // `"Statement": ["Effect": …]`, as a guide of Huawei Cloud prints it.
      const bare = elements.length === 0 && this.token === 'string' && this.path.at(-1) === 'Statement' && this.colonFollows();
      this.path.push(elements.length);
      const element = bare ? this.object(true) : this.value();
      if (element === undefined) {
        this.report(msg('A value belongs here.'), this.span(), undefined, true);
        this.next();
      }
      this.path.pop();
      if (element) elements.push(element);
      commaAt = this.takeComma();
    }
  }

  /** At the end of the text one finding stands for all brackets that are still open. */
  private missingClose(bracket: string): void {
    const span = { start: this.last, end: this.last };
    const insert = (text: string): SyntaxProblem['fix'] => ({ title: msg('Insert "{0}"', text), edits: [{ span, text }], guess: true });
    if (this.token !== 'end') this.report(msg('"{0}" is missing.', bracket), span, insert(bracket));
    else if (!this.endReported) {
      this.endReported = true;
      const missing = [...this.open].reverse().join('');
      this.report(msg('The text ends before the policy does: {0} is missing.', missing), span, insert(missing));
    }
  }

  private takeComma(): Span | undefined {
    if (this.token !== ',') return undefined;
    const span = this.span();
    this.next();
    return span;
  }

  private missingComma(): void {
    // A comma here would stand inside the string, whose missing quote is reported already.
    if (this.last === this.unclosedAt) return;
    const span = { start: this.last, end: this.last };
    this.report(msg('"{0}" is missing.', ','), span, { title: msg('Insert ","'), edits: [{ span, text: ',' }] });
  }

  private trailingComma(span: Span): void {
    this.report(msg('The comma after the last item has to go.'), span, { title: msg('Remove the comma'), edits: [{ span, text: '' }] });
  }

  /** Leaves out what cannot be read, up to the next name, comma or closing bracket. */
  private skipToMember(): void {
    do this.next();
    while (!['string', ',', '}', ']', 'end'].includes(this.token));
  }

  private colonFollows(): boolean {
    const { text, end } = this.scanner;
    let at = end;
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
    return text.charAt(at) === ':' || fullWidth.get(text.charCodeAt(at)) === ':';
  }

  /** The token after a step, which the compiler takes for the one before it. */
  private peek(): TokenKind {
    return this.token;
  }

  private span(): Span {
    return { start: this.scanner.start, end: this.scanner.end };
  }

  private report(message: Message, span: Span, fix?: SyntaxProblem['fix'], unsure = false): void {
    this.problems.push({ span, message, path: [...this.path], ...(fix ? { fix } : {}), ...(unsure ? { unsure } : {}) });
  }
}
