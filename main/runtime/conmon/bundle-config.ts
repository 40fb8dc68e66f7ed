/** The parts of a bundle's `config.json` that the driver reads (runtime spec, `config.md`). What else is in it stays as it is. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';

const capabilitySet = z.array(z.string()).optional();

const processUser = z.looseObject({
  uid: z.number().default(0),
  gid: z.number().default(0),
  additionalGids: z.array(z.number()).optional(),
});

/** The spec's `process`: of the container, and of each exec session. */
export const processSpec = z.looseObject({
  terminal: z.boolean().default(false),
  user: processUser.default({ uid: 0, gid: 0 }),
  args: z.array(z.string()).default([]),
  env: z.array(z.string()).default([]),
  cwd: z.string().default('/'),
  capabilities: z
    .looseObject({
      bounding: capabilitySet,
      effective: capabilitySet,
      inheritable: capabilitySet,
      permitted: capabilitySet,
      ambient: capabilitySet,
    })
    .optional(),
});
export type ProcessSpec = z.infer<typeof processSpec>;

const bundleConfig = z.looseObject({
  process: processSpec,
  root: z.looseObject({ path: z.string() }),
  linux: z.looseObject({ cgroupsPath: z.string().optional() }).optional(),
});
export type BundleConfig = z.infer<typeof bundleConfig>;

/** @throws GantryError `invalid` where there is none, or it is broken */
export async function readBundleConfig(bundle: string, doing: string): Promise<BundleConfig> {
  const file = path.join(bundle, 'config.json');
  try {
    return bundleConfig.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    throw new GantryError({
      code: 'invalid',
      message: `${doing}: its bundle has no config.json that can be read.`,
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      hint: `Look at ${file}. A container whose bundle is broken can still be removed.`,
      cause: thrown,
    });
  }
}
