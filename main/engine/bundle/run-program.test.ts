import { afterEach, expect, it, vi } from 'vitest';
import { runProgram } from './run-program.ts';

afterEach(() => void vi.unstubAllEnvs());

it('gives programs nothing of our environment but what they need', async () => {
  vi.stubEnv('LD_LIBRARY_PATH', '/of/the/app');
  vi.stubEnv('NOTIFY_SOCKET', '/of/who/started/us');
  const seen = (await runProgram('env', [])).split('\n');
  expect(seen).toContain(`PATH=${process.env.PATH}`);
  expect(seen.filter((line) => /LD_LIBRARY_PATH|NOTIFY_SOCKET/.test(line))).toEqual([]);
});
