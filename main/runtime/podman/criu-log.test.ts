import { expect, it } from 'vitest';
import { firstErrors } from './criu-log.ts';

it("finds CRIU's reason between its other lines", () => {
  const log = [
    "(00.000012) Error (criu/rlimit.c:12): rlimit: Can't setup RLIMIT_NOFILE for self",
    '(00.010000) Dumping processes (pid: 1)',
    '(00.012000) 42: Error (criu/sk-inet.c:188): inet: Connected TCP socket, consider using --tcp-established option.',
    '(00.013000) Error (criu/cr-dump.c:2111): Dumping FAILED.',
  ].join('\n');
  expect(firstErrors(log)).toEqual(['inet: Connected TCP socket, consider using --tcp-established option.']);
});
