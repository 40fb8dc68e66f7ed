import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowLimits } from './flow-control.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

const megabyte = 1024 * 1024;
const line = `${'0123456789'.repeat(10)}abc\n`;

let test: TestHost;
let container: string;

beforeAll(async () => {
  test = await startTestHost();
  container = await test.run(test.engine.image, 'sleep', '1000');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Writes so many bytes of the line, unchanged by the terminal. */
const flood = (bytes: number) => `stty -opost; yes '${line.trimEnd()}' | head -c ${bytes}`;
const shell = (script: string) => ({ command: ['/bin/sh', '-c', script] });

function expectedHash(bytes: number): string {
  const hash = createHash('sha256');
  const block = Buffer.from(line.repeat(10_000));
  for (let left = bytes; left > 0; left -= block.length)
    hash.update(left < block.length ? block.subarray(0, left) : block);
  return hash.digest('hex');
}

describe('a flood of output', () => {
  it('reaches a slow window whole, at its pace and in bounded memory', async () => {
    const bytes = 100 * megabyte;
    const { window } = await test.open(container, shell(flood(bytes)));
    const hash = createHash('sha256');
    const seen = { bytes: 0, mostUnderWay: 0, mostMemory: 0 };
    const before = process.memoryUsage().rss;
    window.acknowledges = false;
    window.onOutput = (piece) => {
      hash.update(piece);
      seen.bytes += piece.length;
      seen.mostUnderWay = Math.max(seen.mostUnderWay, window.unacknowledged);
      seen.mostMemory = Math.max(seen.mostMemory, process.memoryUsage().rss - before);
    };
    // It takes a quarter of a megabyte each time the event loop has gone round a few times.
    let turns = 0;
    const slowly = (): void => {
      turns += 1;
      if (turns % 5 === 0) window.acknowledge(Math.min(window.unacknowledged, megabyte / 4));
      if (window.state?.state !== 'ended') setTimeout(slowly, 1);
    };
    slowly();
    await window.untilState('ended');
    expect(seen.bytes).toBe(bytes);
    expect(hash.digest('hex')).toBe(expectedHash(bytes));
    expect(seen.mostUnderWay).toBeLessThanOrEqual(flowLimits.highWater + flowLimits.chunk);
    expect(seen.mostMemory).toBeLessThan(100 * megabyte);
  });

  it('is not held up by a window that is stuck, and shows it the end when it is back', async () => {
    const { window, session } = await test.open(
      container,
      shell(`${flood(20 * megabyte)}; echo; echo the end; exit 7`),
    );
    window.acknowledges = false;
    expect(await test.until(session.id, 'ended')).toEqual({ state: 'ended', exitCode: 7 });
    expect(window.unacknowledged).toBeLessThanOrEqual(flowLimits.highWater + flowLimits.chunk);
    window.acknowledges = true;
    window.acknowledge();
    await window.untilText('the end');
    await window.untilState('ended');
  });

  it('lets a container end, and its log be written, though the window that looks at it is stuck', async () => {
    const flooding = await test.run('--tty', test.engine.image, 'sh', '-c', `sleep 1; ${flood(5 * megabyte)}; exit 9`);
    const { window } = await test.open(flooding, { kind: 'attach' });
    window.acknowledges = false;
    expect(await test.exitCode(flooding)).toBe(9);
    const log = await test.engine.podman(['logs', flooding]);
    expect(log.stdout.length).toBeGreaterThanOrEqual(5 * megabyte);
  });

  it('takes input while it lasts', async () => {
    const { window } = await test.open(container, shell('stty -opost; yes & read line; kill $!; echo; echo stopped'));
    let hasTyped = false;
    window.onOutput = (piece) => {
      // Once: lines that nobody reads would fill the terminal's queue, and conmon waits at a full one.
      if (!hasTyped && Buffer.from(piece).includes('y\ny\n')) {
        hasTyped = true;
        window.type('\n');
      }
      if (Buffer.from(piece).includes('stopped')) window.onOutput = null;
    };
    expect(await window.untilState('ended')).toMatchObject({ exitCode: 0 });
  });
});
