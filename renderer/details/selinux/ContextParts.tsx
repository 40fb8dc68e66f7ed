import { Fragment } from 'react';
import { parseContext } from '../../../shared/selinux.ts';
import { CopyButton } from '../../ui/index.ts';
import { parseLevel } from './level.ts';
import styles from './Selinux.module.css';

/** More categories than this are counted, not listed. */
const mostListed = 24;

function Level({ level }: { readonly level: string }) {
  const parsed = parseLevel(level);
  if (parsed === null) return <span className={styles.none}>none</span>;
  const { sensitivity, categories, count } = parsed;
  return (
    <span className={styles.level}>
      <span>{sensitivity}</span>
      {categories.length > 0 && (
        <ul className={styles.categories} aria-label={`MCS categories: ${count}`}>
          {categories.slice(0, mostListed).map((category) => (
            <li key={category}>{category}</li>
          ))}
          {categories.length > mostListed && <li>and {categories.length - mostListed} more</li>}
        </ul>
      )}
      {categories.length === 0 && <span className={styles.none}>no categories</span>}
    </span>
  );
}

/** A context that breaks, where it has to, between its fields and categories. */
function Whole({ label }: { readonly label: string }) {
  return label.split(/(?<=[:,])/).map((part, index) => (
    // The parts have no other name than their place, and never move.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** A context in full with a button to copy it, then split into its fields. */
export function ContextParts({ label, name }: { readonly label: string; readonly name: string }) {
  const context = parseContext(label);
  return (
    <div className={styles.context}>
      <div className={styles.whole}>
        <code>
          <Whole label={label} />
        </code>
        <CopyButton text={label} label={`Copy the ${name}`} />
      </div>
      {context !== null && (
        <dl className={styles.fields}>
          <div>
            <dt>User</dt>
            <dd>{context.user}</dd>
          </div>
          <div>
            <dt>Role</dt>
            <dd>{context.role}</dd>
          </div>
          <div data-main>
            <dt>Type</dt>
            <dd>{context.type}</dd>
          </div>
          <div>
            <dt>Level</dt>
            <dd>
              <Level level={context.level} />
            </dd>
          </div>
        </dl>
      )}
    </div>
  );
}
