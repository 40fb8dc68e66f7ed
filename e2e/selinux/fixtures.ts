/** A machine with SELinux enforcing, containers of every kind on it, and the app that looks at it. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type SelinuxMachine, withSelinuxMachine } from '../../scripts/selinux-machine.mjs';
import { Gantry } from '../gantry.ts';
import { end, launch } from '../launch.ts';
import { type Reading, readInMachine } from './in-machine.ts';

const label = (option: string) => ['--security-opt', `label=${option}`];

/** How each container is made, and the type that the list has to show. */
export const kinds = {
  plain: { options: [], type: 'container_t' },
  init: { options: ['--systemd=always'], type: 'container_init_t' },
  kvm: { options: label('type:container_kvm_t'), type: 'container_kvm_t' },
  level: { options: label('level:s0:c1,c2'), type: 'container_t' },
  /** Made after `level`, with the same categories in another order. */
  twin: { options: label('level:s0:c2,c1'), type: 'container_t' },
  unlabelled: { options: label('disable'), type: 'none' },
} as const;

/** Goes over to another type than it was given, as the policy lets a super privileged container do. */
const changes = [
  'label=$(sed s/spc_t/container_kvm_t/ /proc/self/attr/current)',
  'echo -n "$label" > /proc/self/attr/exec',
  'exec sleep 1000',
].join(' && ');

/** A folder of the machine whose files are not labelled for containers. */
const secret = '/srv/secret';

interface WorkerFixtures {
  machine: SelinuxMachine;
  /** What the main process's own readers say inside of the machine. */
  readings: ReadonlyMap<string, Reading>;
  gantry: Gantry;
}

interface TestFixtures {
  /** Keeps a picture of what a failed test saw. */
  picture: undefined;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  machine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const say = (line: string) => process.stdout.write(`- ${line}\n`);
      await withSelinuxMachine(
        async (machine) => {
          const run = (name: string, options: readonly string[], ...command: readonly string[]) =>
            machine.podman(['run', '--detach', '--name', name, ...options, machine.image, ...command]);
          const place = ['--rm', '--privileged', '--volume', '/srv:/srv', machine.image];
          await machine.podman(['run', ...place, 'sh', '-c', `mkdir ${secret} && echo kept > ${secret}/f`]);
          for (const [name, { options }] of Object.entries(kinds)) await run(name, options, 'sleep', '1000');
          await run('refused', ['--volume', `${secret}:/secret`], 'sh', '-c', 'cat /secret/f; sleep 1000');
          await run('changed', label('type:spc_t'), 'sh', '-c', changes);
          await use(machine);
        },
        { say },
      );
    },
    { scope: 'worker', timeout: 15 * 60_000 },
  ],
  readings: [async ({ machine }, use) => use(await readInMachine(machine)), { scope: 'worker', timeout: 3 * 60_000 }],
  gantry: [
    async ({ machine }, use) => {
      const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'gantry-e2e-'));
      const { app } = await launch(machine.appEnv, dataFolder);
      const window = await app.firstWindow();
      const errors: string[] = [];
      window.on('pageerror', (error) => errors.push(String(error)));
      window.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(new Gantry(window));
      await end(app);
      await rm(dataFolder, { recursive: true, force: true });
      expect(errors, 'errors on the page’s console').toEqual([]);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  picture: [
    async ({ gantry }, use, info) => {
      await use(undefined);
      if (info.status === info.expectedStatus) return;
      await gantry.window.screenshot({ path: info.outputPath('window.png') });
    },
    { auto: true },
  ],
});

export { expect };
