import { lazy, Suspense } from 'react';
import { useQuestion } from './ask.ts';

const Asked = lazy(async () => {
  const { Asked: component } = await import('./Asked.tsx');
  return { default: component };
});

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
