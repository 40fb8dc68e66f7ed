/** What an exit code says, in words. */
import { signalOf } from '../../../shared/signals.ts';

const meanings: Readonly<Record<string, string>> = {
  SIGHUP: 'its terminal was closed',
  SIGINT: 'interrupted, as by Ctrl+C',
  SIGABRT: 'it gave up by itself',
  SIGKILL: 'killed; it could not clean up',
  SIGSEGV: 'it touched memory that is not its own',
  SIGPIPE: 'it wrote to something that was closed',
  SIGTERM: 'asked to end',
};

/**
 * A short explanation to stand beside an exit code; null where the code is the program's own affair.
 * 125 to 127 are Podman's own (podman-run(1), "Exit status"), 128 + n is the shells' word for signal n.
 */
export function explainExitCode(code: number, oomKilled = false): string | null {
  if (code === 0) return 'success';
  if (code === 125) return 'the engine itself failed';
  if (code === 126) return 'the command could not be run';
  if (code === 127) return 'the command was not found';
  const signal = signalOf(code - 128);
  if (signal === null) return null;
  if (signal === 'SIGKILL' && oomKilled) return 'SIGKILL: killed since it ran out of memory';
  const meaning = meanings[signal];
  return meaning === undefined ? signal : `${signal}: ${meaning}`;
}
