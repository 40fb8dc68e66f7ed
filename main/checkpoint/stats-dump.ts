/**
 * CRIU's figures of a dump, from its `stats-dump` image: two magic numbers, then one length and one protobuf message
 * (CRIU's images/stats.proto). Only its plain numbers are read, so a reader of protobuf's own is not needed.
 */
import type { CheckpointStatistics } from '../../shared/checkpoint.ts';

/** The head of CRIU's service files, and of the statistics among them. */
const magics = { service: 0x55105940, stats: 0x57093306 };
/** Field 1 of the outer message: the figures of a dump. */
const dumpField = 1;
/** Field numbers of `dump_stats_entry`. */
const fields = { freezing: 1, frozen: 2, memoryDump: 3, memoryWrite: 4, pagesScanned: 5, pagesWritten: 7 };

/** @returns null for what is no such image, or tells nothing of a dump */
export function readStatsDump(image: Uint8Array): CheckpointStatistics | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (image.byteLength < 12) return null;
  if (view.getUint32(0, true) !== magics.service || view.getUint32(4, true) !== magics.stats) return null;
  const entry = image.subarray(12, 12 + view.getUint32(8, true));
  const dump = messageFields(entry)?.get(dumpField);
  if (!(dump instanceof Uint8Array)) return null;
  const told = messageFields(dump);
  if (told === null) return null;
  const figure = (field: number): number | null => {
    const value = told.get(field);
    return typeof value === 'number' ? value : null;
  };
  return {
    runtimeMicroseconds: null,
    freezingMicroseconds: figure(fields.freezing),
    frozenMicroseconds: figure(fields.frozen),
    memoryDumpMicroseconds: figure(fields.memoryDump),
    memoryWriteMicroseconds: figure(fields.memoryWrite),
    pagesScanned: figure(fields.pagesScanned),
    pagesWritten: figure(fields.pagesWritten),
  };
}

/** A message's numbers and nested messages by field; null for broken bytes. */
function messageFields(bytes: Uint8Array): Map<number, number | Uint8Array> | null {
  const found = new Map<number, number | Uint8Array>();
  let at = 0;
  const varint = (): number | null => {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      // Not by bit operations, which end at 32 bits.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return null;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === null) return null;
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    const value = varint();
    if (value === null) return null;
    if (wire === 0) found.set(field, value);
    else if (wire === 2) {
      if (at + value > bytes.length) return null;
      found.set(field, bytes.subarray(at, at + value));
      at += value;
    } else return null;
  }
  return found;
}
