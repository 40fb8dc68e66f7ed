import { useEffect, useState } from 'react';
import { Button, IconButton } from './Button.tsx';

interface CopyButtonProps {
  /** A function for a text that is long to make. */
  readonly text: string | (() => string);
  readonly label: string;
  /** Why there is nothing to copy now. */
  readonly disabled?: string | undefined;
  /** With its label as words beside the icon. */
  readonly showLabel?: boolean;
  /** One word of its label beside the icon, where several of these stand side by side. */
  readonly shown?: string;
}

/** Puts a text into the clipboard, and says that it is there. */
export function CopyButton({ text, label, disabled, showLabel = false, shown: word }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 1500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const words = { copied: 'Copied', failed: 'The clipboard could not be written' };
  const shown = outcome === null ? label : words[outcome];
  const icon = outcome === 'copied' ? 'check' : outcome === 'failed' ? 'error' : 'copy';
  if (showLabel) {
    return (
      <Button icon={icon} onPress={copy} isDisabled={disabled !== undefined}>
        {shown}
      </Button>
    );
  }
  if (word !== undefined) {
    return (
      <Button
        variant="quiet"
        icon={icon}
        aria-label={outcome === null ? label : `${word}: ${shown}`}
        onPress={copy}
        isDisabled={disabled !== undefined}
      >
        {word}
      </Button>
    );
  }
  return <IconButton label={shown} icon={icon} onPress={copy} disabled={disabled} />;
}
