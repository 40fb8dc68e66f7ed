// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portsIn } from './monitor.mjs';

test("qemu's monitor tells the port", () => {
  assert.equal(portsIn('{"QMP": {"version": {}, "capabilities": ["oob"]}}'), null);
  assert.equal(portsIn('{"return": {}}'), null);
  const table =
    'Hub -1 (n):\\r\\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\\r\\n' +
    '  TCP[ESTABLISHED]   13       127.0.0.1 43083       10.0.2.15  8888     0     0\\r\\n' +
    '  TCP[HOST_FORWARD]  12       127.0.0.1 35121       10.0.2.15  8889     0     0\\r\\n' +
    '  TCP[HOST_FORWARD]  11       127.0.0.1 43083       10.0.2.15  8888     0     0\\r\\n';
  const ports = portsIn(`{"return": "${table}"}`);
  assert.deepEqual(
    ports,
    new Map([
      [8889, 35121],
      [8888, 43083],
    ]),
  );
  assert.throws(() => portsIn('{"return": "no such table"}'), /forwards no port/);
  assert.throws(() => portsIn('{"error": {"class": "GenericError", "desc": "not now"}}'), /not now/);
});
