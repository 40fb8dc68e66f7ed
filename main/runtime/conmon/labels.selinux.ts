/** The driver's containers on a kernel that enforces SELinux: each is what its bundle says, and so is what comes later. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selinuxStatus } from '../../selinux/kernel.ts';
import { Kept } from '../testing/streams.ts';
import { type ConmonSubject, startConmonSubject } from './testing/conmon-subject.ts';
import { crunPrograms, runcPrograms } from './testing/programs.ts';

const labels = ['container_t:s0:c11,c22', 'container_init_t:s0:c33,c44', 'container_kvm_t:s0:c5'];

describe.each([
  ['runc', runcPrograms],
  ['crun', crunPrograms],
])('by %s', (_, programs) => {
  describe.each(labels)('as %s', (label) => {
    const process = `system_u:system_r:${label}`;
    const mount = `system_u:object_r:container_file_t:${label.replace(/^\w+:/, '')}`;
    let subject: ConmonSubject;
    beforeAll(async () => {
      expect((await selinuxStatus()).enforcing).toBe(true);
      subject = await startConmonSubject(await programs(), undefined, { process, mount });
    });
    afterAll(() => subject[Symbol.asyncDispose]());

    it('a container runs, and what is run in it later, which reach what is theirs and nothing else', async () => {
      const ctr = await subject.create({ command: ['sleep', '1000'] });
      await subject.make(ctr);
      await subject.runtime.startContainer(ctr);
      const { pid } = await subject.runtime.updateContainerStatus(ctr);
      expect(await readFile(`/proc/${pid}/attr/current`, 'utf8')).toBe(`${process}\0`);
      const inside = async (script: string) => {
        const output = new Kept();
        const options = { cmd: ['sh', '-c', script], terminal: false, streams: { input: null, output, error: output } };
        const { ended } = await subject.runtime.execContainer(ctr, crypto.randomUUID(), options);
        return { code: await ended, text: output.text };
      };
      expect(await inside('cat /proc/self/attr/current')).toEqual({ code: 0, text: `${process}\0` });
      // On the root file system, and on those that the OCI runtime mounts with the mount label.
      expect(await inside('for at in / /tmp /dev/shm; do echo mine > $at/file; cat $at/file; done')).toEqual({
        code: 0,
        text: 'mine\nmine\nmine\n',
      });
      expect(await inside('echo 0 > /proc/sys/kernel/printk')).toMatchObject({ code: 1 });
    });
  });
});
