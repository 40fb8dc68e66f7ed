/** From made to ended, what is refused on the way, and all processes of a container at once. */
import { describe, expect, it } from 'vitest';
import { type Driven, forever } from './driven.ts';

export function life(driven: Driven): void {
  describe('the life of a container', () => {
    it('goes from made to running, paused, running and ended', async () => {
      const { runtime } = driven;
      const ctr = await driven.made({ command: forever });
      const state = async () => (await runtime.updateContainerStatus(ctr)).state;
      expect(['created', 'initialized']).toContain(await state());
      await runtime.startContainer(ctr);
      const status = await runtime.updateContainerStatus(ctr);
      expect(status).toMatchObject({ state: 'running', exitCode: null, finishedAt: null, oomKilled: false });
      expect(status.pid).toBeGreaterThan(1);
      expect(Math.abs((status.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
      await runtime.pauseContainer(ctr);
      expect(await state()).toBe('paused');
      await runtime.unpauseContainer(ctr);
      expect(await state()).toBe('running');
      await runtime.stopContainer(ctr, 0, false);
      const end = await runtime.updateContainerStatus(ctr);
      expect(end).toMatchObject({ state: 'exited', pid: null, exitCode: 137, checkpointed: false });
      expect(end.finishedAt).toBeGreaterThanOrEqual(status.startedAt ?? Number.POSITIVE_INFINITY);
    });

    it.each([0, 1, 42, 125, 126, 127, 137, 255])('ends with exit code %i', async (code) => {
      expect(await driven.ended({ command: ['sh', '-c', `exit ${code}`] })).toMatchObject({
        state: 'exited',
        exitCode: code,
      });
    });

    it.each([
      ['SIGHUP', 129],
      [9, 137],
      ['TERM', 143],
      ['15', 143],
    ])('ends by the signal %s with exit code %i', async (signal, code) => {
      // The first process of a namespace takes of all signals only those that it asks for, and SIGKILL.
      const ctr = await driven.running({
        command: ['sh', '-c', `trap 'exit ${code}' HUP TERM; while :; do sleep 0.1; done`],
      });
      await driven.exec(ctr, ['true']);
      await driven.runtime.killContainer(ctr, signal, false);
      expect((await driven.untilEnded(ctr)).exitCode).toBe(code);
    });

    it('is stopped by its stop signal, and by SIGKILL when it does not listen', async () => {
      const polite = await driven.running({
        command: ['sh', '-c', "trap 'exit 7' USR1; while :; do sleep 0.1; done"],
        stopSignal: 'SIGUSR1',
      });
      // Its trap is set when it answers.
      await driven.exec(polite, ['true']);
      await driven.runtime.stopContainer(polite, 20, false);
      expect((await driven.untilEnded(polite)).exitCode).toBe(7);
      const deaf = await driven.running({ command: ['sh', '-c', "trap '' TERM; while :; do sleep 0.1; done"] });
      await driven.runtime.stopContainer(deaf, 1, false);
      expect((await driven.untilEnded(deaf)).exitCode).toBe(137);
    });
  });

  describe('a container', () => {
    it.each(['with blanks', 'quo\'te"s', 'new\nline', 'ünïcödé 🦭', '$HOME `x` \\', '-n', ''])(
      'gets its arguments and its environment as they are: %j',
      async (word) => {
        const command = ['sh', '-c', 'read go; printf "%s|%s" "$1" "$V"', 'sh', word];
        const ctr = await driven.running({ command, environment: { V: word }, interactive: true });
        const { said, terminal, over } = driven.attach(ctr);
        terminal.type('go\n');
        await over;
        expect(said.bytes.subarray(8).toString()).toBe(`${word}|${word}`);
      },
    );

    it.each(['with blanks', 'quo\'te"s', 'ünïcödé 🦭', '-n', '$HOME'])('may have any name: %j', async (name) => {
      const made = driven.made({ command: forever, name });
      if (driven.lacks.has('anyName')) return expect(made).rejects.toThrow(/invalid|regex/i);
      const ctr = await made;
      await driven.runtime.startContainer(ctr);
      expect((await driven.exec(ctr, ['echo', 'in it'])).output).toBe('in it\n');
      await driven.runtime.stopContainer(ctr, 0, false);
      return expect((await driven.untilEnded(ctr)).exitCode).toBe(137);
    });

    it('that the kernel kills for its memory is told so', async () => {
      const command = ['sh', '-c', 'x=a; while :; do x=$x$x; done'];
      const { state, exitCode, oomKilled } = await driven.ended({ command, memory: 20 * 1024 * 1024 });
      expect([state, exitCode]).toEqual(['exited', 137]);
      if (!driven.lacks.has('oomKilled')) expect(oomKilled).toBe(true);
    });
  });

  describe('what is not right', () => {
    it('is refused, with what is wrong', async () => {
      const { runtime } = driven;
      const ctr = await driven.running({ command: forever });
      await expect(runtime.killContainer(ctr, 'SIGNOPE', false)).rejects.toMatchObject({ name: 'GantryError' });
      await runtime.stopContainer(ctr, 0, false);
      await expect(runtime.pauseContainer(ctr)).rejects.toMatchObject({ code: 'wrong-state' });
      await expect(runtime.killContainer(ctr, 'SIGTERM', false)).rejects.toMatchObject({ code: 'wrong-state' });
      await expect(driven.exec(ctr, ['true'])).rejects.toMatchObject({ code: 'wrong-state' });
    });
  });

  describe('all processes', () => {
    it('take a signal, where the driver can reach them', async () => {
      const { runtime, lacks } = driven;
      const child = `sh -c "trap 'touch /tmp/heard; exit' USR1; touch /tmp/ready; while :; do sleep 0.05; done"`;
      const ctr = await driven.running({
        command: ['sh', '-c', `trap : USR1; ${child} & while :; do sleep 0.05; done`],
      });
      await expect.poll(async () => (await driven.exec(ctr, ['ls', '/tmp'])).output).toContain('ready');
      const sent = runtime.killContainer(ctr, 'SIGUSR1', true);
      if (lacks.has('all')) return expect(sent).rejects.toMatchObject({ code: 'unsupported' });
      await sent;
      await expect.poll(async () => (await driven.exec(ctr, ['ls', '/tmp'])).output).toContain('heard');
      return expect((await runtime.updateContainerStatus(ctr)).state).toBe('running');
    });
  });
}
