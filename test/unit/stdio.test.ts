import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { PassThrough } from 'node:stream';
import { joinWrites } from '../../server/src/stdio.ts';

/** What arrives, write by write. */
function sink(): { readonly stream: Writable; readonly chunks: string[] } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, chunks };
}

test('a message is written at once, what it says unchanged', async () => {
  const { stream, chunks } = sink();
  joinWrites(stream);
  const connection = createMessageConnection(new StreamMessageReader(new PassThrough()), new StreamMessageWriter(stream));
  connection.listen();
  await Promise.all(['a', '文', 'c'.repeat(100_000)].map((text) => connection.sendNotification('said', { text })));
  assert.equal(chunks.length, 3);
  for (const chunk of chunks) {
    const [, length, body = ''] = /^Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(chunk) ?? [];
    assert.equal(Buffer.byteLength(body), Number(length));
  }
  connection.dispose();
});

test('other writes stay as they are, and all are told when they are done', async () => {
  const { stream, chunks } = sink();
  joinWrites(stream);
  const write = (chunk: string | Uint8Array): Promise<void> => new Promise((resolve, reject) => void stream.write(chunk, (error) => (error ? reject(error) : resolve())));
  await write('plain');
  await write(Buffer.from('bytes'));
  await write('Content-Length: 2\r\n\r\n');
  assert.deepEqual(chunks, ['plain', 'bytes']);
  await write('{}');
  assert.deepEqual(chunks, ['plain', 'bytes', 'Content-Length: 2\r\n\r\n{}']);
});
