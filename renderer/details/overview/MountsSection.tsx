import type { Mount } from '../../../shared/container.ts';
import { LineCopyButton, plainText, Section } from '../../ui/index.ts';
import styles from './Overview.module.css';

function MountLine({ mount }: { readonly mount: Mount }) {
  const notes = [mount.type, mount.readOnly ? 'read only' : 'read and write', ...mount.options];
  return (
    <li className={styles.mount}>
      <code className={styles.destination}>{plainText(mount.destination)}</code>
      <span className={styles.source}>
        <code>{mount.source === '' ? '–' : plainText(mount.source)}</code>
        {mount.source !== '' && (
          <LineCopyButton text={mount.source} label={`Copy the source of ${mount.destination}`} />
        )}
      </span>
      <span className={styles.meaning}>{notes.filter(Boolean).join(', ')}</span>
    </li>
  );
}

/** Folders and volumes that the container sees. */
export function MountsSection({ mounts }: { readonly mounts: readonly Mount[] }) {
  return (
    <Section title="Mounts" aside={mounts.length > 0 && <span className={styles.count}>{mounts.length}</span>}>
      {mounts.length === 0 ? (
        <p className={styles.none}>None: what it writes stays in its own layer and goes with it.</p>
      ) : (
        <ul className={styles.mounts}>
          {mounts.map((mount) => (
            <MountLine key={mount.destination} mount={mount} />
          ))}
        </ul>
      )}
    </Section>
  );
}
