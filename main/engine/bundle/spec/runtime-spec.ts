/**
 * The parts of the OCI runtime specification's `config.json` that Gantry writes; nothing else may stand in it. The
 * specification's own JSON schema allows more, and is in no npm package: `schema.integration.ts` holds what is made here
 * against it, and real runc and crun read it in the tests.
 */
import { z } from 'zod';

const absolute = z.string().regex(/^\/[^\0]*$/, 'It must be an absolute path.');
/** What Linux keeps in 32 bits. */
const id = z.int().min(0).max(0xffff_fffe);
const capability = z.string().regex(/^CAP_[A-Z_]+$/);
const capabilitySet = z.array(capability);

const processConfig = z.strictObject({
  terminal: z.boolean(),
  user: z.strictObject({ uid: id, gid: id, umask: z.int().min(0).max(0o777), additionalGids: z.array(id) }),
  args: z.array(z.string()).min(1),
  env: z.array(z.string().regex(/^[^=\0]+=[^\0]*$/, 'It must be NAME=value.')),
  cwd: absolute,
  capabilities: z.strictObject({
    bounding: capabilitySet,
    effective: capabilitySet,
    inheritable: capabilitySet,
    permitted: capabilitySet,
    ambient: capabilitySet,
  }),
  rlimits: z.array(
    z.strictObject({
      type: z.string().regex(/^RLIMIT_[A-Z]+$/),
      soft: z.number().min(0),
      hard: z.number().min(0),
    }),
  ),
  noNewPrivileges: z.boolean(),
  selinuxLabel: z.string().min(1).optional(),
});

const mountConfig = z.strictObject({
  destination: absolute,
  type: z.enum(['proc', 'tmpfs', 'devpts', 'mqueue', 'sysfs', 'cgroup', 'bind']),
  source: z.string().min(1),
  options: z.array(z.string().min(1)),
});

const seccompRule = z.strictObject({
  names: z.array(z.string().regex(/^[a-z_0-9]+$/)).min(1),
  action: z.enum(['SCMP_ACT_ALLOW', 'SCMP_ACT_ERRNO']),
  errnoRet: z.int().min(1).max(4095).optional(),
  args: z
    .array(
      z.strictObject({
        index: z.int().min(0).max(5),
        value: z.number().min(0),
        valueTwo: z.number().min(0).optional(),
        op: z.enum(['SCMP_CMP_EQ', 'SCMP_CMP_NE', 'SCMP_CMP_MASKED_EQ']),
      }),
    )
    .min(1)
    .optional(),
});
export type SeccompRule = z.infer<typeof seccompRule>;

export const seccompConfig = z.strictObject({
  defaultAction: z.literal('SCMP_ACT_ERRNO'),
  defaultErrnoRet: z.int().min(1).max(4095),
  architectures: z.array(z.string().regex(/^SCMP_ARCH_[A-Z0-9_]+$/)),
  syscalls: z.array(seccompRule),
});
export type SeccompConfig = z.infer<typeof seccompConfig>;

const linuxConfig = z.strictObject({
  cgroupsPath: absolute,
  namespaces: z.array(
    z.strictObject({
      type: z.enum(['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup']),
      path: absolute.optional(),
    }),
  ),
  sysctl: z.record(z.string(), z.string()),
  resources: z.strictObject({
    devices: z.array(z.strictObject({ allow: z.boolean(), access: z.string().regex(/^[rwm]{1,3}$/) })),
    pids: z.strictObject({ limit: z.int().min(1) }).optional(),
    memory: z.strictObject({ limit: z.int().min(1), swap: z.int().min(1) }).optional(),
  }),
  seccomp: seccompConfig,
  maskedPaths: z.array(absolute),
  readonlyPaths: z.array(absolute),
  mountLabel: z.string().min(1).optional(),
});

export const runtimeConfig = z.strictObject({
  ociVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  process: processConfig,
  root: z.strictObject({ path: absolute, readonly: z.boolean() }),
  hostname: z.string().min(1).max(64),
  mounts: z.array(mountConfig),
  annotations: z.record(z.string().min(1), z.string()),
  linux: linuxConfig,
});
export type RuntimeConfig = z.infer<typeof runtimeConfig>;
export type MountConfig = z.infer<typeof mountConfig>;
