import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { withPalette } from '../../../scripts/png-palette.ts';

/** One row for each filter of PNG; what each makes of its neighbours is written out beside it. */
const filtered: readonly { readonly filter: string; readonly bytes: readonly number[]; readonly pixels: readonly string[] }[] = [
  { filter: 'none', bytes: [0, 10, 20, 30, 40, 50, 60], pixels: ['10,20,30', '40,50,60'] },
  { filter: 'left', bytes: [1, 10, 20, 30, 5, 5, 5], pixels: ['10,20,30', '15,25,35'] },
  { filter: 'above', bytes: [2, 1, 1, 1, 240, 240, 240], pixels: ['11,21,31', '255,9,19'] },
  { filter: 'average', bytes: [3, 0, 0, 0, 0, 0, 0], pixels: ['5,10,15', '130,9,17'] },
  { filter: 'Paeth', bytes: [4, 0, 0, 0, 0, 0, 0], pixels: ['5,10,15', '130,9,17'] },
];

test('a picture with few colours keeps every one of them, however its rows are written', () => {
  const rows = Buffer.from(filtered.flatMap((it) => it.bytes));
  const small = withPalette(png(2, filtered.length, 2, rows));
  assert.deepEqual(pixelsOf(small, 2), filtered.flatMap((it) => it.pixels));
});

test('of more than 256 colours those that are used most stay, and the others come close', () => {
  // 64 × 64 colours once each, below them 64 rows of one colour.
  const ramp = Array.from({ length: 64 }, (_, y) => [0, ...Array.from({ length: 64 }, (__, x) => [x * 4, y * 4, 128, 255]).flat()]);
  const plain = Array.from({ length: 64 }, () => [0, ...Array.from({ length: 64 }, () => [1, 2, 3, 255]).flat()]);
  const found = pixelsOf(withPalette(png(64, 128, 6, Buffer.from([...ramp, ...plain].flat()))), 64);
  assert.ok(new Set(found).size <= 256);
  assert.deepEqual(new Set(found.slice(64 * 64)), new Set(['1,2,3']));
  found.slice(0, 64 * 64).forEach((it, index) => {
    const [red = 0, green = 0, blue = 0] = it.split(',').map(Number);
    const off = Math.max(Math.abs(red - (index % 64) * 4), Math.abs(green - Math.floor(index / 64) * 4), Math.abs(blue - 128));
    assert.ok(off <= 24 || it === '1,2,3', `pixel ${index} is ${it}`);
  });
});

test('a picture that has a palette already stays as it is', () => {
  const picture = png(2, 1, 3, Buffer.from([0, 0, 0]));
  assert.equal(withPalette(picture), picture);
});

function png(width: number, height: number, colourType: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourType, 0, 0, 0], 8);
  const parts = [
    ['IHDR', header],
    ['IDAT', deflateSync(rows)],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts.map(([type, data]) => chunk(type, data))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** The pixels of a picture with a palette and unfiltered rows; the check sums of its parts are looked at, too. */
function pixelsOf(picture: Buffer, width: number): string[] {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < picture.length; ) {
    const length = picture.readUInt32BE(at);
    const named = picture.subarray(at + 4, at + 8 + length);
    assert.equal(picture.readUInt32BE(at + 8 + length), crc32(named));
    parts.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += length + 12;
  }
  const palette = parts.get('PLTE') ?? Buffer.alloc(0);
  const rows = [...inflateSync(parts.get('IDAT') ?? Buffer.alloc(0))];
  return rows.filter((_, index) => index % (width + 1) !== 0).map((it) => palette.subarray(it * 3, it * 3 + 3).join(','));
}
