/** The driver with a real Podman. */
import { expect } from 'vitest';
import type { ContainerWish, Subject } from '../../testing/subject.ts';
import { startRealRuntime } from './real-runtime.ts';

export async function startPodmanSubject(): Promise<Subject> {
  const real = await startRealRuntime();
  const { runtime, podman, engine } = real;
  return {
    runtime,
    // Node gives up a connection with all that waits in it when the other side ends before it has read what is sent.
    // 4.3 looks for conmon's word of an OOM kill in another folder than conmon leaves it in.
    lacks: new Set(['all', 'capAdd', 'preserveFDs', 'paths', 'anyName', 'oomKilled', 'outputAfterUnreadInput']),
    async create({ name, command, terminal, interactive, environment = {}, stopSignal, memory }: ContainerWish) {
      const id = await podman(
        'create',
        ...(name === undefined ? [] : [`--name=${name}`]),
        ...(terminal ? ['--tty'] : []),
        ...(interactive ? ['--interactive'] : []),
        ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
        ...(stopSignal === undefined ? [] : ['--stop-signal', stopSignal]),
        ...(memory === undefined ? [] : ['--memory', `${memory}b`, '--memory-swap', `${memory}b`]),
        engine.image,
        ...command,
      );
      return { id, name: await podman('inspect', '--format', '{{.Name}}', id) };
    },
    // With Podman it is one step.
    make: async () => undefined,
    async untilEnded(ctr) {
      // Not `podman wait`: of one that was frozen it finds no exit code.
      await expect.poll(async () => (await runtime.updateContainerStatus(ctr)).state).toBe('exited');
      return runtime.updateContainerStatus(ctr);
    },
    [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
  };
}
