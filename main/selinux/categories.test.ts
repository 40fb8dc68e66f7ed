import { describe, expect, it } from 'vitest';
import { freeCategories } from './categories.ts';

const label = (level: string) => `system_u:system_r:container_t:${level}`;

describe('two categories for a container', () => {
  it('are different ones of those that there are, the lower first, whatever is drawn', () => {
    const seen = new Set<string>();
    for (let drawn = 0; drawn < (1024 * 1023) / 2; drawn += 97) {
      const [one, other] = freeCategories([], () => drawn);
      expect(one >= 0 && one < other && other < 1024).toBe(true);
      seen.add(`${one},${other}`);
    }
    expect(seen.size).toBe(Math.ceil((1024 * 1023) / 2 / 97));
    expect(freeCategories([], () => 0)).toEqual([0, 1]);
  });

  it('are nobody else’s, in whatever form the other label has them', () => {
    const taken = [label('s0:c1,c0'), label('s0:c0,c2'), label('s0-s0:c1.c2'), label('s0'), '', 'nonsense'];
    expect(freeCategories(taken, () => 0)).toEqual([0, 3]);
  });

  it('are never those of the files of containers that are not confined', () => {
    const last = (1024 * 1023) / 2 - 1;
    expect(freeCategories([], () => last)).toEqual([0, 1]);
    expect(freeCategories([], () => last - 1)).toEqual([1021, 1023]);
  });

  it('are refused when all of a policy are taken', () => {
    const all = function* () {
      for (let other = 1; other < 32; other++) {
        for (let one = 0; one < other; one++) yield label(`s0:c${one},c${other}`);
      }
    };
    expect(freeCategories(all(), () => 0)).toEqual([0, 32]);
    expect(() => freeCategories(all(), () => 7, 32)).toThrow('All pairs of MCS categories are taken.');
  });

  it('differ from draw to draw', () => {
    const drawn = new Set(Array.from({ length: 20 }, () => freeCategories([]).join()));
    expect(drawn.size).toBeGreaterThan(15);
  });
});
