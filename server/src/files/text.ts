import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Message, msg } from '../core/message.ts';

/** Bytes. A policy has a few kilobytes; what is larger than this was not meant. */
export const largestFile = 64 * 1024 * 1024;

export type Text = { readonly text: string } | { readonly problem: Message };

/**
 * The text of a file or a pipe, read as UTF-8: a byte order mark is left out, so that positions are those of
 * an editor, and bytes that are no UTF-8 become U+FFFD.
 *
 * @param limit bytes; of a longer file the beginning is read, without the character that the limit cuts
 */
export function readText(path: string, limit?: number): Text {
  const read = readFile(path, limit);
  return 'problem' in read ? read : { text: decode(read.bytes) };
}

/** What `readText` gives, with the byte order mark apart, of a file that can be written again without a loss. */
export function readWhole(path: string): { readonly text: string; readonly mark: string } | { readonly problem: Message } {
  const read = readFile(path);
  if ('problem' in read) return read;
  const text = decode(read.bytes);
  const mark = read.bytes.length > 2 && read.bytes.readUIntBE(0, 3) === 0xefbbbf ? '\ufeff' : '';
  if (!Buffer.from(mark + text, 'utf8').equals(read.bytes)) return { problem: msg('It is not written in UTF-8, so it is left as it is.') };
  return { text, mark };
}

function readFile(path: string, limit?: number): { readonly bytes: Buffer } | { readonly problem: Message } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stat = fstatSync(file);
    if (stat.isDirectory()) return { problem: msg('This is a folder, not a file.') };
    if (limit === undefined && stat.isFile() && stat.size > largestFile) return { problem: tooLarge() };
    const bytes = readBytes(file, stat.size, limit ?? largestFile + 1);
    if (limit === undefined && bytes.length > largestFile) return { problem: tooLarge() };
    return { bytes: limit === bytes.length ? withoutCutCharacter(bytes) : bytes };
  } catch (error) {
    return { problem: whyUnreadable(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The text of standard input or of any other stream of bytes, as `readText` gives that of a file. */
export async function readStream(stream: AsyncIterable<Uint8Array | string>): Promise<Text> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of stream) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      size += bytes.length;
      if (size > largestFile) return { problem: tooLarge() };
      parts.push(bytes);
    }
  } catch (error) {
    return { problem: whyUnreadable(error) };
  }
  return { text: decode(Buffer.concat(parts)) };
}

/** Why the system did not give a file, in words. */
export function whyUnreadable(error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return msg('There is no such file.');
    case 'EACCES':
    case 'EPERM':
      return msg('It may not be read.');
    case 'ELOOP':
      return msg('Its symbolic links lead in a circle.');
    case 'ENAMETOOLONG':
      return msg('Its name is too long.');
    default:
      return msg('It cannot be read ({0}).', code || String(error));
  }
}

function tooLarge(): Message {
  return msg('It is larger than {0} MB, so it is not read.', largestFile / 1024 / 1024);
}

/** At most `limit` bytes. The size is a guess: pipes and some file systems do not know theirs. */
function readBytes(file: number, size: number, limit: number): Buffer {
  let buffer = Buffer.allocUnsafe(Math.max(1, Math.min(size + 1, limit)));
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === limit) return buffer.subarray(0, length);
    if (length < buffer.length) continue;
    const larger = Buffer.allocUnsafe(Math.min(Math.max(buffer.length * 2, 65_536), limit));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  }
}

function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function withoutCutCharacter(bytes: Buffer): Buffer {
  let start = bytes.length;
  // At most three bytes before the end a character starts whose length says whether it is whole.
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (size > back) start = bytes.length - back;
    break;
  }
  return bytes.subarray(0, start);
}
