import type { DoctorItem } from '../../shared/doctor.ts';
import { examine, useDoctor } from '../state/doctor.ts';
import { Button, ErrorNotice, Waiting, WithCode } from '../ui/index.ts';
import styles from './Engines.module.css';
import { StateMark } from './StateMark.tsx';

const rank: Readonly<Record<DoctorItem['state'], number>> = { missing: 0, limited: 1, info: 2, ok: 3 };

function Item({ item }: { readonly item: DoctorItem }) {
  return (
    <li>
      <StateMark state={item.state} />
      <div>
        <strong>{item.title}</strong>
        {item.found !== null && <span className={styles.found}>{item.found}</span>}
        {item.cost !== null && (
          <p>
            <WithCode text={item.cost} />
          </p>
        )}
        {item.remedy !== null && (
          <p className={styles.remedy}>
            <WithCode text={item.remedy} />
          </p>
        )}
      </div>
    </li>
  );
}

/** What is there on this machine and what is missing: what is missing first, with what it costs and what helps. */
export function DoctorList() {
  const { report, error, loading } = useDoctor();
  const items = [...(report?.items ?? [])].sort((a, b) => rank[a.state] - rank[b.state]);
  return (
    <section className={styles.chosen} aria-labelledby="this-machine">
      <header className={styles.head}>
        <h2 id="this-machine">This machine</h2>
        <span className={styles.gap} />
        <Button icon="refresh" onPress={() => void examine()} isPending={loading && report !== null}>
          Examine again
        </Button>
      </header>
      {error !== null && <ErrorNotice error={error} onRetry={() => void examine()} />}
      {report === null && loading && <Waiting>Examining the machine: trying CRIU takes a moment.</Waiting>}
      <ul className={styles.items} data-columns>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}
