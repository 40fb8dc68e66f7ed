import { type ReactNode, useId } from 'react';
import {
  Button as AriaButton,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Fields.module.css';
import { Icon } from './icons.tsx';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** The label is heard, not seen: where a row of fields has a heading of its own. */
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  /** One line on what belongs here. */
  readonly description?: ReactNode;
  readonly errorMessage?: ReactNode;
  /** Names that the user may choose from, and may go beyond. */
  readonly suggestions?: readonly string[];
}

export function TextField(props: TextFieldProps) {
  const { label, hideLabel = false, placeholder, description, errorMessage, suggestions, ...rest } = props;
  const list = useId();
  return (
    <AriaTextField {...rest} {...(hideLabel ? { 'aria-label': label } : {})} className={styles.field ?? ''}>
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input
        className={styles.input ?? ''}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(suggestions === undefined ? {} : { list })}
        spellCheck="false"
        autoComplete="off"
      />
      {suggestions !== undefined && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {description !== undefined && !rest.isInvalid && (
        <Text slot="description" className={styles.help ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{errorMessage}</FieldError>
    </AriaTextField>
  );
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly placeholder?: string;
}

export function SearchField({ label, placeholder, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx(styles.search)}>
      <Icon name="search" />
      <Input
        className={styles.input ?? ''}
        {...(placeholder === undefined ? {} : { placeholder })}
        spellCheck="false"
        autoComplete="off"
      />
      <AriaButton className={styles.clear ?? ''}>
        <Icon name="close" />
      </AriaButton>
    </AriaSearchField>
  );
}
