/** Makes a picture's file small: at most 256 colours, which an interface hardly exceeds but for the edges of its letters. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colours = 256;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** One number a pixel: 0xRRGGBB. */
  readonly pixels: Uint32Array;
}

/** @param file a PNG of 8 bits a channel, without interlacing, as Chromium makes it */
export function smallPng(file: Buffer): Buffer {
  const picture = read(file);
  const palette = chooseColours(picture.pixels);
  return write(picture, palette);
}

function read(file: Buffer): Picture {
  const chunks = [...chunksOf(file)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined) throw new Error('This is no PNG.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = new Map([
    [2, 3],
    [6, 4],
  ]).get(header.readUInt8(9));
  if (header.readUInt8(8) !== 8 || channels === undefined || header.readUInt8(12) !== 0) {
    throw new Error('This kind of PNG is not read.');
  }
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)));
  const bytes = unfiltered(data, width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = bytes.readUIntBE(i * channels, 3);
  return { width, height, pixels };
}

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = signature.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

/** PNG specification, section 9: each line is told as its difference from the pixels to the left and above. */
function unfiltered(data: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? (out[y * stride + x - step] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * stride + x] ?? 0) : 0;
      const corner = y > 0 && x >= step ? (out[(y - 1) * stride + x - step] ?? 0) : 0;
      out[y * stride + x] = (data[y * (stride + 1) + 1 + x] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return out;
}

function guess(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const a = Math.abs(sum - left);
  const b = Math.abs(sum - up);
  const c = Math.abs(sum - corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Those that there are most of, then again and again the one that would be missed most: few pixels, but of a far colour. */
function chooseColours(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const ordered = [...counts].sort(([, a], [, b]) => b - a);
  const chosen = ordered.slice(0, colours / 2).map(([colour]) => colour);
  const others = ordered
    .slice(colours / 2)
    .map(([colour, count]) => ({ colour, count, far: nearest(colour, chosen).far }));
  while (chosen.length < colours && others.length > 0) {
    const missed = others.reduce((worst, each) => (each.far * each.count > worst.far * worst.count ? each : worst));
    if (missed.far === 0) break;
    chosen.push(missed.colour);
    for (const each of others) each.far = Math.min(each.far, distance(each.colour, missed.colour));
  }
  return chosen;
}

function write({ width, height, pixels }: Picture, palette: readonly number[]): Buffer {
  const indices = new Map(palette.map((colour, index) => [colour, index]));
  const lines = Buffer.alloc((width + 1) * height);
  pixels.forEach((pixel, i) => {
    let index = indices.get(pixel);
    if (index === undefined) {
      index = nearest(pixel, palette).index;
      indices.set(pixel, index);
    }
    lines[i + Math.floor(i / width) + 1] = index;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, i) => {
    table.writeUIntBE(colour, i * 3, 3);
  });
  const body = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearest(colour: number, palette: readonly number[]): { index: number; far: number } {
  let best = { index: 0, far: Number.POSITIVE_INFINITY };
  palette.forEach((each, index) => {
    const far = distance(colour, each);
    if (far < best.far) best = { index, far };
  });
  return best;
}

/** The square of the distance of two colours. */
function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return red ** 2 + green ** 2 + blue ** 2;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
