import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { TakenOutput } from './taken-output.ts';

const piece = Buffer.alloc(100);
const patience = { most: 1000, milliseconds: 200 };

/** @param pause milliseconds for each piece; null: it takes one, and that for ever */
function reader(pause: number | null): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      if (pause !== null) setTimeout(done, pause);
    },
  });
}

async function flood(taken: TakenOutput, pieces: number): Promise<void> {
  for (let count = 0; count < pieces; count++) await taken.hand(piece);
  await taken.end();
}

describe('the output that one takes', () => {
  it('waits for one who rests, as long as little waits', async () => {
    const taken = new TakenOutput(reader(null), patience);
    for (let count = 0; count < 10; count++) await taken.hand(piece);
    await new Promise((resolve) => setTimeout(resolve, patience.milliseconds * 2));
    // Only the eleventh is too much.
    await expect(taken.hand(piece)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('waits for one who is slow, and hands all over', async () => {
    let bytes = 0;
    const slow = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        setTimeout(done, 1);
      },
    });
    await flood(new TakenOutput(slow, patience), 200);
    expect(bytes).toBe(20_000);
  });

  it('lets one go who always takes a little, and would hold the container up for good', async () => {
    // One piece within each of what were its two seconds.
    const begun = performance.now();
    await expect(flood(new TakenOutput(reader(150), patience), 200)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it('waits at the end for one who takes, however slowly, and not for one who does not', async () => {
    await flood(new TakenOutput(reader(60), patience), 5);
    await expect(flood(new TakenOutput(reader(null), patience), 5)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('fails with what breaks', async () => {
    const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
    broken.on('error', () => undefined);
    await expect(flood(new TakenOutput(broken, patience), 20)).rejects.toThrow('gone');
  });
});
