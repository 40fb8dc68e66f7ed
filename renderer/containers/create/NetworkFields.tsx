import type { ContainerSpec } from '../../../shared/container.ts';
import { Select, SelectItem } from '../../ui/index.ts';
import styles from './Create.module.css';
import type { PartProps } from './part-props.ts';

type Network = ContainerSpec['network'];

const networks: readonly { readonly id: Network; readonly title: string; readonly note: string }[] = [
  { id: 'default', title: 'The engine’s own', note: 'Apart from the machine’s; ports lead into it.' },
  {
    id: 'host',
    title: 'The machine’s (host)',
    note: 'Nothing keeps it apart: it listens on the machine’s own ports, and reaches all that the machine reaches.',
  },
  { id: 'none', title: 'None', note: 'It reaches nobody and is reached by nobody, but for itself.' },
];

/** Which network it sees. */
export function NetworkFields({ form, change }: Pick<PartProps, 'form' | 'change'>) {
  return (
    <section className={styles.choice} aria-label="Network">
      <Select
        label="Network"
        selectedKey={form.network}
        onSelectionChange={(key) => change({ network: networks.find(({ id }) => id === key)?.id ?? 'default' })}
      >
        {networks.map(({ id, title }) => (
          <SelectItem key={id} id={id}>
            {title}
          </SelectItem>
        ))}
      </Select>
      <p className={styles.beside}>{networks.find(({ id }) => id === form.network)?.note}</p>
    </section>
  );
}
