import type { ContainerDetails } from '../../../shared/container.ts';
import { useEngine } from '../../state/engines.ts';
import { Fact, Facts, Link, plainText, Section } from '../../ui/index.ts';
import { openLink } from '../parts/open-link.ts';
import styles from './Overview.module.css';
import { portLine } from './port-lines.ts';

function Ports({ details, machine }: { readonly details: ContainerDetails; readonly machine: string | null }) {
  const lines = details.summary.ports.map((port) => portLine(port, machine));
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {lines.map(({ text, url }) => (
        <li key={text}>{url === null ? text : <Link onPress={() => void openLink(url)}>{text}</Link>}</li>
      ))}
    </ul>
  );
}

/** Those that say little by themselves. */
const networkWords: Readonly<Record<string, string>> = {
  '': 'not known',
  default: 'the engine’s own',
  host: 'the machine’s (host)',
  none: 'none: it reaches nobody',
};

/** Where it can be reached. */
export function NetworkSection(props: { readonly engineId: string; readonly details: ContainerDetails }) {
  const { details } = props;
  const machine = useEngine(props.engineId)?.machine ?? null;
  return (
    <Section title="Network">
      <Facts>
        <Fact name="Host name" copy={details.hostname} code>
          {details.hostname}
        </Fact>
        <Fact name="Network">{networkWords[details.networkMode] ?? plainText(details.networkMode)}</Fact>
        <Fact name="Ports">
          {details.summary.ports.length === 0 ? 'none published' : <Ports details={details} machine={machine} />}
        </Fact>
        {details.networks.map(({ name, ipAddress, macAddress }) => (
          <Fact key={name} name={name} copy={ipAddress} code>
            {[ipAddress, macAddress].filter(Boolean).join(' · ')}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
