import { describe, expect, it } from 'vitest';
import { errorOfFile } from '../../host/file-error.ts';
import { errorOfReply, errorOfSocket } from './errors.ts';

const body = (message: string) => JSON.stringify({ cause: 'c', message, response: 500 });

describe("Podman's words", () => {
  it.each([
    [500, 'write /x: no space left on device', 'disk-full', 'Make room'],
    [409, 'can only kill running containers. x is in state exited: container state improper', 'wrong-state', 'running'],
    [500, 'container x is paused, must be unpaused: container state improper', 'wrong-state', 'Unpause'],
    [500, '"exited" is not running, cannot checkpoint: container state improper', 'wrong-state', 'Start'],
    [500, 'cannot listen on the TCP port: listen tcp4 127.0.0.1:80: bind: address already in use', 'conflict', 'port'],
    [500, 'creating container storage: the container name "a" is already in use by 1', 'conflict', 'another name'],
    [
      500,
      'updating container config table: UNIQUE constraint failed: ContainerConfig.Name',
      'conflict',
      'another name',
    ],
    [500, 'creating container storage: that ID is already in use', 'conflict', 'a name of its own'],
    [500, 'error setting rlimit type 7: operation not permitted', 'engine-failed', 'default_ulimits'],
    [
      500,
      'crun: setrlimit RLIMIT_NOFILE: Operation not permitted: OCI permission denied',
      'engine-failed',
      'default_ulimits',
    ],
    [
      500,
      'crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted: OCI permission denied',
      'engine-failed',
      'default_ulimits',
    ],
    [500, 'criu failed: type NOTIFY errno 0\nlog file: /x/dump.log', 'criu', 'Engine page'],
    [500, 'tty: ctty inheritance detected sid/pgrp 1, no PTY peer with sid/pgrp needed', 'criu', 'without an init'],
    [500, 'unix: External socket is used. Consider using --ext-unix-sk option.', 'criu', 'Unix socket'],
    [500, 'Some file locks are hold by dumping tasks! You can try --file-locks to dump them.', 'criu', 'file locks'],
    [500, 'checkpoint/restore requires at least CRIU 31100', 'unsupported', 'newer CRIU'],
    [500, 'configured runtime does not support checkpoint/restore', 'unsupported', 'runc'],
    [
      500,
      'exec: "/nope": stat /nope: OCI runtime attempted to invoke a command that was not found',
      'invalid',
      'command',
    ],
    [500, 'statfs /nowhere: no such file or directory', 'invalid', 'folder'],
    [
      500,
      'runtime kata is missing: OCI runtime attempted to invoke a command that was not found',
      'unsupported',
      'install',
    ],
    [500, 'cannot expose privileged port 80', 'denied', '1024'],
    [418, 'something new', 'engine-failed', 'Engine page'],
    [500, 'something new', 'engine-failed', 'Engine page'],
    [500, 'open /data: permission denied', 'denied', 'ausearch'],
    [500, 'container x: container state improper', 'wrong-state', 'try again'],
    [400, 'something new', 'invalid', 'change'],
    [401, 'something new', 'denied', 'your own user'],
    [403, 'something new', 'denied', 'your own user'],
    [409, 'something new', 'wrong-state', 'try again'],
    [501, 'something new', 'unsupported', 'newer'],
  ])('%i "%s" mean %s', (status, message, code, hint) => {
    const error = errorOfReply(status, body(message), 'Do it');
    expect(error).toMatchObject({ code, engineMessage: message });
    expect(error.hint).toContain(hint);
  });

  it.each([
    [404, 'no container with name or ID "permission denied" found: no such container', 'not-found'],
    [409, 'the container name "criu-file-locks" is already in use by 1', 'conflict'],
    [500, 'container "paused" is not running: container state improper', 'wrong-state'],
  ])('%i "%s" are not taken for what a name says', (status, message, code) => {
    expect(errorOfReply(status, body(message), 'Do it').code).toBe(code);
  });

  it('are shown as they are where they are not JSON, or there are none', () => {
    expect(errorOfReply(502, '<html>Bad gateway</html>', 'Do it').engineMessage).toBe('<html>Bad gateway</html>');
    expect(errorOfReply(500, '', 'Do it').engineMessage).toBe('HTTP 500');
  });
});

const failure = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });

describe('a connection that fails', () => {
  it.each([
    ['ECONNREFUSED', 'engine-unreachable'],
    ['ECONNRESET', 'engine-unreachable'],
    ['ENOENT', 'engine-unreachable'],
    ['EACCES', 'denied'],
    ['ABORT_ERR', 'cancelled'],
  ])('by %s is %s', (code, expected) => {
    expect(errorOfSocket(failure(code), 'Do it').code).toBe(expected);
  });

  it('is not blamed for a fault of ours', () => {
    expect(errorOfSocket(new TypeError('x is not a function'), 'Do it').code).toBe('internal');
    expect(errorOfSocket(new Error('no code'), 'Do it').code).toBe('internal');
  });

  it('has no words of the engine where it said none', () => {
    const reset = (words: string) => Object.assign(new Error(words), { code: 'ECONNRESET' });
    expect(errorOfSocket(reset('aborted'), 'Do it').engineMessage).toBeNull();
    expect(errorOfSocket(reset('read ECONNRESET'), 'Do it').engineMessage).toBe('read ECONNRESET');
  });
});

describe('a file that fails', () => {
  it.each([
    ['ENOENT', 'not-found'],
    ['EACCES', 'denied'],
    ['ENOSPC', 'disk-full'],
    ['EEXIST', 'conflict'],
    ['EIO', 'internal'],
  ])('by %s is %s', (code, expected) => {
    expect(errorOfFile(failure(code), 'Do it').code).toBe(expected);
  });
});
