import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';
import { Fact, Facts } from '../details/parts/Facts.tsx';
import { Section } from '../details/parts/Section.tsx';
import { formatBytes } from '../ui/index.ts';
import styles from './Engines.module.css';

function Known({ info }: { readonly info: EngineInfo }) {
  return (
    <Facts>
      <Fact name="Version" copy={info.version}>
        {info.version}
      </Fact>
      <Fact name="API">{info.apiVersion}</Fact>
      <Fact name="Runs as">{info.rootless ? 'this user (rootless)' : 'root'}</Fact>
      <Fact name="OCI runtime">{`${info.runtime.name} ${info.runtime.version}`}</Fact>
      <Fact name="Its path" copy={info.runtime.path} code>
        {info.runtime.path}
      </Fact>
      <Fact name="conmon">{info.conmon}</Fact>
      <Fact name="CRIU">{info.criu ?? 'the engine doesn’t tell: see the report below'}</Fact>
      <Fact name="SELinux">{info.selinuxEnabled ? 'on' : 'off'}</Fact>
      <Fact name="Storage">{`${info.storage.driver} on ${info.storage.filesystem}`}</Fact>
      <Fact name="Its folder" copy={info.storage.root} code>
        {info.storage.root}
      </Fact>
      <Fact name="Control groups">{`${info.cgroups.version}, by ${info.cgroups.manager}`}</Fact>
      <Fact name="Network">{info.network}</Fact>
      <Fact name="Machine">{`${info.hostname}, ${info.operatingSystem}`}</Fact>
      <Fact name="Kernel">{`${info.kernel} ${info.architecture}`}</Fact>
      <Fact name="Resources">{`${info.cpus} ${info.cpus === 1 ? 'core' : 'cores'}, ${formatBytes(info.memoryBytes)}`}</Fact>
    </Facts>
  );
}

/** What an engine tells about itself; as it was last known while it is lost. */
export function EngineFacts({ engine }: { readonly engine: EngineSummary }) {
  const isLost = engine.connection.state === 'lost';
  return (
    <Section
      title={engine.name}
      aside={isLost && engine.info !== null && <span className={styles.stale}>as last known</span>}
    >
      {engine.info === null ? <p className={styles.quiet}>It has not answered yet.</p> : <Known info={engine.info} />}
    </Section>
  );
}
