import { describe, expect, it } from 'vitest';
import { parseEvent } from './events.ts';
import { Lines } from './lines.ts';

describe('an event', () => {
  const container = { kind: 'container', id: 'abc', action: 'start' };
  it.each([
    ['of 4.x', { status: 'start', id: 'abc', Type: 'container', Action: 'start', Actor: { ID: 'abc' } }],
    ['of Docker', { Type: 'container', Action: 'start', Actor: { ID: 'abc', Attributes: { name: 'a' } } }],
    ['of libpod itself', { ID: 'abc', Name: 'a', Status: 'start', Type: 'container', Time: '2026-11-24T09:11:12Z' }],
  ])('%s names its container', (_, event) => {
    expect(parseEvent(JSON.stringify(event))).toEqual(container);
  });

  it('of something else is no matter of ours', () => {
    expect(parseEvent('{"Type":"image","Action":"pull","Actor":{"ID":"abc"}}')).toEqual({ kind: 'other' });
  });

  it.each(['{"Type":"contai', '[]', 'null', '{"Type":"container"}', '{"Type":"","Action":"start"}', 'oops'])(
    'that nobody understands (%s) means that all has to be read again',
    (line) => {
      expect(parseEvent(line)).toEqual({ kind: 'unknown' });
    },
  );
});

describe('lines', () => {
  it('come whole, however they are cut', () => {
    const bytes = Buffer.from('{"a":"ä€😀"}\n\n{"b":1}\nrest');
    for (let size = 1; size < bytes.length; size++) {
      const lines = new Lines();
      const read: string[] = [];
      for (let at = 0; at < bytes.length; at += size) read.push(...lines.read(bytes.subarray(at, at + size)));
      expect(read).toEqual(['{"a":"ä€😀"}', '', '{"b":1}']);
    }
  });
});
