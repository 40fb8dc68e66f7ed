import { describe, expect, it } from 'vitest';
import { errorOfWords, wordsOf } from './runtime-errors.ts';

/** What runc 1.1.5 and crun 1.8.1 said. */
describe("an OCI runtime's words", () => {
  it.each([
    ['container does not exist', 'not-found', null],
    ['container "x" does not exist', 'not-found', null],
    ['error opening file `/run/r/x/status`: No such file or directory', 'not-found', null],
    ['runc create failed: container with given ID already exists', 'conflict', null],
    ['container not running', 'wrong-state', null],
    ['container not paused', 'wrong-state', null],
    ['cannot start an already running container', 'wrong-state', null],
    ['cannot start a container in the paused state', 'wrong-state', null],
    ['cannot start a container that has stopped', 'wrong-state', null],
    ['exec failed: cannot exec in a stopped container', 'wrong-state', null],
    ['exec failed: cannot exec in a paused container (use --ignore-paused to override)', 'wrong-state', null],
    ['cannot delete container x that is not stopped: running', 'wrong-state', null],
    ['the container `x` is not in `created` or `stopped` state', 'wrong-state', null],
    ['the container `x` is paused', 'wrong-state', null],
    ['the container `x` is not running', 'wrong-state', null],
    ['cannot open `/run/r/x/exec.fifo`: No such file or directory', 'wrong-state', null],
    ['open pidfd: No such process', 'wrong-state', null],
    ['Container cannot be checkpointed in created state', 'wrong-state', null],
    ['exec: "/nope": stat /nope: no such file or directory', 'not-found', 127],
    ['exec: "nope": executable file not found in $PATH', 'not-found', 127],
    ['executable file `/nope` not found in $PATH: No such file or directory', 'not-found', 127],
    ['exec: "/etc/passwd": permission denied', 'denied', 126],
    ['open executable: Permission denied', 'denied', 126],
    ['exec: "prlimit": executable file not found in $PATH', 'not-found', 127],
    ['exec: "/root/rlimit": stat /root/rlimit: permission denied', 'denied', 126],
    ['error mounting "/nope" to rootfs at "/x": stat /nope: no such file or directory', 'not-found', null],
    ['chdir to cwd ("/nope") set in config.json failed: no such file or directory', 'not-found', null],
    ['mount `/secret` to `/x`: Permission denied', 'denied', null],
    ['unable to apply caps: operation not permitted', 'denied', null],
    ['capset: Operation not permitted', 'denied', null],
    ['unable to signal init: os: process already finished', 'wrong-state', null],
    ['error setting rlimit type 7: operation not permitted', 'denied', null],
    ['setrlimit `RLIMIT_NOFILE`: Operation not permitted', 'denied', null],
    ['cgroups in hybrid mode not supported, drop all controllers from cgroupv2', 'unsupported', null],
    ['mkdir /run/x: no space left on device', 'disk-full', null],
    ['criu failed: type NOTIFY errno 0', 'criu', null],
    ['CRIU is missing features', 'criu', null],
    ['something else', 'engine-failed', null],
  ])('%j are told as %s', (words, code, exitCode) => {
    expect(errorOfWords(words, 'Start web')).toMatchObject({
      code,
      exitCode,
      message: 'Start web: the OCI runtime refused.',
      engineMessage: words,
    });
  });

  it('are the last error of the JSON log', () => {
    const log = [
      '{"level":"warning","msg":"lesser","time":"t"}',
      '{"level":"error","msg":"container still running","time":"t"}',
      '{"msg":"criu failed","level":"error","time":"t"}',
      'not JSON',
      '',
    ].join('\n');
    expect(wordsOf(log, 'printed')).toBe('criu failed');
  });

  it('are what it printed where it has no log, without what stands around it', () => {
    expect(wordsOf('', 'container does not exist\n')).toBe('container does not exist');
    expect(wordsOf('', 'time="2026-11-25T10:00:00Z" level=error msg="exec: \\"/x\\": nope"\n')).toBe(
      'exec: "/x": nope',
    );
    expect(wordsOf('{"level":"info","msg":"fine"}', 'bad')).toBe('bad');
  });
});
