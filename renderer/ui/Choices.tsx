import { type ReactNode, useId } from 'react';
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  Button,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import styles from './Fields.module.css';
import { Icon } from './icons.tsx';
import menu from './Menu.module.css';

interface Described {
  readonly children: ReactNode;
  /** One line on what it does or loses. */
  readonly description?: ReactNode;
}

/** The description stands inside of the label, but belongs to the control as its description. */
function Words({ children, description, id }: Described & { readonly id: string }) {
  return (
    <span className={styles.words}>
      <span>{children}</span>
      {description !== undefined && (
        <span id={id} className={styles.description}>
          {description}
        </span>
      )}
    </span>
  );
}

export function Checkbox({
  children,
  description,
  ...rest
}: Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> & Described) {
  const id = useId();
  return (
    <AriaCheckbox
      {...rest}
      {...(description === undefined ? {} : { 'aria-describedby': id })}
      className={styles.check ?? ''}
    >
      <span className={styles.box}>
        <Icon name="check" />
      </span>
      <Words id={id} description={description}>
        {children}
      </Words>
    </AriaCheckbox>
  );
}

export function Switch({ children, ...rest }: Omit<AriaSwitchProps, 'className' | 'style' | 'children'> & Described) {
  return (
    <AriaSwitch {...rest} className={styles.switch ?? ''}>
      <span className={styles.track} />
      {children}
    </AriaSwitch>
  );
}

export function RadioGroup({
  label,
  children,
  ...rest
}: Omit<AriaRadioGroupProps, 'className' | 'style' | 'children'> & {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <AriaRadioGroup {...rest} className={styles.group ?? ''}>
      <Label className={styles.label ?? ''}>{label}</Label>
      {children}
    </AriaRadioGroup>
  );
}

export function Radio({
  value,
  children,
  description,
  isDisabled = false,
}: Described & { readonly value: string; readonly isDisabled?: boolean }) {
  const id = useId();
  return (
    <AriaRadio
      value={value}
      isDisabled={isDisabled}
      {...(description === undefined ? {} : { 'aria-describedby': id })}
      className={styles.radio ?? ''}
    >
      <span className={styles.circle} />
      <Words id={id} description={description}>
        {children}
      </Words>
    </AriaRadio>
  );
}

export interface SelectProps extends Pick<AriaSelectProps<object>, 'isDisabled' | 'placeholder'> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly selectedKey: Key | null;
  readonly onSelectionChange: (key: Key | null) => void;
  readonly children: ReactNode;
}

/** One of a few. */
export function Select({ label, hideLabel = false, children, ...rest }: SelectProps) {
  return (
    <AriaSelect {...rest} {...(hideLabel ? { 'aria-label': label } : {})} className={styles.field ?? ''}>
      {!hideLabel && <Label className={styles.label ?? ''}>{label}</Label>}
      <Button className={styles.select ?? ''}>
        <SelectValue className={styles.selectValue ?? ''} />
        <Icon name="down" />
      </Button>
      <Popover className={menu.popover ?? ''}>
        <ListBox className={menu.list ?? ''}>{children}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function SelectItem({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <ListBoxItem id={id} className={menu.item ?? ''} {...(typeof children === 'string' ? { textValue: children } : {})}>
      {children}
    </ListBoxItem>
  );
}
