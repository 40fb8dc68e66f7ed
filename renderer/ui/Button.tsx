import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  ToggleButton as AriaToggleButton,
  Tooltip as AriaTooltip,
  TooltipTrigger,
} from 'react-aria-components';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icons.tsx';

type Basics = Omit<AriaButtonProps, 'className' | 'style' | 'children'>;

export interface ButtonProps extends Basics {
  readonly children: ReactNode;
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: IconName;
}

/** A button with words. One primary at most in a view. */
export function Button({ variant = 'plain', icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} data-variant={variant} className={cx(styles.button, variant !== 'plain' && styles[variant])}>
      {rest.isPending ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<Basics, 'isDisabled'> {
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
  readonly icon: IconName;
  /** More for the tooltip, such as its key. */
  readonly note?: string | undefined;
  /** Why it can't be done now; in the tooltip instead of the note. A button can't be disabled without a word. */
  readonly disabled?: string | undefined;
}

/** A button of an icon alone. Its tooltip names it; disabled ones say why. */
export function IconButton({ label, icon, note, disabled, ...rest }: IconButtonProps) {
  // Disabled elements get no pointer and no focus, so nothing would tell why: it is kept alive and does nothing.
  const inert = disabled !== undefined;
  const more = disabled ?? note;
  return (
    <Tooltip text={more === undefined ? label : `${label} — ${more}`}>
      <AriaButton
        {...rest}
        {...(inert ? { onPress: () => {} } : {})}
        aria-label={label}
        {...(inert ? { 'aria-disabled': 'true' as const, 'data-disabled': true } : {})}
        className={cx(styles.button, styles.icon)}
      >
        {rest.isPending ? <Spinner /> : <Icon name={icon} />}
      </AriaButton>
    </Tooltip>
  );
}

interface ToggleButtonProps {
  /** What is on while it is pressed, for the tooltip and for screen readers. */
  readonly label: string;
  readonly icon?: IconName;
  /** A sign of a letter or two, where no icon says it better. */
  readonly children?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** A small button that stays down. */
export function ToggleButton({ label, icon, children, ...rest }: ToggleButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaToggleButton {...rest} aria-label={label} className={cx(styles.button, styles.icon)}>
        {icon === undefined ? children : <Icon name={icon} />}
      </AriaToggleButton>
    </Tooltip>
  );
}

/** A tooltip over one thing that can be focused. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ''} offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

/** Words that lead somewhere. */
export function Link({ children, onPress }: { readonly children: ReactNode; readonly onPress: () => void }) {
  return (
    <AriaLink className={styles.link ?? ''} onPress={onPress}>
      {children}
    </AriaLink>
  );
}

export function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />;
}
