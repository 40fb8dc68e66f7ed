/** The connection to the engine, lost under a session. */
import { GantryError } from '../../shared/errors.ts';
import type { SessionRequest } from '../../shared/session.ts';

export function isLost(thrown: unknown): thrown is GantryError {
  return thrown instanceof GantryError && thrown.code === 'engine-unreachable';
}

/** What broke under one that ran was the terminal, whatever was asked of the engine in that moment. */
export function connectionLost(containerName: string, kind: SessionRequest['kind'], thrown: GantryError): GantryError {
  const { code, engineMessage } = thrown;
  const message = `The connection to the terminal in ${containerName} was lost.`;
  const hint =
    kind === 'attach'
      ? 'As soon as the engine is back, Enter attaches again.'
      : 'What ran there may go on: as soon as the engine is back, Ctrl+Shift+Enter ends it and starts again.';
  return new GantryError({ code, message, engineMessage, hint, cause: thrown });
}

/** A terminal was closed while nobody could end what ran there. */
export function leftRunning(containerName: string, thrown: GantryError): GantryError {
  const { code, engineMessage } = thrown;
  const message = `What ran in the closed terminal in ${containerName} may go on.`;
  const hint = 'It is ended as soon as the engine is back.';
  return new GantryError({ code, message, engineMessage, hint, cause: thrown });
}
