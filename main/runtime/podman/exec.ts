/** Exec sessions over the API. */
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import type { TerminalSize } from '../../../shared/session.ts';
import { DetachKeys, detachBytes } from '../detach-keys.ts';
import { unsupported } from '../errors.ts';
import { FrameReader } from '../frames.ts';
import type { AttachStreams, ExecOptions, ExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, execPath } from './address.ts';
import type { LibpodClient, Upgraded } from './client.ts';
import { copy } from './copy.ts';
import { nobodyTypesThis } from './detach-keys.ts';
import { errorOfSocket } from './errors.ts';

/** libpod's `define.InspectExecSession`. */
const execSession = z.object({
  Running: z.boolean(),
  ExitCode: z.number(),
  Pid: z.number(),
  ProcessConfig: z.object({ tty: z.boolean().nullish() }).nullish(),
});
export type ExecState = z.infer<typeof execSession>;

const made = z.object({ Id: z.string() });

/** The engine notes an end a moment after the output has ended: asked for at these pauses, milliseconds. */
const pauses = [0, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1600];

export async function inspectExec(client: LibpodClient, execId: string): Promise<ExecState> {
  return client.json(execSession, 'GET', execPath(execId, '/json'), { doing: 'Look at the exec session' });
}

/** @returns the engine's own id for the new session */
export async function createExec(client: LibpodClient, ctr: RuntimeContainer, options: ExecOptions): Promise<string> {
  if (options.capAdd?.length)
    throw unsupported('execContainer', "Podman's API can't add capabilities to an exec session.");
  if (options.preserveFDs?.length) throw unsupported('execContainer', "File descriptors can't be handed over an API.");
  const { cmd, env = {}, terminal, cwd, user, streams } = options;
  const body = {
    Cmd: cmd,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Tty: terminal,
    AttachStdin: streams.input !== null,
    // Podman starts none without a stream; what nobody wants is read and dropped.
    AttachStdout: streams.output !== null || (streams.input === null && streams.error === null),
    AttachStderr: streams.error !== null || terminal,
    ...(cwd ? { WorkingDir: cwd } : {}),
    ...(user ? { User: user } : {}),
    DetachKeys: nobodyTypesThis,
  };
  const doing = `Run ${cmd[0] ?? ''} in ${ctr.name}`;
  return (await client.json(made, 'POST', containerPath(ctr.id, '/exec'), { body, doing })).Id;
}

/** Starts it with its size and joins the streams. */
export async function startExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  { cmd, terminal, size, streams, detachKeys }: ExecOptions,
): Promise<ExecSession> {
  const body = { Detach: false, Tty: terminal, ...(size ? { h: size.rows, w: size.columns } : {}) };
  const doing = `Run ${cmd[0] ?? ''} in ${ctr.name}`;
  // Bytes from no keyboard may say anything, also what would be the keys.
  const keys = detachBytes(terminal ? detachKeys : '');
  const upgraded = await client.upgrade(execPath(execId, '/start'), { body, doing });
  const ended = joined(upgraded, streams, terminal, keys, doing).then(() => exitCode(client, ctr, execId, doing));
  // Nobody may be waiting for it when it rejects.
  ended.catch(() => {});
  // Engines have lost the size that came with the start; a command that has ended already needs none.
  if (terminal && size) await resizeExec(client, ctr, execId, size).catch(() => {});
  const { Pid } = await inspectExec(client, execId).catch(() => ({ Pid: 0 }));
  return { pid: Pid || null, lastingId: execId, ended };
}

export async function resizeExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  size: TerminalSize,
): Promise<void> {
  const query = { h: size.rows, w: size.columns };
  await client.send('POST', execPath(execId, '/resize'), { query, doing: `Resize the terminal in ${ctr.name}` });
}

async function joined(
  { socket, head }: Upgraded,
  streams: AttachStreams,
  terminal: boolean,
  keys: Uint8Array,
  doing: string,
): Promise<void> {
  const { input, output, error } = streams;
  let isLeft = false;
  const typed = new DetachKeys(keys, () => {
    isLeft = true;
    socket.end(() => socket.destroy());
  });
  // The input's end is passed on, so that `cat` ends.
  input?.pipe(typed).pipe(socket);
  const frames = terminal ? null : new FrameReader();
  try {
    await copy(socket, head, async (bytes) => {
      if (frames === null) return write(output, bytes);
      for (const frame of frames.read(bytes)) await write(frame.stream === 2 ? error : output, frame.bytes);
    });
  } catch (thrown) {
    throw isLeft ? left(doing) : errorOfSocket(thrown, doing);
  } finally {
    input?.unpipe(typed);
    typed.destroy();
    socket.destroy();
  }
}

function write(stream: Writable | null, bytes: Uint8Array): Promise<void> | void {
  if (stream === null) return;
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(nobodyReads(error)) : resolve()));
  });
}

function left(doing: string): GantryError {
  const hint = 'The command runs on.';
  return new GantryError({ code: 'cancelled', message: `${doing}: left by the detach keys.`, hint });
}

function nobodyReads(cause: Error): GantryError {
  return new GantryError({ code: 'cancelled', message: 'Nobody takes the output any more.', cause });
}

async function exitCode(client: LibpodClient, ctr: RuntimeContainer, execId: string, doing: string): Promise<number> {
  for (const wait of pauses) {
    await pause(wait);
    const { Running, ExitCode } = await inspectExec(client, execId).catch((thrown: unknown) => {
      throw removedMeanwhile(thrown, ctr);
    });
    if (!Running) return ExitCode;
  }
  throw new GantryError({
    code: 'engine-unreachable',
    message: `${doing}: the connection ended, but the command still runs.`,
    hint: 'Open another terminal in the container to see it.',
  });
}

/** A container that is removed takes its exec sessions, and their exit codes, with it. */
function removedMeanwhile(thrown: unknown, ctr: RuntimeContainer): unknown {
  if (!(thrown instanceof GantryError) || thrown.code !== 'not-found') return thrown;
  const { engineMessage } = thrown;
  const message = `${ctr.name} was removed while the command ran.`;
  return new GantryError({ code: 'not-found', message, engineMessage, cause: thrown });
}
