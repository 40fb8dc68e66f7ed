import { lazy, Suspense } from 'react';
import type { EngineSummary } from '../shared/engine.ts';
import { openDialog, useNavigation } from './state/navigation.ts';
import { useQuitting } from './state/quitting.ts';

const CreateDialog = lazy(async () => {
  const { CreateDialog: component } = await import('./containers/create/CreateDialog.tsx');
  return { default: component };
});

const ShortcutsDialog = lazy(async () => {
  const { ShortcutsDialog: component } = await import('./ShortcutsDialog.tsx');
  return { default: component };
});

const QuitDialog = lazy(async () => {
  const { QuitDialog: component } = await import('./terminal/QuitDialog.tsx');
  return { default: component };
});

/** The dialogs that are opened from anywhere. */
export function AppDialogs({ engine }: { readonly engine: EngineSummary | null }) {
  const dialog = useNavigation((state) => state.dialog);
  const close = (): void => openDialog(null);
  const ending = useQuitting((state) => state.matters);
  if (dialog === null && ending === null) return null;
  return (
    <Suspense>
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {dialog === 'create' && engine !== null && <CreateDialog engine={engine} onClose={close} />}
      {ending !== null && <QuitDialog matters={ending} />}
    </Suspense>
  );
}
