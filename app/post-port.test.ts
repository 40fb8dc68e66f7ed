import { expect, it, vi } from 'vitest';
import { channels } from '../shared/channels.ts';
import { postPort } from './post-port.ts';

const ports = () => ({ port1: { close: vi.fn() }, port2: { close: vi.fn() } });

it('one end goes to the page, the other stays', () => {
  const made = ports();
  const postMessage = vi.fn();
  expect(postPort({ postMessage }, 'p', made)).toBe(made.port1);
  expect(postMessage).toHaveBeenCalledWith(channels.port, 'p', [made.port2]);
  expect(made.port1.close).not.toHaveBeenCalled();
});

it('no end stays open where the page is gone', () => {
  const made = ports();
  const postMessage = (): never => {
    throw new Error('Render frame was disposed');
  };
  expect(() => postPort({ postMessage }, 'p', made)).toThrow('disposed');
  expect(made.port1.close).toHaveBeenCalledOnce();
  expect(made.port2.close).toHaveBeenCalledOnce();
});
