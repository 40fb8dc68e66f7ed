import type { EngineSummary } from '../../shared/engine.ts';
import { showScreen } from '../state/navigation.ts';
import { Button, DialogButtons, Notice } from '../ui/index.ts';

function reasonOf({ connection, capabilities }: EngineSummary): string {
  if (connection.state === 'connecting') return 'not connected yet.';
  if (connection.state === 'lost') return `it doesn’t answer. ${connection.error.message}`;
  return capabilities?.checkpoint.supported === false ? capabilities.checkpoint.reason : 'not known yet.';
}

/** Why a checkpoint can't be restored: each engine with its reason. */
export function NoEngine(props: { readonly engines: readonly EngineSummary[]; readonly onClose: () => void }) {
  const { engines, onClose } = props;
  return (
    <>
      <Notice tone="warning" title="No engine here can restore it">
        <ul>
          {engines.map((engine) => (
            <li key={engine.id}>
              {engine.name}: {reasonOf(engine)}
            </li>
          ))}
        </ul>
      </Notice>
      <DialogButtons>
        <Button
          onPress={() => {
            onClose();
            showScreen('engine');
          }}
        >
          What this machine lacks
        </Button>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogButtons>
    </>
  );
}
