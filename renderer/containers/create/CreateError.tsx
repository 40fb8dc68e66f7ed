import type { EngineSummary } from '../../../shared/engine.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { CopyButton, ErrorNotice } from '../../ui/index.ts';
import { pullLine } from './command-line.ts';

interface CreateErrorProps {
  readonly error: ErrorData;
  readonly engine: EngineSummary;
  /** What it should have been made from. */
  readonly image: string;
  readonly onDismiss: () => void;
}

/** Why there is no container. Where its image isn't there: the command that brings it, where one reaches the engine. */
export function CreateError({ error, engine, image, onDismiss }: CreateErrorProps) {
  // Said by the engine itself, and of all that a container is made of only the image has to be there before.
  if (error.code !== 'not-found' || error.engineMessage === null || engine.command.length === 0) {
    return <ErrorNotice error={error} onDismiss={onDismiss} takesKeys />;
  }
  const line = pullLine(engine.command, image);
  return (
    <ErrorNotice
      error={{ ...error, hint: `Check its name, or pull it first: \`${line}\`` }}
      onDismiss={onDismiss}
      takesKeys
    >
      <CopyButton text={line} label="Copy the command" showLabel />
    </ErrorNotice>
  );
}
