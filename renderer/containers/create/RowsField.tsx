import { type ReactNode, useId } from 'react';
import { Button, IconButton } from '../../ui/index.ts';
import styles from './Create.module.css';

interface RowsFieldProps<R extends { readonly key: number }> {
  readonly title: string;
  /** What one of them is called on the button that adds it. */
  readonly one: string;
  readonly rows: readonly R[];
  readonly onChange: (rows: readonly R[]) => void;
  /** What is wrong with a row: that of the first is told in the note's place, so that nothing moves. */
  readonly faultOf: (row: R) => string | undefined;
  /** The fields of a row. */
  readonly children: (row: R, change: (part: Partial<R>) => void, number: number) => ReactNode;
  readonly note: ReactNode;
  /** Why there can be none now; those that are there wait for another choice. */
  readonly noneBecause?: string | null;
}

let lastKey = 0;

/** As many of a kind as one wants: environment, ports, volumes. */
export function RowsField<R extends { readonly key: number }>(
  props: RowsFieldProps<R> & { readonly make: (key: number) => R },
) {
  const { title, one, rows, onChange, make, faultOf, children, note, noneBecause = null } = props;
  const heading = useId();
  const faulty = rows.findIndex((row) => faultOf(row) !== undefined);
  const first = rows[faulty];
  const fault = first === undefined ? undefined : faultOf(first);
  const add = (): void => {
    lastKey += 1;
    onChange([...rows, make(lastKey)]);
  };
  return (
    <section aria-labelledby={heading} className={styles.rows}>
      <div className={styles.rowsHead}>
        <h3 id={heading}>{title}</h3>
        {noneBecause !== null && <p className={styles.why}>{noneBecause}</p>}
        <Button variant="quiet" icon="plus" onPress={add} isDisabled={noneBecause !== null}>
          Add {one}
        </Button>
      </div>
      {rows.map((row, index) => (
        <div key={row.key} className={styles.row}>
          {children(
            row,
            (part) => onChange(rows.map((other) => (other === row ? { ...other, ...part } : other))),
            index + 1,
          )}
          <IconButton
            label={`Take away ${one} ${index + 1}`}
            icon="close"
            onPress={() => onChange(rows.filter((other) => other !== row))}
          />
        </div>
      ))}
      {rows.length > 0 && (
        <div className={styles.foot}>
          <p className={styles.note} data-hidden={fault !== undefined || undefined}>
            {note}
          </p>
          {fault !== undefined && (
            <p role="alert" className={styles.fault}>
              {rows.length > 1 ? `The ${one} ${faulty + 1}: ${fault}` : fault}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
