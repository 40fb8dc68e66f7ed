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

  it.each([
    ['{"Type":"image","Action":"pull","Actor":{"ID":"abc"}}', 'images'],
    ['{"Type":"image","Status":"untag","ID":"abc"}', 'images'],
    // Each start of a container does the first.
    ['{"Type":"image","Action":"mount","Actor":{"ID":"abc"}}', 'other'],
    ['{"Type":"image","Action":"push","Actor":{"ID":"abc"}}', 'other'],
    ['{"Type":"volume","Action":"create","Actor":{"ID":"abc"}}', 'other'],
  ])('that is not of a container (%s) counts where it changes the images', (line, kind) => {
    expect(parseEvent(line)).toEqual({ kind });
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
