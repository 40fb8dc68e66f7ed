import type { ContainerSummary } from '../../shared/container.ts';
import { type ShownState, shownState } from '../containers/list/words.ts';
import { useContainersOf } from '../state/containers.ts';
import { Fact, Facts, plainText, Section } from '../ui/index.ts';
import styles from './Details.module.css';

/** How many are in each state, the most first. */
function byState(summaries: readonly ContainerSummary[]): [ShownState, number][] {
  const counts = new Map<ShownState, number>();
  for (const state of summaries.map(shownState)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Several containers at once: how many in which state, of which images. */
export function SelectionSummary(props: { readonly engineId: string; readonly containerIds: readonly string[] }) {
  const containers = useContainersOf(props.engineId);
  const summaries = props.containerIds.flatMap((id) => containers.get(id) ?? []);
  const images = new Set(summaries.map(({ image }) => image));
  const gone = props.containerIds.length - summaries.length;
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2>{props.containerIds.length} containers</h2>
      </header>
      <div className={styles.body}>
        <Section title="States">
          <Facts>
            {byState(summaries).map(([state, count]) => (
              <Fact key={state} name={state}>
                {`${count}`}
              </Fact>
            ))}
            {gone > 0 && <Fact name="gone">{`${gone}`}</Fact>}
          </Facts>
        </Section>
        <Section title={images.size === 1 ? 'Image' : `${images.size} images`}>
          <ul className={styles.images}>
            {[...images].sort().map((image) => (
              <li key={image}>{plainText(image)}</li>
            ))}
          </ul>
        </Section>
        <Section title="Containers">
          <ul className={styles.images}>
            {summaries.map(({ id, name }) => (
              <li key={id}>{plainText(name)}</li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}
