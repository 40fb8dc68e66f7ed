import type { DoctorItem, DoctorReport } from '../../shared/doctor.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import type { CallOutput } from '../../shared/ipc.ts';

const marks = { ok: 'ok', info: 'info', limited: 'limited', missing: 'MISSING' } as const;

function engineLines(engine: EngineSummary): string[] {
  const { info, connection } = engine;
  const lines = [`${engine.name} (${engine.origin}, ${connection.state})`];
  if (connection.state === 'lost') lines.push(`  lost: ${connection.error.message}`);
  if (connection.state === 'lost' && connection.error.engineMessage !== null) {
    lines.push(`  its words: ${connection.error.engineMessage}`);
  }
  if (info !== null) {
    lines.push(
      `  version ${info.version}, API ${info.apiVersion}, ${info.rootless ? 'rootless' : 'root'}`,
      `  ${info.operatingSystem}, kernel ${info.kernel}, ${info.architecture}`,
      `  runtime ${info.runtime.name} ${info.runtime.version}, conmon ${info.conmon}`,
      `  storage ${info.storage.driver} on ${info.storage.filesystem}, cgroups ${info.cgroups.version} (${info.cgroups.manager})`,
      `  SELinux ${info.selinuxEnabled ? 'on' : 'off'}, CRIU ${info.criu ?? 'not told'}, network ${info.network}`,
    );
  }
  for (const [name, able] of Object.entries(engine.capabilities ?? {})) {
    lines.push(`  ${name}: ${able.supported ? 'yes' : `no: ${able.reason}`}`);
  }
  return lines;
}

function itemLine(item: DoctorItem): string {
  return [`[${marks[item.state]}] ${item.title}`, item.found, item.cost].filter((part) => part !== null).join(' · ');
}

/** What a bug report should hold, as plain text: no host names, no paths of the user. */
export function bugReport(parts: {
  readonly about: CallOutput<'app.about'> | null;
  readonly engines: readonly EngineSummary[];
  readonly doctor: DoctorReport | null;
}): string {
  const { about, engines, doctor } = parts;
  const app =
    about === null
      ? []
      : [
          `Gantry ${about.version}, Electron ${about.electron}${about.standIn ? ' (stand-in)' : ''}, ` +
            `Chrome ${about.chrome}, Node ${about.node}`,
        ];
  const found = engines.length === 0 ? ['no engine found'] : engines.flatMap(engineLines);
  return [...app, '', ...found, '', ...(doctor?.items.map(itemLine) ?? [])].join('\n').trim();
}
