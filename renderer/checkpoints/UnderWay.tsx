import type { ContainerTarget } from '../state/details.ts';
import { chooseEngine } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';
import { dismissEnding, type Ending, useOperations } from '../state/operations.ts';
import { Button, ErrorNotice, Notice, plainText } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { OperationState } from './OperationState.tsx';

function Ended({ ending }: { readonly ending: Ending }) {
  const { id, outcome } = ending;
  const name = plainText(ending.name);
  const dismiss = (): void => dismissEnding(id);
  if ('error' in outcome) return <ErrorNotice error={outcome.error} onDismiss={dismiss} />;
  const show = ({ engineId, containerId }: ContainerTarget): void => {
    dismiss();
    chooseEngine(engineId);
    showContainer(containerId);
  };
  return (
    <Notice tone="ok" title={`${name} runs again.`}>
      <div className={styles.actions} role="status">
        <Button onPress={() => show(outcome.container)}>Show container</Button>
        <Button onPress={dismiss}>Dismiss</Button>
      </div>
    </Notice>
  );
}

/** What goes on without a dialog that tells of it, and how restores ended that had none. */
export function UnderWay() {
  const running = useOperations((state) => state.running);
  const endings = useOperations((state) => state.endings);
  // The dialogs of checkpoints are over another screen.
  const alone = [...running.values()].filter(
    ({ doing, isLeft, progress }) =>
      isLeft ||
      doing === 'freeze' ||
      ((doing === 'add' || doing === 'save') && progress?.bytes !== undefined && progress.bytes !== null),
  );
  return (
    <>
      {alone.map(({ id, name }) => (
        <OperationState key={id} operationId={id} name={plainText(name)} />
      ))}
      {endings.map((ending) => (
        <Ended key={ending.id} ending={ending} />
      ))}
    </>
  );
}
