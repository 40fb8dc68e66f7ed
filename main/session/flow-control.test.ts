import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FlowControl } from './flow-control.ts';

const limits = { highWater: 1000, lowWater: 500, chunk: 100, eager: 200, patience: 1000 };

/** Sends all that it may of what there is. @returns what is left */
function send(flow: FlowControl, unsent: number, isLast = false): number {
  let left = unsent;
  for (let next = flow.allowance(left, isLast); next > 0; next = flow.allowance(left, isLast)) {
    flow.sent(next);
    left -= next;
  }
  flow.update(left);
  return left;
}

describe('flow control', () => {
  const letGo = vi.fn();
  let flow: FlowControl;

  beforeEach(() => {
    vi.useFakeTimers();
    letGo.mockClear();
    flow = new FlowControl(limits, letGo);
  });
  afterEach(() => {
    flow[Symbol.dispose]();
    vi.useRealTimers();
  });

  it('sends a single byte at once', () => {
    expect(flow.allowance(1, false)).toBe(1);
  });

  it('sends only full chunks while the viewer is busy, the rest when it has taken some', () => {
    expect(send(flow, 250)).toBe(50);
    expect(flow.allowance(99, false)).toBe(0);
    expect(flow.allowance(100, false)).toBe(100);
    flow.acknowledged(100, false);
    expect(flow.allowance(99, false)).toBe(99);
  });

  it('sends the last bytes even to a busy viewer', () => {
    send(flow, 250);
    expect(flow.allowance(99, true)).toBe(99);
  });

  it('holds the source back over the high-water mark, until the lag is down to the low one', () => {
    expect(send(flow, 1500)).toBe(500);
    expect(flow.holdsBack).toBe(true);
    flow.acknowledged(900, false);
    const left = send(flow, 500);
    expect([left, flow.underWay, flow.holdsBack]).toEqual([0, 600, true]);
    flow.acknowledged(100, false);
    flow.update(0);
    expect(flow.holdsBack).toBe(false);
  });

  it('lets a viewer go that has acknowledged nothing for a second', () => {
    send(flow, 1500);
    vi.advanceTimersByTime(999);
    expect(flow.holdsBack).toBe(true);
    vi.advanceTimersByTime(1);
    expect([flow.holdsBack, flow.isLetGo]).toEqual([false, true]);
    expect(letGo).toHaveBeenCalledOnce();
  });

  it('does not count the time in which this process itself could not look', () => {
    const clock = vi.spyOn(performance, 'now');
    send(flow, 1500);
    // All that is due comes at once, as after the machine was asleep.
    clock.mockReturnValue(performance.now() + 60_000);
    vi.advanceTimersByTime(250);
    clock.mockRestore();
    vi.advanceTimersByTime(999);
    expect(flow.isLetGo).toBe(false);
    vi.advanceTimersByTime(1);
    expect(flow.isLetGo).toBe(true);
  });

  it('waits for a slow viewer as long as it takes something now and then', () => {
    let left = send(flow, 5000);
    for (let taken = 0; taken < 20; taken++) {
      vi.advanceTimersByTime(900);
      flow.acknowledged(10, false);
      left = send(flow, left);
    }
    expect([flow.holdsBack, flow.isLetGo]).toEqual([true, false]);
  });

  it('runs no timer while nobody holds anything back', () => {
    send(flow, 400);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes a viewer back with its first acknowledgement, when nothing it missed is gone', () => {
    send(flow, 1500);
    vi.advanceTimersByTime(1000);
    flow.acknowledged(1, false);
    expect(flow.isLetGo).toBe(false);
  });

  it('takes one back that has missed too much only when all it was sent is parsed', () => {
    send(flow, 1500);
    vi.advanceTimersByTime(1000);
    flow.acknowledged(999, true);
    expect(flow.isLetGo).toBe(true);
    flow.acknowledged(1, true);
    expect(flow.isLetGo).toBe(false);
  });

  it('refuses an acknowledgement of more than was sent', () => {
    send(flow, 100);
    expect(flow.acknowledged(101, false)).toBe(false);
  });
});
