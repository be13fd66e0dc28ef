import type { Writable } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * Writes each message of the protocol at once. The connection writes the header of a message, waits, and then
 * writes the message: two calls of the system, which wake the client twice. A header is kept until what it is
 * about follows; anything else is written as it is.
 */
export function joinWrites(stream: Writable): void {
  const write = stream.write.bind(stream) as (chunk: unknown, encoding?: BufferEncoding | Done, done?: Done) => boolean;
  let header: string | undefined;
  stream.write = (chunk: unknown, encoding?: BufferEncoding | Done, done?: Done): boolean => {
    const written = typeof encoding === 'function' ? encoding : done;
    if (header === undefined && typeof chunk === 'string' && chunk.startsWith('Content-Length: ')) {
      header = chunk;
      written?.();
      return true;
    }
    if (header === undefined || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return write(chunk, encoding, done);
    const body = typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk;
    const whole = Buffer.concat([Buffer.from(header, 'ascii'), body]);
    header = undefined;
    return write(whole, written);
  };
}
