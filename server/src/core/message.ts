/**
 * Text for people as a value, in no language. The core only builds messages; the edges (language server,
 * client, command line) turn them into text with the bundle of the reader's language.
 */
export interface Message {
  readonly template: string;
  readonly args: readonly Arg[];
}

/** A fact of the catalogue, written in both languages. */
export interface Local {
  readonly en: string;
  readonly zhCn: string;
}

/** Text in the user's own spelling that is shown as code where the edge can do so. */
export interface Code {
  readonly code: string;
}

export interface Link {
  readonly text: Arg;
  readonly url: string;
}

export type Arg = string | number | Message | Local | Code | Link;

/**
 * A message: `msg('write the service as "{0}"', 'modelarts')`. The template is always a literal, so that
 * a check can collect all of them, and is the key of its translation.
 */
export function msg(template: string, ...args: readonly Arg[]): Message {
  return { template, args };
}

export function code(text: string): Code {
  return { code: text };
}

export function link(text: Arg, url: string): Link {
  return { text, url };
}

/** Translations by English template; an absent template stays English. */
export type Bundle = Readonly<Record<string, string>>;

export type Language = 'en' | 'zh-cn';

/** How an edge shows the pieces of a message. */
export interface Style {
  text(text: string): string;
  code(text: string): string;
  link(text: string, url: string): string;
}

/** Everything an edge needs to make text of messages. */
export interface Reader {
  readonly language: Language;
  readonly bundle: Bundle;
}

export const english: Reader = { language: 'en', bundle: {} };

const plain: Style = { text: (text) => text, code: (text) => text, link: (text) => text };

const markdown: Style = { text: escapeMarkdown, code: inlineCode, link: (text, url) => `[${text}](${safeUrl(url)})` };

/** The message as plain text, for diagnostics, labels and terminals. */
export function toPlain(message: Arg, reader: Reader): string {
  return render(message, reader, plain);
}

/**
 * The message as Markdown. The template may hold Markdown of our own; arguments are escaped, so that
 * no text of a policy can become a link, a command or HTML.
 */
export function toMarkdown(message: Arg, reader: Reader): string {
  return render(message, reader, markdown);
}

function render(arg: Arg, reader: Reader, style: Style): string {
  if (typeof arg === 'number') return String(arg);
  if (typeof arg === 'string') return style.text(arg);
  if ('code' in arg) return style.code(arg.code);
  if ('url' in arg) return style.link(render(arg.text, reader, style), arg.url);
  if ('en' in arg) return style.text(reader.language === 'zh-cn' ? arg.zhCn || arg.en : arg.en);
  const template = (Object.hasOwn(reader.bundle, arg.template) ? reader.bundle[arg.template] : undefined) ?? arg.template;
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = arg.args[Number(index)];
    return value === undefined ? whole : render(value, reader, style);
  });
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~$&]/g, '\\$&').replace(/\r?\n/g, ' ');
}

function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replace(/\r?\n/g, ' ')}${pad}${fence}`;
}

function safeUrl(url: string): string {
  // The one command that a hover may run opens a page of the package.
  return /^(https:|iam-policy-docs:|command:modelartsPolicy\.readAbout\?)/.test(url) ? url.replace(/[()\s<>]/g, percentEncoded) : '';
}

/** `encodeURIComponent` leaves brackets alone, which would end a link of Markdown. */
function percentEncoded(char: string): string {
  return char === '(' ? '%28' : char === ')' ? '%29' : encodeURIComponent(char);
}
