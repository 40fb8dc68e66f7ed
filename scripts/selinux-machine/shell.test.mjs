// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { inShell } from './shell.mjs';

/** As overlay/…/gantry-shell@.service. @param {import('node:test').TestContext} t @param {string[]} [command] */
async function machinesShell(t, command = ['sh', '-c', 'read -r command && exec sh -c "$command" 2>&1']) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const [program = '', ...args] = command;
    const shell = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin.on('error', () => {});
    socket.on('error', () => {});
    socket.pipe(shell.stdin);
    shell.stdout.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : assert.fail('it has no port');
}

test('a command in the machine says what it says, and how it ended', async (t) => {
  const port = await machinesShell(t);
  assert.deepEqual(await inShell(port, 'echo out; echo err >&2; (exit 7)'), { code: 7, output: 'out\nerr\n' });
  assert.deepEqual(await inShell(port, 'printf half'), { code: 0, output: 'half' });
});

test('it gets all of its input, however much comes with the command', async (t) => {
  const port = await machinesShell(t);
  assert.deepEqual(await inShell(port, 'wc -c', { input: 'x'.repeat(300_000) }), { code: 0, output: '300000\n' });
});

test('what it says is told as it comes, and the mark of its end is not', async (t) => {
  const port = await machinesShell(t);
  const told = Promise.withResolvers();
  let text = '';
  const onOutput = (/** @type {string} */ more) => {
    text += more;
    if (text.includes('first\n') || text.endsWith('first')) told.resolve(undefined);
  };
  const done = inShell(port, 'echo first; echo second; sleep 0.5; echo last', { onOutput });
  await told.promise;
  assert.ok(!text.includes('last'));
  await done;
  assert.equal(text, 'first\nsecond\nlast\n');
});

test('a program that it leaves running holds nobody up', async (t) => {
  const port = await machinesShell(t);
  assert.deepEqual(await inShell(port, 'sleep 3 & echo left'), { code: 0, output: 'left\n' });
});

test('a shell that ends before the command has is an error with what was said', async (t) => {
  const port = await machinesShell(t, ['sh', '-c', 'echo out of memory']);
  await assert.rejects(inShell(port, 'true'), /has ended.*out of memory/s);
});
