import type { Capability } from '../../../shared/engine.ts';
import { Checkbox, Select, SelectItem, TextField } from '../../ui/index.ts';
import styles from './Create.module.css';
import { type EnvironmentRow, noPortsBecause, type PortRow, type VolumeRow } from './form.ts';
import type { PartProps } from './part-props.ts';
import { RowsField } from './RowsField.tsx';

export function EnvironmentField({ form, change, faults, leave }: PartProps) {
  return (
    <RowsField<EnvironmentRow>
      title="Environment"
      one="variable"
      rows={form.environment}
      onChange={(environment) => change({ environment })}
      make={(key) => ({ key, name: '', value: '' })}
      faultOf={({ key }) => faults.get(`environment-${key}-name`)}
      note="Beside those that the image sets, or instead of them."
    >
      {(row, set, number) => (
        <>
          <TextField
            label={`Name of variable ${number}`}
            hideLabel
            placeholder="NAME"
            value={row.name}
            isInvalid={faults.has(`environment-${row.key}-name`)}
            onBlur={() => leave(`environment-${row.key}-name`, row.name)}
            onChange={(name) => set({ name })}
            autoFocus={row.name === '' && row.value === ''}
          />
          <span aria-hidden="true">=</span>
          <TextField
            label={`Value of variable ${number}`}
            hideLabel
            placeholder="value"
            value={row.value}
            onChange={(value) => set({ value })}
          />
        </>
      )}
    </RowsField>
  );
}

const protocols = ['tcp', 'udp', 'sctp'] as const;

export function PortsField({
  form,
  change,
  faults,
  leave,
  ports,
}: PartProps & { readonly ports: Capability | undefined }) {
  const noneBecause = noPortsBecause(form.network) ?? (ports?.supported === false ? ports.reason : null);
  const isDisabled = noneBecause !== null;
  return (
    <RowsField<PortRow>
      title="Ports"
      one="port"
      rows={form.ports}
      onChange={(ports) => change({ ports })}
      make={(key) => ({ key, host: '', container: '', protocol: 'tcp' })}
      faultOf={({ key }) => faults.get(`port-${key}-host`) ?? faults.get(`port-${key}-container`)}
      noneBecause={noneBecause}
      note="On the host nothing given: the engine picks a free port. With 127.0.0.1: only this machine can reach it."
    >
      {(row, set, number) => (
        <>
          <TextField
            label={`Host port ${number}`}
            hideLabel
            isDisabled={isDisabled}
            placeholder="host, such as 8080"
            value={row.host}
            isInvalid={faults.has(`port-${row.key}-host`)}
            onBlur={() => leave(`port-${row.key}-host`, row.host)}
            onChange={(host) => set({ host })}
            autoFocus={row.host === '' && row.container === ''}
          />
          <span aria-hidden="true">→</span>
          <TextField
            label={`Container port ${number}`}
            hideLabel
            isDisabled={isDisabled}
            placeholder="container, such as 80"
            value={row.container}
            isInvalid={faults.has(`port-${row.key}-container`)}
            onBlur={() => leave(`port-${row.key}-container`, row.container)}
            onChange={(container) => set({ container })}
          />
          <span className={styles.narrow}>
            <Select
              label={`Protocol of port ${number}`}
              hideLabel
              isDisabled={isDisabled}
              selectedKey={row.protocol}
              onSelectionChange={(key) => set({ protocol: protocols.find((each) => each === key) ?? 'tcp' })}
            >
              {protocols.map((protocol) => (
                <SelectItem key={protocol} id={protocol}>
                  {protocol}
                </SelectItem>
              ))}
            </Select>
          </span>
        </>
      )}
    </RowsField>
  );
}

const relabels = [
  ['none', 'Keep the label'],
  ['shared', 'Relabel: shared (z)'],
  ['private', 'Relabel: private (Z)'],
] as const;

/** @param isOff the engine’s SELinux is: there are no labels, and nothing is offered to change them */
export function VolumesField({ form, change, faults, leave, isOff }: PartProps & { readonly isOff: boolean }) {
  return (
    <RowsField<VolumeRow>
      title="Volumes"
      one="volume"
      rows={form.volumes}
      onChange={(volumes) => change({ volumes })}
      make={(key) => ({ key, source: '', destination: '', readOnly: false, relabel: 'none' })}
      faultOf={({ key }) => faults.get(`volume-${key}-source`) ?? faults.get(`volume-${key}-destination`)}
      note={
        isOff ? (
          'SELinux is off on this engine: a volume has no label that would have to be changed.'
        ) : (
          <>
            With SELinux a container may only use files of its own label. <b>z</b> relabels the folder so that all
            containers may use it, <b>Z</b> so that only this one may. Never relabel a home folder or a system’s folder.
          </>
        )
      }
    >
      {(row, set, number) => (
        <>
          <TextField
            label={`Source of volume ${number}`}
            hideLabel
            placeholder="/folder or volume"
            value={row.source}
            isInvalid={faults.has(`volume-${row.key}-source`)}
            onBlur={() => leave(`volume-${row.key}-source`, row.source)}
            onChange={(source) => set({ source })}
            autoFocus={row.source === '' && row.destination === ''}
          />
          <span aria-hidden="true">→</span>
          <TextField
            label={`Place of volume ${number} in the container`}
            hideLabel
            placeholder="/in/container"
            value={row.destination}
            isInvalid={faults.has(`volume-${row.key}-destination`)}
            onBlur={() => leave(`volume-${row.key}-destination`, row.destination)}
            onChange={(destination) => set({ destination })}
          />
          {!isOff && (
            <span className={styles.medium}>
              <Select
                label={`SELinux label of volume ${number}`}
                hideLabel
                selectedKey={row.relabel}
                onSelectionChange={(key) => set({ relabel: relabels.find(([id]) => id === key)?.[0] ?? 'none' })}
              >
                {relabels.map(([id, title]) => (
                  <SelectItem key={id} id={id}>
                    {title}
                  </SelectItem>
                ))}
              </Select>
            </span>
          )}
          <Checkbox isSelected={row.readOnly} onChange={(readOnly) => set({ readOnly })}>
            Read-only
          </Checkbox>
        </>
      )}
    </RowsField>
  );
}
