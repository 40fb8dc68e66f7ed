/** A session host on a real engine, and what its tests ask of both. */
import path from 'node:path';
import { z } from 'zod';
import { startTestEngine } from '../../../scripts/test-engine.mjs';
import { GantryError } from '../../../shared/errors.ts';
import type { SessionRequest, SessionState, SessionSummary } from '../../../shared/session.ts';
import { noNeeds } from '../../host/creation-needs.ts';
import { containerPath, LibpodClient } from '../../runtime/podman/client.ts';
import { PodmanRuntime } from '../../runtime/podman/podman-runtime.ts';
import { LeftExecs } from '../left-execs.ts';
import { SessionHost } from '../session-host.ts';
import type { SessionTarget } from '../transport.ts';
import { TestWindow } from './test-window.ts';

const execIds = z.object({
  ExecIDs: z
    .array(z.string())
    .nullable()
    .transform((ids) => ids ?? []),
});
const running = z.object({ Running: z.boolean() });
const inspected = z.tuple([
  z.object({
    Config: z.object({ Tty: z.boolean(), OpenStdin: z.boolean(), Env: z.array(z.string()), Cmd: z.array(z.string()) }),
  }),
]);

type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

export interface TestHost extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly host: SessionHost;
  /** Starts a container. @returns its id */
  run(...args: string[]): Promise<string>;
  /** Opens a session and looks at it. */
  open(
    containerId: string,
    request?: Partial<SessionRequest>,
  ): Promise<{ session: SessionSummary; window: TestWindow }>;
  look(sessionId: string): TestWindow;
  /** Waits until a session is in a state, without looking at it. */
  until(sessionId: string, state: SessionState['state']): Promise<SessionState>;
  /** The processes in a container, one a line. */
  processes(containerId: string): Promise<string>;
  /** How many exec sessions run in it. (The engine remembers ended ones for a while.) */
  execSessions(containerId: string): Promise<number>;
  /** Waits for its end. `podman wait` takes twenty seconds for one that has ended already. */
  exitCode(containerId: string): Promise<number>;
}

export async function startTestHost(): Promise<TestHost> {
  const engine = await startTestEngine();
  const podman = async (...args: string[]) => (await engine.podman(args)).stdout.trim();
  const client = new LibpodClient({ socketPath: engine.socket });
  const info = { conmon: null, ociRuntime: { name: 'runc', package: '', path: '', version: '' } };
  const runtime = new PodmanRuntime({ client, info, needs: async () => noNeeds });
  const targets = new Map<string, SessionTarget>();
  const host = new SessionHost({
    left: new LeftExecs(path.join(engine.root, 'left-running.json')),
    resolve(_engineId, containerId) {
      const target = targets.get(containerId);
      if (target === undefined) throw new GantryError({ code: 'not-found', message: `There is no ${containerId}.` });
      return target;
    },
  });
  const look = (sessionId: string): TestWindow => {
    const window = new TestWindow();
    host.view(sessionId, window.port);
    return window;
  };
  return {
    engine,
    host,
    look,
    async run(...args) {
      const id = await podman('run', '-d', ...args);
      const inspect = async () => inspected.parse(JSON.parse(await podman('inspect', id)))[0].Config;
      const { Cmd: command } = await inspect();
      targets.set(id, {
        runtime,
        container: { id, name: id.slice(0, 12), summary: { command } },
        inspect: async () => {
          const { Tty: terminal, OpenStdin: openStdin, Env: environment } = await inspect();
          return { terminal, openStdin, environment };
        },
      });
      return id;
    },
    async open(containerId, request = {}) {
      const session = await host.open({
        ...{ engineId: 'test', containerId, kind: 'exec', command: null, user: null, workingDirectory: null },
        size: { columns: 80, rows: 24 },
        ...request,
      });
      return { session, window: look(session.id) };
    },
    until: (sessionId, state) =>
      new Promise((resolve) => {
        const check = (): void => {
          const summary = host.summary(sessionId);
          if (summary.state.state !== state) return;
          stop();
          resolve(summary.state);
        };
        const stop = host.onChange(check);
        check();
      }),
    processes: (containerId) => podman('top', containerId, 'args'),
    async execSessions(containerId) {
      const { ExecIDs: ids } = await client.json(execIds, 'GET', containerPath(containerId, '/json'));
      const sessions = await Promise.all(ids.map((id) => client.json(running, 'GET', `/exec/${id}/json`)));
      return sessions.filter(({ Running }) => Running).length;
    },
    async exitCode(containerId) {
      for (;;) {
        const [status, code] = (
          await podman('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', containerId)
        ).split(' ');
        if (status === 'exited') return Number(code);
      }
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
      await engine.stop();
    },
  };
}
