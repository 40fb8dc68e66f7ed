// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portIn } from './monitor.mjs';

test("qemu's monitor tells the port", () => {
  assert.equal(portIn('{"QMP": {"version": {}, "capabilities": ["oob"]}}'), null);
  assert.equal(portIn('{"return": {}}'), null);
  const table =
    'Hub -1 (n):\\r\\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\\r\\n' +
    '  TCP[HOST_FORWARD]  11       127.0.0.1 43083       10.0.2.15  8888     0     0\\r\\n';
  assert.equal(portIn(`{"return": "${table}"}`), 43083);
  assert.throws(() => portIn('{"return": "no such table"}'), /forwards no port/);
  assert.throws(() => portIn('{"error": {"class": "GenericError", "desc": "not now"}}'), /not now/);
});
