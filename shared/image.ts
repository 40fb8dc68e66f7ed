/** Images as the screens know them, and what can be done with them. */
import { z } from 'zod/mini';

export const imageSummary = z.object({
  /** 64 hexadecimal digits. */
  id: z.string(),
  /** The names it goes by; empty for a nameless one. */
  names: z.array(z.string()),
  sizeBytes: z.number(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
});
export type ImageSummary = z.infer<typeof imageSummary>;

/** What an image says of the containers that are made of it. Empty: it says nothing of that. */
export const imageDetails = z.object({
  summary: imageSummary,
  /** Of its manifest, as its registry knows it; null: it has none that is known. */
  digest: z.nullable(z.string()),
  architecture: z.string(),
  os: z.string(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  /** As NAME=value. */
  environment: z.array(z.string()),
  user: z.string(),
  workingDirectory: z.string(),
  stopSignal: z.string(),
  /** Such as `80/tcp`. */
  ports: z.array(z.string()),
  /** Folders that are kept in a volume of their own. */
  volumes: z.array(z.string()),
  /** Digests of the layers as they are unpacked, the lowest first. */
  layers: z.array(z.string()),
});
export type ImageDetails = z.infer<typeof imageDetails>;

const host = '(?:[\\w.-]+(?::\\d+)?/)?';
const part = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const tagged = `${host}${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?`;
const rule = 'Small letters, digits and . _ - with slashes between, then perhaps a colon and a tag.';

/** A name that an image may get, with its tag or without. */
export const imageName = z.string().check(z.maxLength(512), z.regex(new RegExp(`^${tagged}$`), rule));

/** What a registry is asked for: a name, or one that is fixed by a digest. */
export const imageReference = z
  .string()
  .check(z.maxLength(512), z.regex(new RegExp(`^${tagged}(?:@sha256:[0-9a-f]{64})?$`), rule));

/** What can be done to one image. */
export const imageAction = z.discriminatedUnion('do', [
  /**
   * Gives it a name; where another image has that, it goes over.
   * `instead`: a name of its own that it loses by it; null: it keeps all.
   */
  z.object({ do: z.literal('tag'), name: imageName, instead: z.nullable(z.string()) }),
  z.object({ do: z.literal('untag'), name: z.string() }),
  /** With all its names. `containers` are removed before it, killed where they run: the user has agreed to that. */
  z.object({ do: z.literal('remove'), containers: z.array(z.string()) }),
]);
export type ImageAction = z.infer<typeof imageAction>;

/** A file or folder that the user has chosen. The window knows it by this alone, and never says a path. */
export const imageSource = z.object({
  sourceId: z.string(),
  /** Without the folders that it is in. */
  name: z.string(),
  isFolder: z.boolean(),
});
export type ImageSource = z.infer<typeof imageSource>;

/** How far an import or a pull has come. */
export const imageProgress = z.object({
  /** Chosen by whoever started it. */
  operationId: z.string(),
  phase: z.enum(['reading', 'unpacking', 'pulling']),
  /** Read so far, and of how many; null: nobody can tell. */
  bytes: z.nullable(z.number()),
  totalBytes: z.nullable(z.number()),
  /** What the engine says that it does; null: nothing. */
  words: z.nullable(z.string()),
});
export type ImageProgress = z.infer<typeof imageProgress>;
