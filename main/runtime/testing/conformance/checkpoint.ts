/** A container is frozen in place and comes back, or says why not. */
import { describe, expect, it } from 'vitest';
import type { RuntimeContainer } from '../../oci-runtime.ts';
import type { Driven } from './driven.ts';

export function checkpoint(driven: Driven): void {
  describe('a checkpoint in place', () => {
    const counts = [
      'sh',
      '-c',
      'i=0; while :; do i=$((i+1)); echo $i > /tmp/next; mv /tmp/next /tmp/count; sleep 0.02; done',
    ];
    const refusesCheckpoint = async (ctr: RuntimeContainer) => {
      await expect(driven.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({ code: 'unsupported' });
      expect((await driven.runtime.updateContainerStatus(ctr)).state).toBe('running');
    };
    const some = expect.toSatisfy((figure: unknown) => Number(figure) > 0);
    const countOf = async (ctr: RuntimeContainer) => Number((await driven.exec(ctr, ['cat', '/tmp/count'])).output);

    it('freezes a container, and brings it back as it was', async () => {
      const { runtime } = driven;
      const ctr = await driven.running({ command: counts });
      if (!runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
      await expect.poll(() => countOf(ctr)).toBeGreaterThan(10);
      const before = await countOf(ctr);
      const frozen = await runtime.checkpointContainer(ctr, { keep: true });
      expect(frozen).toMatchObject({ runtimeMicroseconds: some, frozenMicroseconds: some, pagesWritten: some });
      expect(await driven.untilEnded(ctr)).toMatchObject({ state: 'exited', checkpointed: true });
      const { restoreStatistics } = await runtime.createContainer({ container: ctr }, { keep: true });
      expect(restoreStatistics).toMatchObject({ runtimeMicroseconds: some, restoringMicroseconds: some });
      expect(restoreStatistics?.restoringMicroseconds).toBeLessThan(restoreStatistics?.runtimeMicroseconds ?? 0);
      const status = await runtime.updateContainerStatus(ctr);
      expect(status).toMatchObject({ state: 'running', checkpointed: false, exitCode: null });
      expect(await countOf(ctr)).toBeGreaterThanOrEqual(before);
      await runtime.stopContainer(ctr, 0, false);
      return expect(await driven.untilEnded(ctr)).toMatchObject({ exitCode: 137, checkpointed: false });
    });

    it('can leave it running', async () => {
      const ctr = await driven.running({ command: counts });
      if (!driven.runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
      await driven.runtime.checkpointContainer(ctr, { keepRunning: true, keep: true });
      return expect(await driven.runtime.updateContainerStatus(ctr)).toMatchObject({
        state: 'running',
        checkpointed: false,
      });
    });

    it('can build on memory that was written before, or says in CRIU’s words why not', async () => {
      const { runtime } = driven;
      const ctr = await driven.running({ command: counts });
      if (!runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
      const words = expect.stringMatching(/missing features|--pre-dump/);
      const written = await runtime.checkpointContainer(ctr, { preCheckpoint: true, keep: true }).then(
        () => true,
        (thrown: unknown) => {
          expect(thrown).toMatchObject({ code: 'criu', hint: expect.stringContaining('track'), engineMessage: words });
          return false;
        },
      );
      expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'running', checkpointed: false });
      const freezing = runtime.checkpointContainer(ctr, { withPrevious: true, keep: true });
      if (!written) {
        await expect(freezing).rejects.toMatchObject({ name: 'GantryError' });
        return expect((await runtime.updateContainerStatus(ctr)).state).toBe('running');
      }
      await freezing;
      expect(await driven.untilEnded(ctr)).toMatchObject({ state: 'exited', checkpointed: true });
      await runtime.createContainer({ container: ctr }, {});
      return expect((await runtime.updateContainerStatus(ctr)).state).toBe('running');
    });

    it('of one that holds what was not asked for fails, in CRIU’s words, and leaves it as it was', async () => {
      const talks = 'nc -l -p 81 -e sleep 1000 & tail -f /dev/null | until nc 127.0.0.1 81; do sleep 0.05; done';
      const ctr = await driven.running({ command: ['sh', '-c', talks] });
      if (!driven.runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
      const established = async () => (await driven.exec(ctr, ['grep', '-c', ' 01 ', '/proc/net/tcp'])).output;
      await expect.poll(established).toMatch(/[12]/);
      await expect(driven.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
        engineMessage: expect.stringMatching(/tcp-established/),
      });
      expect(await driven.runtime.updateContainerStatus(ctr)).toMatchObject({
        state: 'running',
        checkpointed: false,
      });
      return expect(await established()).toMatch(/[12]/);
    });
  });
}
