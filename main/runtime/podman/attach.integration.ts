import { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrameReader } from '../frames.ts';
import type { HttpAttachStreams, RuntimeContainer } from '../oci-runtime.ts';
import { type RealRuntime, startRealRuntime } from './testing/real-runtime.ts';

let real: RealRuntime;
beforeAll(async () => {
  real = await startRealRuntime();
});
afterAll(() => real[Symbol.asyncDispose]());

const all = { stdin: true, stdout: true, stderr: true };
const never = new AbortController().signal;

/** Our side of an attach session: what is pushed goes to the container, what it says is kept. */
class Connection extends Duplex {
  bytes = Buffer.alloc(0);
  #heard: () => void = () => {};

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    this.#heard();
    done();
  }

  /** By stream: 1 stdout, 2 stderr. */
  get framed(): Record<number, string> {
    const texts: Record<number, string> = {};
    for (const { stream, bytes } of new FrameReader().read(this.bytes)) {
      texts[stream] = (texts[stream] ?? '') + Buffer.from(bytes).toString();
    }
    return texts;
  }

  async until(text: string): Promise<void> {
    while (!this.bytes.includes(text)) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}

/** Joined to a container's first process. */
function attach(ctr: RuntimeContainer, streams: HttpAttachStreams = all, detachKeys?: string, cancel = never) {
  const connection = new Connection();
  return { connection, ended: real.runtime.httpAttach(ctr, connection, streams, detachKeys, cancel) };
}

const run = (...args: string[]) => real.run(...args.slice(0, -1), real.engine.image, 'sh', '-c', args.at(-1) ?? '');
const echo = 'while read x; do echo "<$x>"; done; exit 5';
const state = async (ctr: RuntimeContainer) => real.runtime.updateContainerStatus(ctr);

describe('a container with a terminal', () => {
  it('gives raw bytes, and ends the session with itself', async () => {
    const ctr = await run('-ti', 'stty -echo; echo ready; read x; echo "<$x>"; exit 5');
    const { connection, ended } = attach(ctr);
    connection.push('über\n');
    await connection.until('<über>\r\n');
    await ended;
    await expect.poll(() => state(ctr)).toMatchObject({ state: 'exited', exitCode: 5 });
  });

  it('has the size that it was told', async () => {
    const ctr = await run('-ti', 'while read x; do stty size; done');
    await real.runtime.attachResize(ctr, { columns: 111, rows: 22 });
    const { connection, ended } = attach(ctr);
    connection.push('\n');
    await connection.until('22 111');
    connection.destroy();
    await ended;
    expect(await state(ctr)).toMatchObject({ state: 'running' });
  });

  it('is left by the detach keys, and runs on', async () => {
    const ctr = await run('-ti', echo);
    const { connection, ended } = attach(ctr, all, 'ctrl-a,x');
    connection.push('one\n');
    await connection.until('<one>');
    connection.push('\x01');
    connection.push('x');
    await ended;
    expect(await state(ctr)).toMatchObject({ state: 'running' });
  });

  it('gets ctrl-p and ctrl-q like any other key where there are no detach keys', async () => {
    const ctr = await run('-ti', 'stty -echo raw; echo ready; od -An -tx1 -N 2');
    const { connection, ended } = attach(ctr, all, '');
    await real.podman('logs', ctr.id);
    await expect.poll(() => real.podman('logs', ctr.id)).toContain('ready');
    connection.push('\x10');
    connection.push('\x11');
    await connection.until('10 11');
    await ended;
  });
});

describe('a container without a terminal', () => {
  it('gives stdout and stderr apart, and takes the end of its input', async () => {
    const ctr = await run('-i', 'while read x; do echo "out $x"; echo "err $x" >&2; done; echo end; exit 5');
    const { connection, ended } = attach(ctr);
    connection.push('1\n');
    connection.push(null);
    await ended;
    expect(connection.framed).toEqual({ 1: 'out 1\nend\n', 2: 'err 1\n' });
    await expect.poll(() => state(ctr)).toMatchObject({ state: 'exited', exitCode: 5 });
  });

  it('gives no more than is asked for, and takes nothing that it shall not', async () => {
    const ctr = await run('-i', 'while read x; do echo "out $x"; echo "err $x" >&2; done');
    const looking = attach(ctr, { stdin: false, stdout: true, stderr: false });
    const typing = attach(ctr);
    looking.connection.push('not this\n');
    // Which of the two is joined first nobody knows, and what was said before is told to none.
    const heard = () => {
      typing.connection.push('this\n');
      return looking.connection.framed[1] ?? '';
    };
    await expect.poll(heard).toContain('out this');
    await typing.connection.until('err this');
    typing.connection.push(null);
    await Promise.all([looking.ended, typing.ended]);
    expect(looking.connection.framed).toEqual({ 1: expect.stringMatching(/^(?:out this\n)+$/) });
    expect(typing.connection.framed[1]).not.toContain('not this');
  });
});

describe('an attach session', () => {
  it('ends when it is called off, and the container runs on', async () => {
    const ctr = await run('-ti', echo);
    const calling = new AbortController();
    const { connection, ended } = attach(ctr, all, undefined, calling.signal);
    connection.push('one\n');
    await connection.until('<one>');
    calling.abort();
    await ended;
    expect(await state(ctr)).toMatchObject({ state: 'running' });
  });

  it('that was called off before it began does nothing', async () => {
    const ctr = await run('-ti', echo);
    await expect(attach(ctr, all, undefined, AbortSignal.abort()).ended).resolves.toBeUndefined();
  });

  it('of a container that is yet to be started waits for it, and misses nothing', async () => {
    const { engine, runtime, podman } = real;
    const id = await podman('create', '-t', engine.image, 'sh', '-c', 'stty size; exit 6');
    const ctr = { id, name: 'waiting' };
    const { connection, ended } = attach(ctr);
    // Podman makes it ready at an attach, and only then its terminal has a size.
    await expect.poll(() => state(ctr)).toMatchObject({ state: 'initialized' });
    await runtime.attachResize(ctr, { columns: 99, rows: 33 });
    await runtime.startContainer(ctr);
    await ended;
    expect(connection.bytes.toString()).toBe('33 99\r\n');
  });

  it("of a container that is not there is refused in the engine's words", async () => {
    await expect(attach({ id: 'nowhere', name: 'nowhere' }).ended).rejects.toMatchObject({
      code: 'not-found',
      engineMessage: expect.stringContaining('nowhere'),
    });
  });
});
