/** Linux' signals by number, as on x86_64 and aarch64 (signal(7)). */
const names = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGSTKFLT',
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGVTALRM',
  'SIGPROF',
  'SIGWINCH',
  'SIGIO',
  'SIGPWR',
  'SIGSYS',
] as const;

/** Names that signal(7) has twice. */
const alsoKnown: Readonly<Record<string, string>> = { SIGIOT: 'SIGABRT', SIGPOLL: 'SIGIO', SIGCLD: 'SIGCHLD' };

/** Those without a meaning of their own, as glibc counts them. An init such as systemd is stopped by SIGRTMIN+3. */
const realTime = { first: 34, last: 64 } as const;

/** @returns null: there is no signal of this number */
export function signalOf(number: number): string | null {
  const { first, last } = realTime;
  if (number >= first && number <= last) return number === first ? 'SIGRTMIN' : `SIGRTMIN+${number - first}`;
  return names[number - 1] ?? null;
}

/**
 * @param text `15`, `TERM`, `SIGTERM`, `SIGRTMIN+3`, in any case
 * @returns null: it is no signal
 */
export function signalNumber(text: string): number | null {
  const upper = text.trim().toUpperCase();
  const { first, last } = realTime;
  if (/^\d+$/.test(upper)) return Number(upper) > 0 && Number(upper) <= last ? Number(upper) : null;
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const ofRealTime = /^SIGRT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (ofRealTime === null) {
    const index = names.findIndex((each) => each === (alsoKnown[name] ?? name));
    return index < 0 ? null : index + 1;
  }
  const [, end, sign = '+', offset = '0'] = ofRealTime;
  const number = (end === 'MIN' ? first : last) + Number(`${sign}${offset}`);
  return number >= first && number <= last ? number : null;
}

/** Whether it names a signal that a container can be sent: the C library keeps 32 and 33 for itself. */
export function isSignal(text: string): boolean {
  const number = signalNumber(text);
  return number !== null && signalOf(number) !== null;
}

/** A signal's name, where the engine tells its number (Podman 4) as where it tells its name. */
export function signalName(told: string): string {
  return (/^\d+$/.test(told) ? signalOf(Number(told)) : null) ?? told;
}
