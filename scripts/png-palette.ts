// Pictures of a window have few colours that matter: with a palette they take a third of the bytes, and no program
// has to be installed for it.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** The same picture with at most 256 colours. @param png without interlacing, 8 bits, RGB or RGBA; else it stays as it is */
export function withPalette(png: Buffer): Buffer {
  const chunks = read(png);
  const header = chunks.find((it) => it.type === 'IHDR')?.data;
  if (!header || header[8] !== 8 || (header[9] !== 2 && header[9] !== 6) || header[12] !== 0) return png;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const samples = header[9] === 6 ? 4 : 3;
  const pixels = unfilter(inflateSync(Buffer.concat(chunks.filter((it) => it.type === 'IDAT').map((it) => it.data))), width, height, samples);
  const { palette, indexOf } = choose(pixels, samples);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, from = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, from += samples) rows[y * (width + 1) + 1 + x] = indexOf(colour(pixels, from));
  }
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  const colours = Buffer.from(palette.flatMap((it) => [it >> 16, (it >> 8) & 255, it & 255]));
  const parts = [chunk('IHDR', indexed), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([png.subarray(0, 8), ...parts]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function read(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const all = Buffer.alloc(data.length + 12);
  all.writeUInt32BE(data.length, 0);
  all.write(type, 4, 'latin1');
  data.copy(all, 8);
  all.writeUInt32BE(crc32(all.subarray(4, data.length + 8)), data.length + 8);
  return all;
}

/** The samples of all pixels; each row of a PNG is written as its difference to its neighbours. */
function unfilter(rows: Buffer, width: number, height: number, samples: number): Buffer {
  const length = width * samples;
  const pixels = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < samples ? 0 : (pixels[at - samples] ?? 0);
      const above = pixels[at - length] ?? 0;
      const corner = x < samples ? 0 : (pixels[at - length - samples] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter ?? 0] ?? 0;
      pixels[at] = (rows[y * (length + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

/** The neighbour that continues the slope of the three best (Paeth). */
function nearest(left: number, above: number, corner: number): number {
  const slope = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(slope - left), Math.abs(slope - above), Math.abs(slope - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** The colours that are used most, and for each other one its neighbour among them. */
function choose(pixels: Buffer, samples: number): { palette: number[]; indexOf(colour: number): number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += samples) {
    const it = colour(pixels, at);
    counts.set(it, (counts.get(it) ?? 0) + 1);
  }
  const palette = spread([...counts].sort((a, b) => b[1] - a[1]).map(([it]) => it));
  const indexes = new Map(palette.map((it, index) => [it, index]));
  const indexOf = (wanted: number): number => {
    const known = indexes.get(wanted);
    if (known !== undefined) return known;
    const distances = palette.map((it) => distance(it, wanted));
    const index = distances.indexOf(Math.min(...distances));
    indexes.set(wanted, index);
    return index;
  };
  return { palette, indexOf };
}

/** Colours, most used first, thinned until 256 are left that differ enough from each other to be seen. */
function spread(colours: readonly number[]): number[] {
  for (let least = 0; ; least += 12) {
    const kept: number[] = [];
    for (const it of colours) {
      if (kept.every((other) => distance(it, other) > least)) kept.push(it);
      if (kept.length > 256) break;
    }
    if (kept.length <= 256) return kept;
  }
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}

function colour(pixels: Buffer, at: number): number {
  return ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
}
