/** Exec sessions over the API. */
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import { unsupported } from '../errors.ts';
import { FrameReader } from '../frames.ts';
import type { AttachStreams, ExecOptions, ExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient, type Upgraded } from './client.ts';
import { copy } from './copy.ts';
import { apiDetachKeys } from './detach-keys.ts';
import { errorOfSocket } from './errors.ts';

/** libpod's `define.InspectExecSession`. */
const execSession = z.object({ Running: z.boolean(), ExitCode: z.number(), Pid: z.number() });
export type ExecState = z.infer<typeof execSession>;

const made = z.object({ Id: z.string() });

/** The engine notes an end a moment after the output has ended: asked for at these pauses, milliseconds. */
const pauses = [0, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1600];

export function execPath(execId: string, rest = ''): string {
  return `/exec/${encodeURIComponent(execId)}${rest}`;
}

export async function inspectExec(client: LibpodClient, execId: string): Promise<ExecState> {
  return client.json(execSession, 'GET', execPath(execId, '/json'), { doing: 'Look at the exec session' });
}

/** @returns the engine's own id for the new session */
export async function createExec(client: LibpodClient, ctr: RuntimeContainer, options: ExecOptions): Promise<string> {
  if (options.capAdd?.length)
    throw unsupported('execContainer', "Podman's API can't add capabilities to an exec session.");
  if (options.preserveFDs) throw unsupported('execContainer', "File descriptors can't be handed over an API.");
  const { cmd, env = {}, terminal, cwd, user, detachKeys, streams } = options;
  const body = {
    Cmd: cmd,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Tty: terminal,
    AttachStdin: streams.input !== null,
    AttachStdout: streams.output !== null,
    AttachStderr: streams.error !== null || terminal,
    ...(cwd ? { WorkingDir: cwd } : {}),
    ...(user ? { User: user } : {}),
    ...(detachKeys === undefined ? {} : { DetachKeys: apiDetachKeys(detachKeys) }),
  };
  const doing = `Run ${cmd[0] ?? ''} in ${ctr.name}`;
  return (await client.json(made, 'POST', containerPath(ctr.id, '/exec'), { body, doing })).Id;
}

/** Starts it with its size and joins the streams. */
export async function startExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  { cmd, terminal, size, streams }: ExecOptions,
): Promise<ExecSession> {
  const body = { Detach: false, Tty: terminal, ...(size ? { h: size.rows, w: size.columns } : {}) };
  const doing = `Run ${cmd[0] ?? ''} in ${ctr.name}`;
  const upgraded = await client.upgrade(execPath(execId, '/start'), { body, doing });
  const ended = joined(upgraded, streams, terminal, doing).then(() => exitCode(client, execId, doing));
  // Nobody may be waiting for it when it rejects.
  ended.catch(() => {});
  const { Pid } = await inspectExec(client, execId).catch(() => ({ Pid: 0 }));
  return { pid: Pid || null, ended };
}

async function joined(
  { socket, head }: Upgraded,
  streams: AttachStreams,
  terminal: boolean,
  doing: string,
): Promise<void> {
  const { input, output, error } = streams;
  // The input's end is passed on, so that `cat` ends.
  input?.pipe(socket);
  const frames = terminal ? null : new FrameReader();
  try {
    await copy(socket, head, async (bytes) => {
      if (frames === null) return write(output, bytes);
      for (const frame of frames.read(bytes)) await write(frame.stream === 2 ? error : output, frame.bytes);
    });
  } catch (thrown) {
    throw errorOfSocket(thrown, doing);
  } finally {
    input?.unpipe(socket);
    socket.destroy();
  }
}

function write(stream: Writable | null, bytes: Uint8Array): Promise<void> | void {
  if (stream === null) return;
  return new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())));
}

async function exitCode(client: LibpodClient, execId: string, doing: string): Promise<number> {
  for (const wait of pauses) {
    await pause(wait);
    const { Running, ExitCode } = await inspectExec(client, execId);
    if (!Running) return ExitCode;
  }
  throw new GantryError({
    code: 'engine-unreachable',
    message: `${doing}: the connection ended, but the command still runs.`,
    hint: 'Open another terminal in the container to see it.',
  });
}
