// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { isNoise, passOn } from './chromium-noise.mjs';

for (const line of [
  '[31830:1125/130616.802260:ERROR:bus.cc(399)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket',
  '[412:1125/130616.802260:ERROR:dbus/bus.cc:408] Failed to connect to the bus: Could not parse server address',
  '[412:1125/130616.802260:ERROR:object_proxy.cc(577)] Failed to call method: org.freedesktop.portal.Settings.Read',
  '[31830:1125/130621.856456:ERROR:zygote_communication_linux.cc(291)] Failed to send GetTerminationStatus message to zygote',
]) {
  test(`noise: ${line.slice(0, 60)}…`, () => assert.equal(isNoise(line), true));
}

for (const line of [
  'The window’s page has ended: crashed (139).',
  '[31830:1125/130616.802260:FATAL:bus.cc(399)] Check failed',
  '[31830:1125/130616.802260:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox!',
  '[31830:1125/130616.802260:ERROR:gpu_process_host.cc(991)] GPU process exited unexpectedly: exit_code=139',
  'Error: bus.cc(399)] is in a text of ours',
]) {
  test(`told: ${line.slice(0, 60)}`, () => assert.equal(isNoise(line), false));
}

test('all else is passed on, line by line', async () => {
  const from = new PassThrough();
  /** @type {string[]} */
  const told = [];
  passOn(from, (line) => told.push(line));
  from.end('Error: one\n[1:1125/1.2:ERROR:bus.cc(399)] Failed\n    at two\nno end');
  await once(from, 'close');
  assert.deepEqual(told, ['Error: one', '    at two', 'no end']);
});
