import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';
import { useDoctor } from '../state/doctor.ts';
import { Fact, Facts, formatBytes, Section } from '../ui/index.ts';
import styles from './Engines.module.css';

/** Podman's API doesn't tell of CRIU; the report on this machine does. */
function useCriu(info: EngineInfo): string {
  const found = useDoctor(({ report }) => report?.items.find(({ id }) => id === 'criu'));
  if (info.criu !== null) return info.criu;
  if (found === undefined) return 'not told by the engine';
  return found.found === null ? 'none found on this machine' : `${found.found}, as found on this machine`;
}

function Known({ info }: { readonly info: EngineInfo }) {
  const criu = useCriu(info);
  const { runtime, storage, cgroups, cpus } = info;
  return (
    <Facts>
      <Fact name="Version" copy={info.version}>
        {info.version}
      </Fact>
      <Fact name="API">{info.apiVersion}</Fact>
      <Fact name="Runs as">{info.rootless ? 'this user (rootless)' : 'root'}</Fact>
      <Fact name="OCI runtime">{`${runtime.name} ${runtime.version}`}</Fact>
      <Fact name="Its path" copy={runtime.path} code>
        {runtime.path}
      </Fact>
      <Fact name="conmon">{info.conmon}</Fact>
      <Fact name="CRIU">{criu}</Fact>
      <Fact name="SELinux">{info.selinuxEnabled ? 'on' : 'off: containers have no labels'}</Fact>
      <Fact name="Storage">{`${storage.driver} on ${storage.filesystem}`}</Fact>
      <Fact name="Its folder" copy={storage.root} code>
        {storage.root}
      </Fact>
      <Fact name="Control groups">{`${cgroups.version}, by ${cgroups.manager}`}</Fact>
      <Fact name="Network">{info.network}</Fact>
      <Fact name="Machine">{`${info.hostname}, ${info.operatingSystem}`}</Fact>
      <Fact name="Kernel">{`${info.kernel} ${info.architecture}`}</Fact>
      <Fact name="Resources">{`${cpus} ${cpus === 1 ? 'core' : 'cores'}, ${formatBytes(info.memoryBytes)}`}</Fact>
    </Facts>
  );
}

/** What an engine tells about itself; as it was last known while it is lost. */
export function EngineFacts({ engine: { info } }: { readonly engine: EngineSummary }) {
  return (
    <Section title="What it is">
      {info === null ? <p className={styles.quiet}>It has not answered yet.</p> : <Known info={info} />}
    </Section>
  );
}
