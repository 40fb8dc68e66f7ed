/**
 * Stands in for the OCI runtime of a container whose own is gone (uninstalled, renamed). As libpod's `oci_missing.go`:
 * such a container can still be listed and removed, and whatever else is asked names what is missing.
 */
import { GantryError } from '../../shared/errors.ts';
import type { OCIRuntime } from './oci-runtime.ts';

interface Missing {
  readonly words?: string | null;
  readonly tried?: readonly string[];
  readonly program?: string | null;
}

/**
 * @param name of the runtime that is gone
 * @param remove how its engine removes a container without its runtime; throws where the engine is gone too
 * @param words how the engine has told that it is gone
 * @param tried where it was looked for
 * @param program what is gone, where it is not the runtime itself but what runs it
 */
export function missingRuntime(
  name: string,
  remove: OCIRuntime['deleteContainer'],
  { words = null, tried = [], program = null }: Missing = {},
): OCIRuntime {
  const what =
    program === null ? `The OCI runtime "${name}" of this container` : `The ${program} that runs this container`;
  const refuse = (): never => {
    throw new GantryError({
      code: 'unsupported',
      message: `${what} is not there${tried.length > 0 ? `: not at ${tried.join(', ')}` : ''}.`,
      engineMessage: words,
      hint: `Install ${program ?? name} again, or remove the container.`,
    });
  };
  const refuseLater = async (): Promise<never> => refuse();
  return {
    name,
    path: '',
    createContainer: refuseLater,
    startContainer: refuseLater,
    updateContainerStatus: refuseLater,
    killContainer: refuseLater,
    stopContainer: refuseLater,
    deleteContainer: (ctr, options) => remove(ctr, options),
    pauseContainer: refuseLater,
    unpauseContainer: refuseLater,
    httpAttach: refuseLater,
    attachResize: refuseLater,
    execContainer: refuseLater,
    execAttachResize: refuseLater,
    execStopContainer: refuseLater,
    execUpdateStatus: refuseLater,
    execPrograms: refuseLater,
    execSessions: refuseLater,
    execAttach: refuseLater,
    execContainerCleanup: refuseLater,
    checkpointContainer: refuseLater,
    supportsCheckpoint: () => false,
    supportsJSONErrors: () => false,
    supportsNoCgroups: () => false,
    supportsKVM: () => false,
    attachSocketPath: refuse,
    execAttachSocketPath: refuse,
    exitFilePath: refuse,
    runtimeInfo: refuseLater,
  };
}
