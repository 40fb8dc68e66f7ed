import { Button, EmptyState } from '../ui/index.ts';

/** No checkpoint yet: how to make the first one. */
export function CheckpointsEmpty({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <EmptyState title="No checkpoints yet" action={<Button onPress={onAdd}>Add archive…</Button>}>
      A checkpoint is a running container, frozen with all that is in its memory. Choose a running one under Containers
      and press Freeze; it then waits here to be brought back. An archive made elsewhere can be added.
    </EmptyState>
  );
}
