import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { close, receive, send } from './libc.ts';
import { connectPackets, PacketSocket } from './packet-socket.ts';
import { PacketListener } from './testing/packet-listener.ts';
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

  it('is connected as soon as one place is free where too many wait', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-socket-'));
    const listener = new PacketListener(path.join(folder, 'attach'));
    onTestFinished(async () => {
      listener.close();
      await rm(folder, { recursive: true });
    });
    const first = await connectPackets(folder, 'attach');
    const second = connectPackets(folder, 'attach');
    const isThere = await Promise.race([second.then(() => true), new Promise((resolve) => setTimeout(resolve, 100))]);
    expect(isThere).toBeUndefined();
    listener.take();
    for (const socket of [first, await second]) socket.destroy();
    await expect(connectPackets(folder, 'none')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
