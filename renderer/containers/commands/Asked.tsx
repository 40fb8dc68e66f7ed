import { CheckpointDialog } from '../../checkpoints/CheckpointDialog.tsx';
import { closeQuestion, type Question } from './ask.ts';
import { KillDialog } from './KillDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { RestoreFrozenDialog } from './RestoreFrozenDialog.tsx';
import { StartFrozenDialog } from './StartFrozenDialog.tsx';
import { StopDialog } from './StopDialog.tsx';

/** The dialog of a question. */
export function Asked({ question }: { readonly question: Question }) {
  const onClose = closeQuestion;
  switch (question.about) {
    case 'remove':
      return <RemoveDialog question={question} onClose={onClose} />;
    case 'rename':
      return <RenameDialog question={question} onClose={onClose} />;
    case 'kill':
      return <KillDialog question={question} onClose={onClose} />;
    case 'stop':
      return <StopDialog question={question} onClose={onClose} />;
    case 'freeze': {
      const containerIds = question.containers.map(({ id }) => id);
      return <CheckpointDialog engineId={question.engineId} containerIds={containerIds} onClose={onClose} />;
    }
    case 'restore':
      return <RestoreFrozenDialog question={question} onClose={onClose} />;
    case 'start':
    case 'restart':
      return <StartFrozenDialog question={question} onClose={onClose} />;
  }
}
