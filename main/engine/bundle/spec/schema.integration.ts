/** Configurations of all kinds, held against the JSON schema of the OCI runtime specification itself. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runtimeSpecSchema } from '../../../../scripts/setup/steps/runtime-spec.mjs';
import { type Changes, wishFor } from '../testing/wish.ts';
import { containerConfig } from './container-config.ts';

let root: string;
let isValid: ValidateFunction;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gantry-schema-'));
  await mkdir(path.join(root, 'etc'));
  await mkdir(path.join(root, 'volume'));
  await writeFile(path.join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nweb:x:33:34::/srv:/bin/sh\n');
  await writeFile(path.join(root, 'etc/group'), 'more:x:90:web\n');
  isValid = await schema();
});
afterAll(() => rm(root, { recursive: true }));

/** Of draft 4, in which `id` and `$schema` have other words; nothing else that it has is used in it. */
async function schema(): Promise<ValidateFunction> {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const name of (await readdir(runtimeSpecSchema)).filter((each) => /^(config|defs).*\.json$/.test(each))) {
    const text = await readFile(path.join(runtimeSpecSchema, name), 'utf8');
    const { $schema: _draft, id: _id, ...rest } = z.looseObject({}).parse(JSON.parse(text));
    ajv.addSchema({ ...rest, $id: `https://runtime-spec/${name}` });
  }
  const found = ajv.getSchema('https://runtime-spec/config-schema.json');
  if (found === undefined) throw new Error('there is no schema of a configuration');
  return found;
}

/** The same numbers in each run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const words = ['a', 'two words', '', 'quo"te\'s', 'new\nline', '-x', 'é', '$HOME', '\\', '='];

/** A wish that somebody could have. */
function wished(seed: number): Changes {
  const next = numbers(seed);
  const maybe = () => next(2) === 0;
  const of = <const T extends readonly unknown[]>(all: T): T[number] => all[next(all.length)];
  const some = <T>(make: (index: number) => T): T[] => Array.from({ length: next(4) }, (_, index) => make(index));
  const word = () => words[next(words.length)] ?? '';
  const label = of(['', 'system_u:system_r:container_t:s0:c1,c2']);
  return {
    spec: {
      command: some(word),
      environment: some(() => ({ name: of(['A', 'B_C', 'PATH', 'HOME', 'x.y', 'a b']), value: word() })),
      volumes: some((index) => ({
        source: of([path.join(root, 'volume'), 'named']),
        destination: `/${of(['data', 'a b', 'etc/x'])}${index}`,
        readOnly: maybe(),
        relabel: of(['none', 'shared', 'private'] as const),
      })),
      terminal: maybe(),
      init: maybe(),
    },
    image: {
      user: of(['', 'web', '33', '1000:1000', 'web:more', '4294967294']),
      workingDirectory: of(['', '/srv', 'a/../b']),
      stopSignal: of(['', 'SIGINT', 'SIGRTMIN+3', '9']),
      entrypoint: some(word).filter((each) => each !== ''),
      command: ['sh'],
      environment: [`IMAGE=${word()}`, 'broken'],
    },
    wish: {
      network: of(['none', 'host', { path: '/run/netns/one' }] as const),
      labels: of([null, { processLabel: label, mountLabel: label }]),
      unifiedCgroups: maybe(),
      ulimits: of([
        [],
        [
          { type: 'nofile', soft: next(1e6), hard: 1e6 },
          { type: 'memlock', soft: -1, hard: -1 },
        ],
      ]),
      resources: { pids: of([null, 1, 2048]), memory: of([null, 4096, 2 ** 40]) },
      files: {
        ...{
          hosts: of([null, '/run/hosts']),
          resolvConf: of([null, '/run/resolv']),
          hostname: of([null, '/run/name']),
        },
        ...{ containerenv: of([null, '/run/env']), shm: of([null, '/run/shm']) },
      },
      volumes: new Map([['named', path.join(root, 'volume')]]),
      initPath: '/usr/bin/catatonit',
    },
  };
}

const written = async (seed: number): Promise<unknown> =>
  JSON.parse(JSON.stringify((await containerConfig(wishFor(root, wished(seed)))).config));

it('is what each of five hundred configurations is valid by', async () => {
  const faults: unknown[] = [];
  for (let seed = 0; seed < 500; seed += 1) {
    const config = await written(seed);
    if (!isValid(config)) faults.push({ seed, errors: isValid.errors, config });
  }
  expect(faults).toEqual([]);
});

it.each([
  ['no working directory', (config: Loose) => delete config.process.cwd],
  ['a user below all', (config: Loose) => Object.assign(config.process.user, { uid: -1 })],
  ['a namespace of no kind', (config: Loose) => Object.assign(config.linux, { namespaces: [{ type: 'home' }] })],
  ['a limit without its type', (config: Loose) => Object.assign(config.process, { rlimits: [{ soft: 1, hard: 1 }] })],
  ['a system call without an action', (config: Loose) => Object.assign(config.linux.seccomp, { syscalls: [{}] })],
])('refuses one with %s', async (_what, spoil) => {
  const config = loose.parse(await written(1));
  expect(isValid(config)).toBe(true);
  spoil(config);
  expect(isValid(config)).toBe(false);
});

const part = z.looseObject({});
const loose = z.looseObject({
  process: z.looseObject({ cwd: z.string().optional(), user: part }),
  linux: z.looseObject({ seccomp: part }),
});
type Loose = z.infer<typeof loose>;
