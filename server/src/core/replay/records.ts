import { type Message, msg } from '../message.ts';

/** UTF-16 units of one record; a longer one is left out, so that memory stays flat. */
const longest = 1024 * 1024;

/** What becomes of the pieces of a file. */
export interface RecordSink {
  /** One object as text, and the line on which it starts, from 1. */
  record(text: string, line: number): void;
  problem(line: number, problem: Message): void;
}

/** Takes a file apart, piece by piece. */
export interface RecordSplitter {
  push(text: string): void;
  end(): void;
}

/**
 * Takes apart what requests and traces come in, without holding it as a whole: one object per line, an array of
 * objects, or objects one after the other, laid out in any way; of an object with a list of `traces` its elements.
 */
export function splitRecords(sink: RecordSink): RecordSplitter {
  let head = '';
  let inner: RecordSplitter | undefined;
  const begin = (last: boolean): void => {
    const start = head.replace(/^\ufeff/, '');
    const newline = start.trimStart() === '' ? -1 : start.indexOf('\n', start.length - start.trimStart().length);
    if (newline < 0 && !last && start.length < longest) return;
    const first = (newline < 0 ? start : start.slice(0, newline)).trim();
    const whole = first.startsWith('[') || (first.startsWith('{') && (!first.endsWith('}') || /^\{\s*"(?:meta_data|traces)"/.test(first)));
    inner = whole ? new DocumentSplitter(sink) : new LineSplitter(sink);
    head = '';
    inner.push(start);
  };
  return {
    push(text) {
      if (inner) return inner.push(text);
      head += text;
      begin(false);
    },
    end() {
      if (!inner) begin(true);
      inner?.end();
    },
  };
}

/** One object per line; every line stands for itself. */
class LineSplitter implements RecordSplitter {
  private readonly sink: RecordSink;
  private rest = '';
  private line = 1;
  private skipping = false;

  constructor(sink: RecordSink) {
    this.sink = sink;
  }

  push(text: string): void {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.take(this.rest + text.slice(from, at));
      this.rest = '';
      from = at + 1;
    }
    this.rest += text.slice(from);
    if (this.rest.length <= longest) return;
    if (!this.skipping) this.sink.problem(this.line, tooLong());
    this.skipping = true;
    this.rest = '';
  }

  end(): void {
    if (this.rest !== '' || this.skipping) this.take(this.rest);
  }

  private take(line: string): void {
    const text = line.trim();
    if (this.skipping) this.skipping = false;
    else if (text.length > longest) this.sink.problem(this.line, tooLong());
    else if (text !== '') this.sink.record(text, this.line);
    this.line++;
  }
}

/** Follows brackets and strings over the pieces of a document. */
class DocumentSplitter implements RecordSplitter {
  private readonly sink: RecordSink;
  /** What is not taken yet; a record that is open starts at `start`. */
  private text = '';
  private start = -1;
  private startLine = 1;
  private line = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private stringStart = -1;
  /** The last string on the first level of an object: the name of the member that follows. */
  private name = '';
  /** Depth of the objects that are records: 0 outside of everything, 1 in an array, 2 in `traces`. */
  private level = 0;
  /** The object around a list of traces gives no record. */
  private listed = false;
  private skipping = false;
  private complainedLine = 0;

  constructor(sink: RecordSink) {
    this.sink = sink;
  }

  push(text: string): void {
    let at = this.text.length;
    this.text += text;
    const { length } = this.text;
    for (; at < length; at++) this.read(this.text.charCodeAt(at), at);
    const keep = this.inString && this.stringStart >= 0 ? (this.start >= 0 ? Math.min(this.start, this.stringStart) : this.stringStart) : this.start >= 0 ? this.start : length;
    if (length - keep > longest) {
      if (!this.skipping) this.sink.problem(this.startLine, tooLong());
      this.skipping = true;
      this.forget(length);
    } else this.forget(keep);
  }

  end(): void {
    if (this.depth > 0 || this.inString) this.sink.problem(this.start >= 0 ? this.startLine : this.line, msg('The file ends in the middle of this.'));
  }

  /** Drops what was taken. */
  private forget(count: number): void {
    this.text = this.text.slice(count);
    this.start = this.skipping ? -1 : this.start < 0 ? -1 : this.start - count;
    this.stringStart = this.stringStart < 0 ? -1 : Math.max(-1, this.stringStart - count);
  }

  private read(char: number, at: number): void {
    if (char === newline) this.line++;
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (char === backslash) this.escaped = true;
      else if (char === quote) {
        this.inString = false;
        if (this.depth === 1 && this.level === 0 && this.stringStart >= 0) this.name = this.text.slice(this.stringStart + 1, at);
        this.stringStart = -1;
      }
      return;
    }
    switch (char) {
      case quote:
        this.inString = true;
        if (this.depth === 1 && this.level === 0) this.stringStart = at;
        if (this.depth === this.level) this.complain();
        return;
      case openBrace:
        if (this.depth === this.level) {
          this.start = at;
          this.startLine = this.line;
          this.skipping = false;
        }
        this.depth++;
        return;
      case openBracket:
        if (this.depth === 0) this.level = 1;
        else if (this.depth === 1 && this.level === 0 && this.name === 'traces') {
          this.level = 2;
          this.listed = true;
          this.start = -1;
        } else if (this.depth === this.level) this.complain();
        this.depth++;
        return;
      case closeBrace:
      case closeBracket:
        this.close(char, at);
        return;
      case blank:
      case newline:
      case tab:
      case carriageReturn:
      case comma:
        return;
      default:
        if (this.depth === this.level) this.complain();
    }
  }

  private close(char: number, at: number): void {
    if (this.depth === 0) {
      this.complain();
      return;
    }
    this.depth--;
    if (char === closeBrace && this.depth === this.level) {
      if (this.start >= 0 && !this.skipping) this.sink.record(this.text.slice(this.start, at + 1), this.startLine);
      this.start = -1;
      this.listed = false;
      this.name = '';
    } else if (this.depth < this.level) {
      // The list is closed; what follows in the object around it is no record.
      this.level = 0;
      if (this.listed) this.skipping = true;
    }
  }

  private complain(): void {
    if (this.complainedLine === this.line) return;
    this.complainedLine = this.line;
    this.sink.problem(this.line, msg('Requests and traces are objects; this is none.'));
  }
}

function tooLong(): Message {
  return msg('This is longer than {0} MB, so it is left out.', 1);
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const blank = 0x20;
const newline = 0x0a;
const tab = 0x09;
const carriageReturn = 0x0d;
const comma = 0x2c;
