import { describe, expect, it } from 'vitest';
import { GantryError } from '../../shared/errors.ts';
import type { LogLine, LogMessage } from '../../shared/logs.ts';
import { pumpLog } from './log-port.ts';
import { testPort } from './testing/test-port.ts';

const line = (text: string): LogLine => ({ stream: 'stdout', time: null, text });

/** A log without an end, in bundles of a thousand lines; counts how many were read. */
function endless() {
  const state = { bundles: 0, aborted: false };
  async function* log(signal: AbortSignal): AsyncGenerator<LogLine[]> {
    signal.addEventListener('abort', () => {
      state.aborted = true;
    });
    while (!signal.aborted) {
      state.bundles += 1;
      yield Array.from({ length: 1000 }, (_, index) => line(String(index)));
    }
  }
  return { state, log };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a log's port", () => {
  it('sends the lines in their order, then the end', async () => {
    const { port, posted, until } = testPort();
    pumpLog(port, async function* () {
      yield [line('a'), line('b')];
      yield [line('c')];
    });
    await until(() => posted.length === 3);
    const expected: LogMessage[] = [
      { kind: 'lines', lines: [line('a'), line('b')] },
      { kind: 'lines', lines: [line('c')] },
      { kind: 'end' },
    ];
    expect(posted).toEqual(expected);
  });

  it('says before the lines that older ones were left out', async () => {
    const { port, posted, until } = testPort();
    pumpLog(port, async function* (_signal, cut) {
      cut();
      yield [line('the last')];
    });
    await until(() => posted.length === 3);
    expect(posted).toEqual([{ kind: 'cut' }, { kind: 'lines', lines: [line('the last')] }, { kind: 'end' }]);
  });

  it('reads no further than the page takes, and goes on when it has taken', async () => {
    const { port, posted, send, until } = testPort();
    const { state, log } = endless();
    pumpLog(port, log);
    await until(() => posted.length === 21);
    await settled();
    expect(state.bundles).toBe(21);
    send({ kind: 'ack', lines: 15_000 });
    await until(() => posted.length > 21);
    expect(state.bundles).toBeGreaterThan(21);
  });

  it('reads no further than the page takes of lines that are long', async () => {
    const { port, posted, send, until } = testPort();
    let read = 0;
    const long = line('x'.repeat(65_536));
    pumpLog(port, async function* (signal) {
      while (!signal.aborted) {
        read += 10;
        yield Array.from({ length: 10 }, () => long);
      }
    });
    await until(() => posted.length === 13);
    await settled();
    // 8 Mi of 64 Ki each, and the bundle that was over it.
    expect(read).toBe(130);
    send({ kind: 'ack', lines: 60 });
    await settled();
    expect(read).toBe(130);
    send({ kind: 'ack', lines: 10 });
    await until(() => posted.length > 13);
    expect(read).toBeGreaterThan(130);
    send({ kind: 'close' });
  });

  it('ends the reading when the page closes it', async () => {
    const { port, send, until, posted } = testPort();
    const { state, log } = endless();
    pumpLog(port, log);
    await until(() => posted.length === 21);
    send({ kind: 'close' });
    expect(state.aborted).toBe(true);
  });

  it('ends the reading when the page sends what makes no sense', async () => {
    const { port, send, until, posted } = testPort();
    const { state, log } = endless();
    pumpLog(port, log);
    await until(() => posted.length === 21);
    send({ kind: 'ack', lines: -1 });
    expect(state.aborted).toBe(true);
  });

  it('tells a failure with all that is known of it', async () => {
    const error = { code: 'not-found', message: 'Gone.', engineMessage: 'no such container', hint: 'Look.' } as const;
    const { port, posted, until } = testPort();
    pumpLog(port, async function* () {
      yield [line('a')];
      throw new GantryError(error);
    });
    await until(() => posted.length === 2);
    expect(posted[1]).toEqual({ kind: 'error', error });
  });
});
