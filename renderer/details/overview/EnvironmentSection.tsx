import { useMemo, useState } from 'react';
import { LineCopyButton, plainText, SearchField, Section } from '../../ui/index.ts';
import { filterVariables } from './environment.ts';
import styles from './Overview.module.css';

/** So many variables are seen at a glance; more get a filter. */
const atAGlance = 5;

/** The environment, sorted, with its values to copy. */
export function EnvironmentSection({ environment }: { readonly environment: readonly string[] }) {
  const [words, setWords] = useState('');
  const variables = useMemo(() => filterVariables(environment, words), [environment, words]);
  const needsFilter = environment.length > atAGlance;
  return (
    <Section
      title="Environment"
      aside={
        needsFilter && (
          <SearchField label="Filter the environment" placeholder="Filter" value={words} onChange={setWords} />
        )
      }
    >
      {variables.length === 0 && (
        <p className={styles.none}>{environment.length === 0 ? 'Empty.' : 'No variable has these words.'}</p>
      )}
      <dl className={styles.variables}>
        {variables.map(({ name, value }) => (
          <div key={name}>
            <dt>{plainText(name)}</dt>
            <dd>
              <code>{value === '' ? <span className={styles.none}>(empty)</span> : plainText(value)}</code>
              <LineCopyButton text={value} label={`Copy the value of ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
