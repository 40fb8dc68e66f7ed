import styles from './Checkpoints.module.css';
import type { StatisticsLine } from './statistics.ts';

/** The engine's figures of a checkpoint or a restore; says so where it told none. */
export function StatisticsTable(props: { readonly lines: readonly StatisticsLine[]; readonly caption: string }) {
  const { lines, caption } = props;
  if (lines.length === 0) return <p className={styles.quiet}>The engine told no figures.</p>;
  return (
    <table className={styles.statistics}>
      <caption>{caption}</caption>
      <tbody>
        {lines.map(({ name, value, meaning }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-figures>{value}</td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
