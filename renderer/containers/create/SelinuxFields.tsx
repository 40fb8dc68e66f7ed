import { Radio, RadioGroup, TextField } from '../../ui/index.ts';
import styles from './Create.module.css';
import type { CreateForm } from './form.ts';
import type { PartProps } from './part-props.ts';

const choices: readonly CreateForm['selinux'][] = ['engine', 'own', 'disable'];

/** With which label the container runs. @param isOff the engine's host has no SELinux */
export function SelinuxFields({ form, change, faults, leave, isOff }: PartProps & { readonly isOff: boolean }) {
  const typeFault = faults.get('selinux-type');
  const levelFault = faults.get('selinux-level');
  return (
    <section className={styles.rows}>
      <RadioGroup
        label={isOff ? 'SELinux label — SELinux is off where this container will live' : 'SELinux label'}
        value={form.selinux}
        onChange={(value) => change({ selinux: choices.find((choice) => choice === value) ?? 'engine' })}
        isDisabled={isOff}
      >
        <Radio value="engine" description="container_t, container_init_t for an init, with categories of its own">
          What the engine chooses
        </Radio>
        <Radio value="own" description="A type that the policy knows, or a level it shares with another container">
          Another type or level
        </Radio>
        <Radio value="disable" description="No separation by SELinux: it may use what its user may">
          No separation (label=disable)
        </Radio>
      </RadioGroup>
      {form.selinux === 'own' && (
        <div className={styles.pair}>
          <TextField
            label="Type"
            placeholder="container_t"
            value={form.selinuxType}
            onBlur={() => leave('selinux-type', form.selinuxType)}
            onChange={(selinuxType) => change({ selinuxType })}
            isInvalid={typeFault !== undefined}
            errorMessage={typeFault}
          />
          <TextField
            label="Level"
            placeholder="s0:c100,c200"
            value={form.selinuxLevel}
            onBlur={() => leave('selinux-level', form.selinuxLevel)}
            onChange={(selinuxLevel) => change({ selinuxLevel })}
            isInvalid={levelFault !== undefined}
            errorMessage={levelFault}
          />
        </div>
      )}
    </section>
  );
}
