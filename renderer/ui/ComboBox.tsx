import type { ReactNode } from 'react';
import {
  ComboBox as AriaComboBox,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Fields.module.css';
import { Icon } from './icons.tsx';
import menu from './Menu.module.css';
import { plainText } from './plain-text.ts';

interface ComboBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What may be chosen; anything else may be typed. */
  readonly options: readonly string[];
  readonly placeholder?: string;
  readonly description?: ReactNode;
  readonly errorMessage?: string | null | undefined;
}

/** A field whose value may be chosen from a list or typed. */
export function ComboBox(props: ComboBoxProps) {
  const { label, value, onChange, options, placeholder, description, errorMessage = null } = props;
  return (
    <AriaComboBox
      className={styles.field ?? ''}
      inputValue={value}
      onInputChange={onChange}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="input"
      isInvalid={errorMessage !== null}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.combo}>
        <Input
          className={cx(styles.input)}
          spellCheck="false"
          autoComplete="off"
          {...(placeholder === undefined ? {} : { placeholder })}
        />
        <Button className={styles.comboButton ?? ''} aria-label={`${label}: show the list`}>
          <Icon name="down" />
        </Button>
      </div>
      {description !== undefined && errorMessage === null && (
        <Text slot="description" className={styles.help ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{errorMessage}</FieldError>
      <Popover className={cx(menu.popover, menu.asWide)}>
        <ListBox className={menu.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option} id={option} textValue={option} className={menu.item ?? ''}>
              <span className={menu.text}>{plainText(option)}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
