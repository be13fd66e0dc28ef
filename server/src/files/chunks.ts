import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Message } from '../core/message.ts';
import { whyUnreadable } from './text.ts';

/**
 * The text of a file or of standard input in pieces, so that a file of any size is read in flat memory. UTF-8;
 * what is packed with gzip is unpacked.
 *
 * @param source an absolute path, or a stream of bytes
 * @param take is given each piece; reading waits for it, and ends early when it answers false
 * @returns why the rest could not be read, or undefined
 */
export async function readChunks(source: string | AsyncIterable<Uint8Array | string>, take: (text: string) => boolean | Promise<boolean>): Promise<Message | undefined> {
  const decoder = new TextDecoder('utf-8');
  const stream = typeof source === 'string' ? createReadStream(source, { highWaterMark: 256 * 1024 }) : source;
  try {
    for await (const bytes of unpacked(stream)) if (!(await take(decoder.decode(bytes, { stream: true })))) return undefined;
    await take(decoder.decode());
    return undefined;
  } catch (error) {
    return whyUnreadable(error);
  } finally {
    if (typeof source === 'string') (stream as ReturnType<typeof createReadStream>).destroy();
  }
}

/** The bytes, unpacked where the first two say that they are packed. */
async function* unpacked(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const iterator = bytesOf(stream)[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array();
  let next = await iterator.next();
  while (next.done !== true && first.length + next.value.length < 2) {
    first = Buffer.concat([first, next.value]);
    next = await iterator.next();
  }
  if (next.done !== true) first = Buffer.concat([first, next.value]);
  const all = joined(first, iterator);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* all;
  const gunzip = createGunzip();
  const feeding = feed(all, gunzip);
  yield* gunzip as AsyncIterable<Uint8Array>;
  await feeding;
}

async function feed(bytes: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const piece of bytes) {
    if (!gunzip.write(piece)) await new Promise<void>((resolve) => gunzip.once('drain', resolve).once('close', resolve));
    if (gunzip.destroyed) return;
  }
  gunzip.end();
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}
