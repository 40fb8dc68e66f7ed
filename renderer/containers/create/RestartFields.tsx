import type { RestartPolicy } from '../../../shared/container.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { Select, SelectItem, TextField } from '../../ui/index.ts';
import styles from './Create.module.css';
import type { PartProps } from './part-props.ts';

type When = RestartPolicy['when'];

const policies: readonly (readonly [When, string])[] = [
  ['no', 'Never'],
  ['on-failure', 'When it has failed'],
  ['always', 'Always'],
  ['unless-stopped', 'Always, unless it was stopped'],
];

/** Who starts it again, and what of it takes more than the engine. */
function noteOn(when: When, { origin }: EngineSummary): string {
  if (when === 'no') return 'It stays as it has ended.';
  const isOurs = origin === 'bundle';
  const who = isOurs
    ? 'Only while Gantry runs, with growing pauses; what has ended meanwhile is started when Gantry is.'
    : 'By the engine, also while Gantry is closed.';
  const never = 'Not after a stop or kill, and it can’t be removed when it ends.';
  if (when === 'on-failure') return `${who} ${never}`;
  const booter = isOurs ? 'Gantry, when it is started' : 'podman-restart.service';
  return `${who} ${never} After a reboot: by ${booter}${when === 'always' ? ', even if it was stopped' : ''}.`;
}

/** What becomes of it when it has ended. */
export function RestartFields({
  form,
  change,
  faults,
  leave,
  engine,
}: Omit<PartProps, 'isOff'> & { readonly engine: EngineSummary }) {
  const fault = faults.get('restart-tries');
  const takesTries = form.restart === 'on-failure';
  return (
    <section className={styles.rows} aria-label="Restart">
      <div className={styles.fields}>
        <Select
          label="Start it again when it ends"
          selectedKey={form.restart}
          onSelectionChange={(key) => change({ restart: policies.find(([id]) => id === key)?.[0] ?? 'no' })}
        >
          {policies.map(([id, title]) => (
            <SelectItem key={id} id={id}>
              {title}
            </SelectItem>
          ))}
        </Select>
        <TextField
          label="At most"
          placeholder={takesTries ? 'as often as it fails' : 'only for on-failure'}
          value={takesTries ? form.restartTries : ''}
          onBlur={() => leave('restart-tries', form.restartTries)}
          onChange={(restartTries) => change({ restartTries })}
          isDisabled={!takesTries}
          isInvalid={fault !== undefined}
          errorMessage={fault}
        />
      </div>
      <p className={styles.twoLines}>{noteOn(form.restart, engine)}</p>
    </section>
  );
}
