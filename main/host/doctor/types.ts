/** The shapes of this folder. Types only, which cost nothing where the rest runs under plain Node. */

export interface Ran {
  /** 127 where there is no such program, 124 after a time-out. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the probes may ask of the machine they run on. Handed in, so that a test can describe any machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** The Node this runs on, as `process.versions.node` has it; null in Electron, whose Node is its own. */
  readonly nodeVersion: string | null;
  run(command: string, args: readonly string[]): Promise<Ran>;
  /** A file's text, null where it can't be read. */
  read(file: string): Promise<string | null>;
  /** A program's path, null where there is none. */
  which(name: string): Promise<string | null>;
}

export interface Cgroups {
  readonly layout: 'v1' | 'hybrid' | 'v2' | 'none';
  /**
   * crun wants version 2 or a version 1 whose unified part has no controllers; else it says "cgroups in
   * hybrid mode not supported, drop all controllers from cgroupv2". runc takes them all.
   */
  readonly crunRefuses: boolean;
}

export interface PodmanFacts {
  readonly version: string;
  readonly tooOld: boolean;
  readonly runtime: string | null;
  readonly runtimePath: string | null;
  readonly runtimeVersion: string | null;
  readonly conmon: string | null;
  readonly selinux: boolean;
  readonly rootless: boolean;
  readonly images: number;
  /** Why `podman info` failed, in Podman's words. */
  readonly complaint: string | null;
}

export interface BundleFacts {
  readonly isRoot: boolean;
  /** In words, each a part that isn't there. */
  readonly lacks: readonly string[];
  /** The bundle engine runs here. */
  readonly able: boolean;
}

export interface Rlimits {
  /** False: a container without limits of its own can't start ("error setting rlimit type 7"). */
  readonly defaultsWork: boolean;
  /** The highest limits that can be set here. */
  readonly nofile: number;
  readonly nproc: number;
}

export interface CriuTrial {
  readonly ok: boolean;
  /** It did not fail but hang, as it does where hardware breakpoints never fire. */
  readonly hung: boolean;
  /** In CRIU's words; empty when it works. */
  readonly reason: string;
}

export interface ElectronFacts {
  readonly version: string;
  readonly standIn: boolean;
}

/** What a user can do about what is missing. */
export interface Remedies {
  readonly electron: string;
  readonly currentElectron: string;
  readonly podman: string;
  readonly runcInsteadOfCrun: string;
  readonly criu: string;
  readonly newerCriu: string;
  readonly image: string;
}

export interface DoctorOptions {
  readonly machine?: Machine;
  readonly electron: ElectronFacts | null;
  /** The project's folder; null in an installed app, which needs neither Node nor npm. */
  readonly project: string | null;
  readonly trial?: (criu: string) => Promise<CriuTrial>;
}
