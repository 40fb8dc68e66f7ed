import { describe, expect, it } from 'vitest';
import { healthOf } from './health.ts';

describe('the health check', () => {
  it('is read from the engine’s answer, by its old name too', () => {
    const health = { Status: 'unhealthy', FailingStreak: 3, Log: [{ Output: 'a' }, { Output: 'no answer\n' }] };
    const read = { status: 'unhealthy', failingStreak: 3, lastOutput: 'no answer' };
    expect(healthOf({ State: { Health: health } })).toEqual(read);
    expect(healthOf({ State: { Healthcheck: health } })).toEqual(read);
  });

  it('is not there when it has no status, is malformed, or nothing is told', () => {
    expect(healthOf({ State: { Health: { Status: '', FailingStreak: 0, Log: null } } })).toBeNull();
    expect(healthOf({ State: { Health: 'fine' } })).toBeNull();
    expect(healthOf({ State: {} })).toBeNull();
    expect(healthOf(null)).toBeNull();
  });
});
