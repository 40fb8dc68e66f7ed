import { EmptyState } from '../ui/index.ts';

export function NothingSelected() {
  return (
    <EmptyState title="No container is selected">
      Choose one to see its log, processes, figures and SELinux label. With Shift or Ctrl several can be chosen, to act
      on them together.
    </EmptyState>
  );
}
