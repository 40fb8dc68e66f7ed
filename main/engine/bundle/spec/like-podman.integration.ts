/** Our configuration beside the one that a real Podman makes of the same image and wishes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../../../scripts/test-engine.mjs';
import { ImageStore } from '../images/image-store.ts';
import { wishFor } from '../testing/wish.ts';
import { containerConfig } from './container-config.ts';
import type { RuntimeConfig } from './runtime-spec.ts';

const texts = z.array(z.string());
const podmansConfig = z.object({
  process: z.object({
    args: texts,
    env: texts,
    cwd: z.string(),
    user: z.object({ uid: z.number(), gid: z.number(), umask: z.number() }),
    capabilities: z.object({ bounding: texts, effective: texts, permitted: texts }),
    rlimits: z.array(z.object({ type: z.string(), soft: z.number(), hard: z.number() })),
  }),
  mounts: z.array(z.object({ destination: z.string(), type: z.string(), options: texts })),
  linux: z.object({
    resources: z.object({ devices: z.array(z.unknown()), pids: z.unknown() }),
    namespaces: z.array(z.object({ type: z.string() })),
    maskedPaths: texts,
    readonlyPaths: texts,
    seccomp: z.object({
      defaultAction: z.string(),
      defaultErrnoRet: z.number(),
      architectures: texts,
      syscalls: z.array(z.object({ names: texts, action: z.string() })),
    }),
  }),
});

let work: string;
let podmans: z.infer<typeof podmansConfig>;
let ours: RuntimeConfig;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-like-'));
  const podman = await startTestEngine();
  try {
    // What distributions, and newer Podmans by themselves, leave out.
    const dropped = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'].map((name) => `--cap-drop=${name}`);
    const options = ['--init', '--network=none', '--hostname=host', '--env=A=b=c', '--env=HOME=/home', ...dropped];
    const limits = ['--ulimit=nofile=100:200', '--ulimit=nproc=100:100', `--volume=${work}:/volume:ro`];
    const created = await podman.podman(['create', ...options, ...limits, podman.image, 'sh', '-c', 'exit 3']);
    const id = created.stdout.trim();
    await podman.podman(['init', id]);
    const inspected = await podman.podman(['inspect', '--format', '{{.OCIConfigPath}}', id]);
    podmans = podmansConfig.parse(JSON.parse(await readFile(inspected.stdout.trim(), 'utf8')));
    const archive = path.join(work, 'sample.tar');
    await podman.podman(['save', '--output', archive, podman.image]);
    const store = await ImageStore.open({ folder: path.join(work, 'store'), umoci: null });
    const [image] = await store.import(archive, { name: null });
    if (image === undefined) throw new Error('no image');
    const files = { hosts: '/h', resolvConf: null, hostname: '/n', containerenv: '/e', shm: '/s' };
    const wish = wishFor(image.root, {
      image: image.config.settings,
      spec: {
        command: ['sh', '-c', 'exit 3'],
        init: true,
        environment: [
          { name: 'A', value: 'b=c' },
          { name: 'HOME', value: '/home' },
        ],
        volumes: [{ source: work, destination: '/volume', readOnly: true, relabel: 'none' }],
      },
      wish: { files, initPath: '/usr/bin/catatonit', ulimits: [{ type: 'nofile', soft: 100, hard: 200 }] },
    });
    ours = (await containerConfig(wish)).config;
  } finally {
    await podman.stop();
  }
});
afterAll(() => rm(work, { recursive: true }));

const sorted = (all: readonly string[]) => [...all].sort();
const mountsOf = (mounts: readonly { destination: string; type: string; options: readonly string[] }[]) =>
  mounts.map(({ destination, type, options }) => `${destination} ${type} ${sorted(options)}`).sort();
const allowedBy = (rules: readonly { names: readonly string[]; action: string }[]) =>
  new Set(rules.filter(({ action }) => action === 'SCMP_ACT_ALLOW').flatMap(({ names }) => names));

describe('a container of ours is like one of Podman’s', () => {
  it('in what it runs, as whom, where and with which limits', () => {
    const { args, cwd, rlimits, user, capabilities } = ours.process;
    expect({ args, cwd }).toEqual({ args: podmans.process.args, cwd: podmans.process.cwd });
    expect(user).toMatchObject(podmans.process.user);
    expect(podmans.process.rlimits).toEqual(expect.arrayContaining(rlimits));
    for (const set of ['bounding', 'effective', 'permitted'] as const) {
      expect(sorted(capabilities[set])).toEqual(sorted(podmans.process.capabilities[set]));
    }
  });

  it('in its environment, but for the engine’s name, and TERM only where there is a terminal', () => {
    const expected = podmans.process.env.map((each) => (each === 'container=podman' ? 'container=oci' : each));
    expect(sorted(ours.process.env)).toEqual(sorted(expected.filter((each) => each !== 'TERM=xterm')));
  });

  it('in its mounts', () => {
    expect(mountsOf(ours.mounts)).toEqual(mountsOf(podmans.mounts));
  });

  it('in its namespaces, devices, and what it may not see or change', () => {
    const types = (config: { linux: { namespaces: readonly { type: string }[] } }) =>
      sorted(config.linux.namespaces.map(({ type }) => type));
    expect(types(ours)).toEqual(types(podmans));
    const { resources, maskedPaths, readonlyPaths } = ours.linux;
    expect(resources).toEqual(podmans.linux.resources);
    expect(maskedPaths).toEqual(expect.arrayContaining(podmans.linux.maskedPaths));
    expect(sorted(readonlyPaths)).toEqual(sorted(podmans.linux.readonlyPaths));
  });

  it('in its system calls, but for those that came since', () => {
    const { seccomp } = ours.linux;
    const { defaultAction, defaultErrnoRet, architectures, syscalls } = podmans.linux.seccomp;
    expect(seccomp).toMatchObject({ defaultAction, defaultErrnoRet });
    expect(sorted(seccomp.architectures)).toEqual(sorted(architectures));
    const [here, there] = [allowedBy(seccomp.syscalls), allowedBy(syscalls)];
    // `syscall` is a function of the C library; those of s390 are for its own devices.
    const left = [...there].filter((name) => !here.has(name) && name !== 'syscall' && !name.startsWith('s390_'));
    expect(left).toEqual([]);
    expect([...here].filter((name) => /^(bpf|init_module|keyctl_|swapon|kexec|reboot_|ptrace_)/.test(name))).toEqual(
      [],
    );
  });
});
