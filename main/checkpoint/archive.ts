/** Reads what a checkpoint archive says of itself, as a stream and without unpacking anything. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { z } from 'zod';
import type { CheckpointStatistics } from '../../shared/checkpoint.ts';
import { GantryError } from '../../shared/errors.ts';
import type { PortMapping } from '../../shared/port.ts';
import { readStatsDump } from '../host/criu-stats.ts';
import { decompressor } from '../host/decompressor.ts';
import { dumpedPorts } from './dumped-ports.ts';
import { heldBy, isTelling } from './held.ts';

/** What an archive tells of the container that it was made of. */
export interface ArchiveContents {
  readonly containerId: string;
  readonly containerName: string;
  readonly image: string;
  readonly ociRuntime: string;
  /** Empty: none. */
  readonly processLabel: string;
  /** It holds open TCP connections, which a restore has to be told to bring back. */
  readonly tcpEstablished: boolean;
  /** It holds file locks. */
  readonly fileLocks: boolean;
  /** What it had published. */
  readonly ports: PortMapping[];
  readonly statistics: CheckpointStatistics | null;
  /** When it was made, milliseconds since 1970: the engine then writes the container's configuration. Null: not told. */
  readonly madeAt: number | null;
}

/** libpod's container configuration, as far as it is shown. */
const configDump = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1),
  rootfsImageName: z.string().nullish(),
  runtime: z.string().nullish(),
  ProcessLabel: z.string().nullish(),
  newPortMappings: dumpedPorts,
});

/** The members that are read, and the size beyond which one can't be what it says it is. */
const wanted: ReadonlyMap<string, number> = new Map([
  ['config.dump', 4 * 1024 * 1024],
  ['stats-dump', 64 * 1024],
]);

/** How much is read of an archive before it is taken for one that was made to do harm. */
interface Limits {
  /** So many bytes are always read. */
  readonly bytes: number;
  /** Beyond these, so many times the file's size: what CRIU keeps of memory can be pressed to a hundredth. */
  readonly ratio: number;
  /** A container of thousands of processes has some ten images for each. */
  readonly members: number;
}

const sane: Limits = { bytes: 4 * 1024 ** 3, ratio: 250, members: 500_000 };

/** @throws GantryError `invalid` for what is no archive of Podman's, or is broken, cut short or made to do harm */
export async function readArchive(file: string, limits: Limits = sane): Promise<ArchiveContents> {
  let read: Members;
  try {
    read = await readMembers(file, limits);
  } catch (thrown) {
    throw thrown instanceof GantryError ? thrown : broken('It is broken or cut short.', { cause: thrown });
  }
  const config = read.contents.get('config.dump');
  if (config === undefined) throw broken('It is no checkpoint archive of Podman: config.dump is missing.');
  const parsed = configDump.safeParse(parseJson(config));
  if (!parsed.success)
    throw broken('Its config.dump is not that of a container.', { words: z.prettifyError(parsed.error) });
  const { id, name, rootfsImageName, runtime, ProcessLabel, newPortMappings } = parsed.data;
  const stats = read.contents.get('stats-dump');
  return {
    containerId: id,
    containerName: name,
    image: rootfsImageName ?? '',
    ociRuntime: runtime ?? '',
    processLabel: ProcessLabel ?? '',
    ...heldBy(read.images),
    ports: newPortMappings,
    statistics: stats === undefined ? null : readStatsDump(stats),
    madeAt: read.madeAt,
  };
}

/** What reading an archive has thrown, as the fault that is shown with it. */
export function faultOf(thrown: unknown): string {
  return thrown instanceof GantryError ? thrown.message : 'It can’t be read.';
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (thrown) {
    throw broken('Its config.dump is not JSON.', { cause: thrown });
  }
}

/** What was found in an archive. */
interface Members {
  /** Those that are read, by their names. */
  readonly contents: Map<string, Uint8Array>;
  /** The names of CRIU's images that tell what a restore has to be asked for. */
  readonly images: string[];
  /** The time of config.dump. */
  madeAt: number | null;
}

async function readMembers(file: string, limits: Limits): Promise<Members> {
  const found: Members = { contents: new Map(), images: [], madeAt: null };
  const tar = extract();
  let count = 0;
  tar.on('entry', (header, stream, next) => {
    // What breaks the archive breaks its member too; it is told once, by the pipeline below.
    stream.on('error', () => {});
    count += 1;
    if (count > limits.members) {
      tar.destroy(broken('It has more files in it than any checkpoint.'));
      return;
    }
    const name = nameOf(header);
    if (isTelling(name)) found.images.push(name);
    const most = wanted.get(name);
    if (most === undefined || header.type !== 'file') {
      stream.on('end', next);
      stream.resume();
      return;
    }
    if ((header.size ?? 0) > most) {
      tar.destroy(broken(`Its ${name} is too large to be one.`));
      return;
    }
    if (name === 'config.dump') found.madeAt = timeOf(header);
    void buffer(stream).then(
      (bytes) => {
        found.contents.set(name, bytes);
        next();
      },
      (thrown: unknown) => tar.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  });
  // Read to its end even when all is found: an archive that was cut short is told from a whole one only there.
  const plain = await decompressor(file);
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const most = Math.max(limits.bytes, limits.ratio * (await stat(file)).size);
  await (plain === null ? pipeline(source, tar) : pipeline(source, plain, upTo(most), tar));
  return found;
}

/** Hands on what comes, and breaks off when it becomes more than this, bytes. */
function upTo(most: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      length += chunk.length;
      if (length > most) done(broken('It unpacks to far more than a checkpoint does.'));
      else done(null, chunk);
    },
  });
}

/** Zero is what a tool writes that keeps no times. */
function timeOf({ mtime }: Header): number | null {
  const time = mtime?.getTime() ?? 0;
  return time > 0 ? time : null;
}

/** Podman writes the names relative, with or without a leading `./`. */
function nameOf({ name }: Header): string {
  return name.replace(/^\.\//, '');
}

/** What a library says of it is its cause: no words for a user. */
function broken(why: string, { words = null, cause }: { words?: string | null; cause?: unknown } = {}): GantryError {
  return new GantryError({ code: 'invalid', message: why, engineMessage: words, cause });
}
