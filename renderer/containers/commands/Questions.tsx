import { lazy, Suspense } from 'react';
import { closeQuestion, type Question, useQuestion } from './ask.ts';
import { KillDialog } from './KillDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { StopDialog } from './StopDialog.tsx';

const CheckpointDialog = lazy(async () => {
  const { CheckpointDialog: component } = await import('../../checkpoints/CheckpointDialog.tsx');
  return { default: component };
});

function Asked({ question }: { readonly question: Question }) {
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
    case 'checkpoint': {
      const containerIds = question.containers.map(({ id }) => id);
      return <CheckpointDialog engineId={question.engineId} containerIds={containerIds} onClose={onClose} />;
    }
  }
}

/** The dialog of the question that is asked now, if there is one. */
export function Questions() {
  const question = useQuestion((state) => state.question);
  if (question === null) return null;
  return (
    <Suspense>
      <Asked question={question} />
    </Suspense>
  );
}
