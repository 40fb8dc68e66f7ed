/** The configuration of an image that was made of a root file system, as the OCI has it. */
import type { ImageSettings } from './image-config.ts';
import { processor } from './processor.ts';

/**
 * Its time makes it, and so its id, another than that of the same files at another time.
 * @param digests of what it was made of
 */
export function settingsToJson(settings: Partial<ImageSettings>, digests: readonly string[]): Buffer {
  const config = {
    User: settings.user,
    Env: settings.environment,
    Entrypoint: settings.entrypoint,
    Cmd: settings.command,
    WorkingDir: settings.workingDirectory,
    StopSignal: settings.stopSignal,
    Volumes: asSet(settings.volumes),
    ExposedPorts: asSet(settings.exposedPorts),
    Labels: settings.labels,
  };
  const rootfs = { type: 'layers', diff_ids: digests };
  return Buffer.from(
    JSON.stringify({ created: new Date().toISOString(), architecture: processor, os: 'linux', config, rootfs }),
  );
}

/** Go's. */
function asSet(names: readonly string[] | undefined): Record<string, object> | undefined {
  return names && Object.fromEntries(names.map((name) => [name, {}]));
}
