import { useId } from 'react';
import { type ContainerSummary, hasEnded } from '../../shared/container.ts';
import { type AskedPorts, askedPorts, type PortMapping } from '../../shared/port.ts';
import { useContainersOf } from '../state/containers.ts';
import { hostPortText, readHostPort } from '../ui/host-port.ts';
import { plainText, TextField } from '../ui/index.ts';
import styles from './Checkpoints.module.css';

/** What is typed for each port, in the order of the archive's. */
export type TypedPorts = ReadonlyMap<number, string>;

/**
 * What the archive's ports become.
 * @returns null: they stay as they were; or a fault, by the port's index
 */
export function judgePorts(
  ports: readonly PortMapping[],
  typed: TypedPorts,
): { readonly asked: AskedPorts[] | null; readonly faults: ReadonlyMap<number, string> } {
  const faults = new Map<number, string>();
  let isChanged = false;
  const asked = ports.flatMap((port, index) => {
    const text = typed.get(index) ?? hostPortText(port);
    if (text.trim() !== hostPortText(port)) isChanged = true;
    const read = readHostPort(text);
    const whole = typeof read === 'string' ? null : askedPorts.safeParse({ ...port, ...read });
    if (whole?.success && (whole.data.hostPort ?? 0) + port.range - 1 <= 65_535) return [whole.data];
    faults.set(index, typeof read === 'string' ? read : 'This port can’t be published.');
    return [];
  });
  return { asked: isChanged ? asked : null, faults };
}

/** Who has this port on the host now; null: nobody in the list. */
function holderOf(
  { protocol, range }: PortMapping,
  text: string,
  containers: ReadonlyMap<string, ContainerSummary>,
): string | null {
  const read = readHostPort(text);
  if (typeof read === 'string' || read.hostPort === null) return null;
  const { hostIp, hostPort } = read;
  const isAny = (ip: string): boolean => ip === '' || ip === '0.0.0.0' || ip === '::';
  for (const { name, state, ports } of containers.values()) {
    if (hasEnded({ state }) || state === 'created') continue;
    const clash = ports.some(
      (other) =>
        other.protocol === protocol &&
        other.hostPort < hostPort + range &&
        hostPort < other.hostPort + other.range &&
        (isAny(hostIp) || isAny(other.hostIp) || hostIp === other.hostIp),
    );
    if (clash) return name;
  }
  return null;
}

interface RestorePortsProps {
  readonly engineId: string;
  readonly ports: readonly PortMapping[];
  readonly typed: TypedPorts;
  readonly faults: ReadonlyMap<number, string>;
  readonly onChange: (typed: TypedPorts) => void;
}

/** On which of the host's ports those of an archive come back: two of the same can't have the same. */
export function RestorePorts({ engineId, ports, typed, faults, onChange }: RestorePortsProps) {
  const heading = useId();
  const containers = useContainersOf(engineId);
  if (ports.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={styles.ports}>
      <h3 id={heading}>Ports on the host</h3>
      {ports.map((port, index) => {
        const { containerPort, protocol, range } = port;
        const inside = `${containerPort}${range > 1 ? `–${containerPort + range - 1}` : ''}/${protocol}`;
        const text = typed.get(index) ?? hostPortText(port);
        const holder = holderOf(port, text, containers);
        const fault = faults.get(index) ?? (holder === null ? null : `${plainText(holder)} has it now.`);
        return (
          <div key={`${inside} ${hostPortText(port)}`} className={styles.port}>
            <TextField
              label={`Host port for ${inside}`}
              hideLabel
              placeholder="picked by the engine"
              value={text}
              onChange={(value) => onChange(new Map(typed).set(index, value))}
              isInvalid={faults.has(index)}
            />
            <span aria-hidden="true">→</span>
            <span>{inside}</span>
            <span className={faults.has(index) ? styles.portFault : styles.portNote} aria-live="polite">
              {fault}
            </span>
          </div>
        );
      })}
    </section>
  );
}
