import { describe, expect, it } from 'vitest';
import { errorOfReply, errorOfSocket } from './errors.ts';

const body = (message: string) => JSON.stringify({ cause: 'c', message, response: 500 });

describe("Podman's words", () => {
  it.each([
    [500, 'write /x: no space left on device', 'disk-full'],
    [404, 'no container with name or ID "permission denied" found: no such container', 'not-found'],
    [409, 'can only kill running containers. x is in state exited: container state improper', 'wrong-state'],
    [500, 'container x is paused, must be unpaused: container state improper', 'wrong-state'],
    [500, 'rootlessport listen tcp 0.0.0.0:80: bind: address already in use', 'conflict'],
    [500, 'error setting rlimit type 7: operation not permitted', 'engine-failed'],
    [500, 'criu failed: type NOTIFY errno 0', 'criu'],
    [418, 'something new', 'engine-failed'],
  ])('%i "%s" mean %s', (status, message, code) => {
    expect(errorOfReply(status, body(message), 'Do it')).toMatchObject({ code, engineMessage: message });
  });

  it('are shown as they are where they are not JSON, or there are none', () => {
    expect(errorOfReply(502, '<html>Bad gateway</html>', 'Do it').engineMessage).toBe('<html>Bad gateway</html>');
    expect(errorOfReply(500, '', 'Do it').engineMessage).toBe('HTTP 500');
  });
});

describe('a connection that fails', () => {
  const failure = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

  it.each([
    ['ECONNREFUSED', 'engine-unreachable'],
    ['ENOENT', 'engine-unreachable'],
    ['EACCES', 'denied'],
    ['ENOSPC', 'disk-full'],
    ['ABORT_ERR', 'cancelled'],
  ])('by %s is %s', (code, expected) => {
    expect(errorOfSocket(failure(code), 'Do it').code).toBe(expected);
  });
});
