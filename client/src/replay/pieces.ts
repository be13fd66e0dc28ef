import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as vscode from 'vscode';

/** A file that is read piece by piece. */
export interface Pieces {
  /** Bytes of the file. */
  readonly size: number;
  /** Texts, each with the bytes of the file that were read so far. */
  readonly texts: AsyncIterable<{ readonly text: string; readonly read: number }>;
}

/** Bytes of one piece. */
const pieceSize = 512 * 1024;

/** Opens a file on the disk without holding it, or one that only the editor can read; what is packed is unpacked. Rejects when it cannot be read. */
export async function openPieces(uri: vscode.Uri): Promise<Pieces> {
  if (uri.scheme !== 'file') {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { size: bytes.length, texts: textsOf(Readable.from(slices(bytes)), bytes[0] === 0x1f && bytes[1] === 0x8b) };
  }
  const { size } = await stat(uri.fsPath);
  const file = await open(uri.fsPath, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return { size, texts: textsOf(createReadStream(uri.fsPath, { highWaterMark: pieceSize }), buffer[0] === 0x1f && buffer[1] === 0x8b) };
  } finally {
    await file.close();
  }
}

async function* textsOf(stream: Readable, packed: boolean): AsyncGenerator<{ text: string; read: number }> {
  const decoder = new TextDecoder('utf-8');
  let read = 0;
  stream.on('data', (piece: Uint8Array) => (read += piece.length));
  const unpacked = packed ? stream.pipe(createGunzip()) : stream;
  // An error of the file is one of what is made of it.
  if (packed) stream.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const piece of unpacked as AsyncIterable<Uint8Array>) yield { text: decoder.decode(piece, { stream: true }), read };
    yield { text: decoder.decode(), read };
  } finally {
    stream.destroy();
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}
