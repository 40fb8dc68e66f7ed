import { afterEach, describe, expect, it } from 'vitest';
import { close, receive, send } from './libc.ts';
import { PacketSocket } from './packet-socket.ts';
import { packetPair } from './testing/packet-pair.ts';

const open: number[] = [];
afterEach(() => {
  for (const fd of open.splice(0)) close(fd);
});

describe('a packet socket', () => {
  it('that is closed by who takes a packet touches its descriptor no more: it may be another’s', async () => {
    const [ours, theirs] = packetPair();
    open.push(theirs);
    const socket = new PacketSocket(ours);
    // More than the kernel holds, so that some of it still waits to be sent.
    socket.write(Buffer.alloc(1024 * 1024));
    const another = new Promise<readonly [number, number]>((resolve) => {
      socket.once('data', () => {
        socket.destroy();
        const pair = packetPair();
        send(pair[1], Buffer.from('for another'));
        resolve(pair);
      });
    });
    const into = Buffer.alloc(64 * 1024);
    send(theirs, Buffer.from('one'));
    while (receive(theirs, into) !== null);
    const pair = await another;
    open.push(...pair);
    expect(pair).toContain(ours);
    await new Promise((resolve) => setImmediate(resolve));
    expect(receive(pair[0], into)).toBe('for another'.length);
    expect(receive(pair[1], into)).toBeNull();
  });

  it('hands over all that was said by who has gone without reading all', async () => {
    const [ours, theirs] = packetPair();
    const socket = new PacketSocket(ours);
    socket.write('not read');
    for (const word of ['one', 'two', 'three']) send(theirs, Buffer.from(word));
    close(theirs);
    const said: string[] = [];
    for await (const packet of socket) said.push(String(packet));
    expect(said).toEqual(['one', 'two', 'three']);
  });

  it('whose other side has gone takes what is written as said to nobody, and is read to its end', async () => {
    const [ours, theirs] = packetPair();
    const socket = new PacketSocket(ours);
    socket.write('not read');
    send(theirs, Buffer.from('last words'));
    close(theirs);
    const written = new Promise((resolve) => socket.write('for nobody', resolve));
    expect(await written).toBeFalsy();
    const said: string[] = [];
    for await (const packet of socket) said.push(String(packet));
    expect(said).toEqual(['last words']);
  });
});
