/** What Podman's words mean. Its status codes alone tell little: most failures are a 500. */
import type { ErrorCode } from '../../../shared/errors.ts';

export interface ErrorKind {
  readonly code: ErrorCode;
  /** What the user can do. */
  readonly hint: string;
}

/** Where little more is known than that it was refused. */
const hints = {
  denied:
    'See whether the engine’s user may use what is named here. Where SELinux refuses it, `ausearch -m avc -ts recent` says so.',
  state: 'Its state has changed meanwhile: look at its row, then try again.',
  unknown:
    'Try again. If it stays so, copy the report of the Engine page, and see what `podman events` and the journal tell.',
} as const;

type Meaning = readonly [pattern: RegExp, code: ErrorCode, hint: string];

/** CRIU's reasons, as its log and Podman tell them. */
const checkpoints: readonly Meaning[] = [
  [
    /connected tcp socket|tcp-?established/i,
    'criu',
    'It holds an open TCP connection: choose to keep TCP connections.',
  ],
  [/file locks are hold|file-locks/i, 'criu', 'It holds a file lock: choose to keep file locks.'],
  [
    /ctty inheritance|tty to inherit session from/i,
    'criu',
    'Its shell has the terminal of an init, which CRIU can’t keep: make the container anew without an init, or without ' +
      'a terminal, or leave the shell first.',
  ],
  [
    /external socket is used|half of stream unix/i,
    'criu',
    'It is connected to a Unix socket of a program outside of it, which CRIU can’t keep: end that connection, or make ' +
      'the container without that socket.',
  ],
  [
    /mnt-v2: Can't remount .* with MS_PRIVATE/,
    'criu',
    'One of its mounts comes from a symbolic link, as its init may, which CRIU can’t bring back: put the file itself in ' +
      'the link’s place, then restore again. New containers do without: mount real paths, and set `init_path` in ' +
      'containers.conf.',
  ],
  [/missing features/i, 'criu', "This machine's kernel lacks what CRIU needs for this."],
  [/requires at least criu/i, 'unsupported', 'Install a newer CRIU.'],
  [
    /does not support checkpoint/i,
    'unsupported',
    'Its OCI runtime can’t checkpoint. runc can, and crun built with CRIU.',
  ],
  [/started with '--rm'/i, 'wrong-state', 'It is removed when it ends, so freeze it into an archive.'],
  [/not running, cannot checkpoint/i, 'wrong-state', 'Start it first.'],
  [
    /criu failed|failed to checkpoint|failed to restore|\bcriu\b/i,
    'criu',
    'See on the Engine page whether CRIU works here.',
  ],
];

/** Names, ports and containers that somebody else has. */
const conflicts: readonly Meaning[] = [
  // Before those that exist already: Podman says that too, for no reason.
  [/has dependent containers/i, 'conflict', 'Remove the containers that depend on it first.'],
  [
    /address already in use|port is already allocated/i,
    'conflict',
    'Choose another host port, or stop what listens on this one.',
  ],
  [
    /IPAM error.*already allocated/i,
    'conflict',
    'Another container has this address: choose another, or restore without its address.',
  ],
  [
    /ID is already in use/,
    'conflict',
    'The container it was taken from is still there: remove that, or give this one a name of its own.',
  ],
  [
    // The last is what the database of Podman 5 says.
    /already in use|name .* is in use|already exists|UNIQUE constraint failed: \w+\.Name/i,
    'conflict',
    'Choose another name, or remove the one that has it.',
  ],
  [/being used|is in use by/i, 'conflict', 'Remove the containers that use it first.'],
];

/** What a container was told to be, and can't. */
const creation: readonly Meaning[] = [
  [
    /image not known|no such image|unable to find .* in local storage|initializing source/i,
    'not-found',
    'Pull the image first, or check its name.',
  ],
  [/command that was not found/i, 'invalid', 'Its image has no such program or folder: check the command.'],
  [
    /error setting rlimit|setrlimit `?RLIMIT_/i,
    'engine-failed',
    "This machine doesn't allow Podman's default limits: set lower ones as default_ulimits in your containers.conf.",
  ],
  [/OCI permission denied/i, 'invalid', 'The command is no program that may be run: check it.'],
  [
    /^statfs .*no such file or directory/i,
    'invalid',
    'The folder to be mounted is not there on the engine’s machine: make it there first, or choose another.',
  ],
  [
    /unable to find (user|group)|no matching entries in/i,
    'invalid',
    'Its image knows no such user: give a number instead.',
  ],
  [/invalid signal/i, 'invalid', 'Choose a signal that the engine knows.'],
  [/names must match/i, 'invalid', 'A name begins with a letter or digit; then also _ . and - may follow.'],
  [/container-init binary|catatonit/i, 'unsupported', 'Install the package catatonit, or create it without an init.'],
  [/cannot expose privileged port/i, 'denied', 'Choose a host port of 1024 or above, or use root’s Podman.'],
  [/relabel/i, 'invalid', 'SELinux does not let this folder be labelled anew: mount it without relabelling.'],
];

const states: readonly Meaning[] = [
  [
    /requires root|rootless.*cgroups? v(1|2)|without cgroups v2/i,
    'unsupported',
    'Only root’s Podman can do this here.',
  ],
  [/permission denied|operation not permitted/i, 'denied', hints.denied],
  [/cannot be removed without force/i, 'wrong-state', 'Stop it first, or remove it by force.'],
  [/is already paused/i, 'wrong-state', 'It is paused already: unpause it to let it go on.'],
  [/is not paused/i, 'wrong-state', 'It is not paused: there is nothing to unpause.'],
  [/must be in Created or Stopped state/i, 'wrong-state', 'It runs or is paused: unpause it, or stop it first.'],
  [/\bpaused\b/i, 'wrong-state', 'Unpause it first.'],
  [/can only kill running/i, 'wrong-state', 'Only a running container takes signals: start it first.'],
  [/exec sessions on running|not running|\bis stopped\b/i, 'wrong-state', 'Start it first.'],
  [/is running|state improper|can only|cannot .* state/i, 'wrong-state', hints.state],
];

const meanings: readonly Meaning[] = [
  [
    /runtime \S+ is missing|OCI unavailable/i,
    'unsupported',
    'Its OCI runtime is gone: install that again, or remove the container.',
  ],
  [
    /write child: broken pipe/i,
    'engine-failed',
    'Podman could not run its OCI runtime: see whether that is installed.',
  ],
  [/no space left on device/i, 'disk-full', 'Make room where the engine keeps its containers, then try again.'],
  [/no such exec session/i, 'not-found', 'Its container was removed meanwhile.'],
  ...checkpoints,
  ...conflicts,
  ...creation,
  ...states,
];

/** What words of Podman mean; null where they tell nothing that we know. */
export function kindOfWords(words: string): ErrorKind | null {
  // Names and commands stand in quotes and may say anything, so what stands outside of them counts first.
  const unquoted = words.replaceAll(/"[^"]*"/g, '""');
  for (const text of [unquoted, words]) {
    const found = meanings.find(([pattern]) => pattern.test(text));
    if (found !== undefined) return { code: found[1], hint: found[2] };
  }
  return null;
}

/** What a status means where the words tell nothing. */
export function kindOfStatus(status: number): ErrorKind {
  return byStatus[status] ?? { code: 'engine-failed', hint: hints.unknown };
}

const byStatus: Readonly<Record<number, ErrorKind>> = {
  400: { code: 'invalid', hint: 'The engine did not take it as it is: change what its words name.' },
  401: {
    code: 'denied',
    hint: 'Whoever serves the engine’s socket wants to know who asks: use a socket of your own user.',
  },
  403: {
    code: 'denied',
    hint: 'Whoever serves the engine’s socket doesn’t let this user do it: use one of your own user.',
  },
  404: { code: 'not-found', hint: 'It may have been removed meanwhile.' },
  409: { code: 'wrong-state', hint: hints.state },
  501: {
    code: 'unsupported',
    hint: 'This Podman can’t do it: see on the Engine page which version it is. A newer one may.',
  },
};
