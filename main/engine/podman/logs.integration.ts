import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LogLine, type LogQuery, logBudget, sizeOf } from '../../../shared/logs.ts';
import { type Looking, startTestPodman } from '../testing/test-podman.ts';

let looking: Looking;
beforeAll(async () => {
  looking = await startTestPodman();
});
afterAll(() => looking[Symbol.asyncDispose]());

const all: LogQuery = { tail: 100_000, follow: false };
const texts = (lines: readonly LogLine[]) => lines.map(({ text }) => text);

/** Runs a script in a container. @returns its id, when the list knows it in that state */
async function run(name: string, state: 'running' | 'exited', script: string, ...options: string[]): Promise<string> {
  const { podman, changes } = looking;
  await podman.podman(['run', '-d', '--name', name, ...options, podman.image, 'sh', '-c', script]);
  return (await changes.untilContainer(name, (container) => container.state === state)).id;
}

/** Reads until there are so many lines, or to the end. */
async function read(id: string, query: LogQuery, count = Number.POSITIVE_INFINITY, cut = () => {}): Promise<LogLine[]> {
  const ending = new AbortController();
  const lines: LogLine[] = [];
  for await (const bundle of looking.engine.logs(id, query, ending.signal, cut)) {
    lines.push(...bundle);
    if (lines.length >= count) ending.abort();
  }
  return lines;
}

describe('the log of a container that has ended', () => {
  it('is told whole, with the time and the stream of each line, and ends though more was asked for', async () => {
    const script = 'echo out; echo; printf "no end" >&2; sleep 0.3; echo " of it" >&2; printf last';
    const id = await run('ended', 'exited', script);
    const lines = await read(id, { ...all, follow: true });
    const of = (stream: LogLine['stream']) => texts(lines.filter((line) => line.stream === stream));
    expect(of('stdout')).toEqual(['out', '', 'last']);
    expect(of('stderr')).toEqual(['no end of it']);
    const times = lines.map(({ time }) => Date.parse(time ?? ''));
    for (const time of times) expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
  });

  it('is told from its last lines on, though Podman cuts long ones into pieces', async () => {
    const script = 'for i in 1 2 3 4 5; do head -c 20000 /dev/zero | tr "\\\\0" "$i"; echo; echo "end $i"; done';
    const id = await run('long', 'exited', script);
    expect(texts(await read(id, { tail: 3, follow: false }))).toEqual(['end 4', '5'.repeat(20_000), 'end 5']);
    expect(await read(id, { tail: 0, follow: false })).toEqual([]);
    expect(await read(id, { tail: 1000, follow: false })).toHaveLength(10);
  });

  it('that is too large is told from as far back as it may, and that it is cut', async () => {
    const script = 'line=$(head -c 60000 /dev/zero | tr "\\0" x); for i in $(seq 600); do echo $line$i; done';
    const id = await run('large', 'exited', script);
    const cut = vi.fn();
    const lines = await read(id, all, undefined, cut);
    const size = lines.reduce((sum, line) => sum + sizeOf(line), 0);
    expect(lines.at(-1)?.text.endsWith('x600')).toBe(true);
    expect(size).toBeLessThanOrEqual(logBudget);
    expect(size).toBeGreaterThan(logBudget - 70_000);
    expect(cut).toHaveBeenCalledOnce();
    expect(await read(id, { tail: 3, follow: false }, undefined, cut)).toHaveLength(3);
    expect(cut).toHaveBeenCalledOnce();
  });

  it('is told from a time on', async () => {
    const id = await run('since', 'exited', 'echo early; sleep 1.1; echo on; sleep 1.1; echo late; echo later');
    const [, on] = await read(id, all);
    const since = on?.time ?? '';
    const lines = texts(await read(id, { ...all, since }));
    expect(lines.slice(-2)).toEqual(['late', 'later']);
    expect(lines).not.toContain('early');
    expect(texts(await read(id, { tail: 1, follow: false, since }))).toEqual(['later']);
  });

  it('keeps characters whole that were written, and so logged, in parts', async () => {
    const script = "printf 'a\\342'; sleep 0.2; printf '\\202'; sleep 0.2; printf '\\254b\\n'";
    const id = await run('euro', 'exited', script);
    expect(texts(await read(id, all))).toEqual(['a€b']);
  });

  it('of a terminal has no carriage returns at its ends, and keeps its colours', async () => {
    const id = await run('tty', 'exited', 'printf "\\033[31mred\\033[0m\\n"; echo plain', '--tty');
    expect(texts(await read(id, all))).toEqual(['\u001b[31mred\u001b[0m', 'plain']);
  });
});

describe('the log of a container that runs', () => {
  it('is followed from its last lines on without a gap or a line told twice, to its end', async () => {
    const script =
      'i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); [ $((i % 50)) = 0 ] && sleep 0.02; done; exit 0';
    const id = await run('counts', 'running', script);
    const numbers = texts(await read(id, { tail: 5, follow: true })).map(Number);
    const [first = Number.NaN] = numbers;
    expect(first).toBeLessThan(2990);
    expect(numbers).toEqual(Array.from({ length: 3000 - first }, (_, index) => first + index));
  });

  it('comes as it is written, until whoever reads has enough', async () => {
    const id = await run('ticks', 'running', 'while :; do echo tick; echo tock >&2; sleep 0.1; done');
    const lines = await read(id, { tail: 0, follow: true }, 6);
    expect(new Set(lines.map(({ stream, text }) => `${stream} ${text}`))).toEqual(
      new Set(['stdout tick', 'stderr tock']),
    );
    await looking.podman.podman(['rm', '--force', '--time', '0', 'ticks']);
  });

  it('ends with a failure, not as if all had been said, when the engine is lost', async () => {
    const id = await run('cut', 'running', 'echo begun; sleep 1000');
    const reading = read(id, { tail: 10, follow: true }, 1000);
    const settled = reading.catch((thrown: unknown) => thrown);
    await looking.podman.stopService('SIGKILL');
    expect(await settled).toMatchObject({ code: 'engine-unreachable', message: expect.stringContaining('cut') });
    await looking.changes.untilConnection('lost');
    await looking.podman.startService();
    looking.engine.retry();
    await looking.changes.untilConnection('connected');
  });
});

describe('the log of a container that is gone', () => {
  it('is refused, whether the list knows it or not', async () => {
    const { podman, changes, engine } = looking;
    const id = await run('gone', 'exited', 'echo here');
    const log = engine.logs(id, all, new AbortController().signal);
    await podman.podman(['rm', 'gone']);
    await expect(log[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'not-found',
      engineMessage: expect.stringContaining('no such container'),
    });
    await changes.until(() => !engine.containers().containers.some((container) => container.id === id));
    expect(() => engine.logs(id, all, new AbortController().signal)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});
