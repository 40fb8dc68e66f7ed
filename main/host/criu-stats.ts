/**
 * CRIU's figures of a dump and of a restore, from its `stats-dump` and `stats-restore` images: two magic numbers, then one
 * length and one protobuf message (CRIU's images/stats.proto). Only its plain numbers are read, so a reader of protobuf's
 * own is not needed.
 */
import type { CheckpointStatistics, RestoreStatistics } from '../../shared/checkpoint.ts';

/** The head of CRIU's service files, and of the statistics among them. */
const magics = { service: 0x55105940, stats: 0x57093306 };
/** Fields of the outer message. */
const entries = { dump: 1, restore: 2 };
/** Field numbers of `dump_stats_entry`. */
const dumped = { freezing: 1, frozen: 2, memoryDump: 3, memoryWrite: 4, pagesScanned: 5, pagesWritten: 7 };
/** Those of `restore_stats_entry`. */
const restored = { pagesCompared: 1, forking: 3, restoring: 4, pagesRestored: 5 };

/** @returns null for what is no such image, or tells nothing of a dump */
export function readStatsDump(image: Uint8Array): CheckpointStatistics | null {
  const figure = figuresOf(image, entries.dump);
  if (figure === null) return null;
  return {
    runtimeMicroseconds: null,
    freezingMicroseconds: figure(dumped.freezing),
    frozenMicroseconds: figure(dumped.frozen),
    memoryDumpMicroseconds: figure(dumped.memoryDump),
    memoryWriteMicroseconds: figure(dumped.memoryWrite),
    pagesScanned: figure(dumped.pagesScanned),
    pagesWritten: figure(dumped.pagesWritten),
  };
}

/** @returns null for what is no such image, or tells nothing of a restore */
export function readStatsRestore(image: Uint8Array): RestoreStatistics | null {
  const figure = figuresOf(image, entries.restore);
  if (figure === null) return null;
  return {
    runtimeMicroseconds: null,
    forkingMicroseconds: figure(restored.forking),
    restoringMicroseconds: figure(restored.restoring),
    pagesRestored: figure(restored.pagesRestored),
    pagesCompared: figure(restored.pagesCompared),
  };
}

/** @returns what tells a figure by its field's number */
function figuresOf(image: Uint8Array, entry: number): ((field: number) => number | null) | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (image.byteLength < 12) return null;
  if (view.getUint32(0, true) !== magics.service || view.getUint32(4, true) !== magics.stats) return null;
  const message = messageFields(image.subarray(12, 12 + view.getUint32(8, true)))?.get(entry);
  if (!(message instanceof Uint8Array)) return null;
  const told = messageFields(message);
  if (told === null) return null;
  return (field) => {
    const value = told.get(field);
    return typeof value === 'number' ? value : null;
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
