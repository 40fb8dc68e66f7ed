/** What an image says of the containers that are made of it: the OCI image configuration (image-spec, `config.md`). */
import { z } from 'zod';

/** Go writes null for what is empty; what an image doesn't say is read as empty. */
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
/** Go's sets: the keys count. */
const names = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));

/** How a container of it runs. */
export const imageSettings = z
  .object({
    /** `user[:group]`, names or numbers; empty: root. */
    User: text,
    /** As NAME=value. */
    Env: texts,
    Entrypoint: texts,
    Cmd: texts,
    /** Empty: the root. */
    WorkingDir: text,
    /** Empty: SIGTERM. */
    StopSignal: text,
    /** Folders that are kept in a volume of their own. */
    Volumes: names,
    /** Such as `80/tcp`. */
    ExposedPorts: names,
    Labels: z
      .record(z.string(), z.string())
      .nullish()
      .transform((value) => value ?? {}),
  })
  .transform((said) => ({
    user: said.User,
    environment: said.Env,
    entrypoint: said.Entrypoint,
    command: said.Cmd,
    workingDirectory: said.WorkingDir,
    stopSignal: said.StopSignal,
    volumes: said.Volumes,
    exposedPorts: said.ExposedPorts,
    labels: said.Labels,
  }));
export type ImageSettings = z.infer<typeof imageSettings>;

export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'Only sha256 digests are known.');

export const imageConfig = z
  .object({
    /** RFC 3339. */
    created: z.iso.datetime({ offset: true }).nullish().catch(null),
    architecture: z.string().default(''),
    os: z.string().default('linux'),
    config: imageSettings.nullish().transform((said) => said ?? imageSettings.parse({})),
    rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(digest) }),
  })
  .transform(({ created, architecture, os, config, rootfs }) => ({
    /** Milliseconds since 1970; null: it doesn't say. */
    createdAt: created ? Date.parse(created) : null,
    architecture,
    os,
    settings: config,
    /** Digests of the layers as they are unpacked, the lowest first. */
    diffIds: rootfs.diff_ids,
  }));
export type ImageConfig = z.infer<typeof imageConfig>;
