import { Fragment } from 'react';

/** A sentence in which commands stand between backticks, as the report on the machine writes them. */
export function WithCode({ text }: { readonly text: string }) {
  const parts = text.split('`').map((part, index) => ({ part, at: `${index} ${part}`, isCode: index % 2 === 1 }));
  return parts.map(({ part, at, isCode }) =>
    isCode ? (
      <code key={at} className="selectable">
        {part}
      </code>
    ) : (
      <Fragment key={at}>{part}</Fragment>
    ),
  );
}
