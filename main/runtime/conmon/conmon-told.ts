/** What the conmon driver tells without doing anything: what it can, where things are, and of what it is made. */
import path from 'node:path';
import { owningPackage } from '../../host/owning-package.ts';
import type { DrivingProgram, RuntimeContainer, RuntimeInfo } from '../oci-runtime.ts';
import type { BundleOf } from './bundle.ts';
import { Folders } from './folders.ts';
import { programVersion } from './program-version.ts';

export interface ConmonRuntimeOptions {
  /** Such as `runc`. */
  readonly name: string;
  /** Of its program. */
  readonly path: string;
  /** conmon's program. */
  readonly conmon: string;
  /** For the state of this driver's containers; a reboot should empty it. */
  readonly folder: string;
  readonly bundleOf: BundleOf;
  /**
   * As containers.conf says of the runtime (`runtime_supports_json`, `…_nocgroups`, `…_kvm`), and as it was found to be:
   * see `canCheckpoint`.
   */
  readonly supports: {
    readonly json: boolean;
    readonly noCgroups: boolean;
    readonly kvm: boolean;
    readonly checkpoint: boolean;
  };
  /** A runtime that says nothing for so long hangs; a minute where nothing is said. */
  readonly answerSeconds?: number | undefined;
}

export class ConmonTold {
  /** As containers.conf calls it, or its file. */
  readonly name: string;
  /** libpod's is the same: that of the first that may be executed. */
  readonly path: string;
  protected readonly conmon: string;
  protected readonly folders: Folders;
  readonly #supports: ConmonRuntimeOptions['supports'];

  constructor({ name, path: program, conmon, folder, supports }: ConmonRuntimeOptions) {
    this.name = name;
    this.path = program;
    this.conmon = conmon;
    this.folders = new Folders(folder);
    this.#supports = supports;
  }

  /** libpod goes by the runtime's name; crun is built without CRIU in places, so ours has asked it. */
  supportsCheckpoint(): boolean {
    return this.#supports.checkpoint;
  }

  /** As libpod's: what containers.conf says (`runtime_supports_json`). */
  supportsJSONErrors(): boolean {
    return this.#supports.json;
  }

  /** As libpod's: what containers.conf says (`runtime_supports_nocgroups`). */
  supportsNoCgroups(): boolean {
    return this.#supports.noCgroups;
  }

  /** As libpod's: what containers.conf says (`runtime_supports_kvm`). The SELinux type follows from it. */
  supportsKVM(): boolean {
    return this.#supports.kvm;
  }

  /** By conmon's link, as in libpod; clients go by the bundle, since a path may be too long for an address. */
  attachSocketPath(ctr: RuntimeContainer): string {
    return path.join(this.folders.of(ctr.id).socketLink, 'attach');
  }

  /** As libpod's: in the session's own folder. */
  execAttachSocketPath(ctr: RuntimeContainer, sessionId: string): string {
    return path.join(this.folders.execOf(ctr.id, sessionId), 'attach');
  }

  /** As libpod's: a file for each container in one folder, so that one watch tells of all ends. */
  exitFilePath(ctr: RuntimeContainer): string {
    return this.folders.of(ctr.id).exitFile;
  }

  /** As libpod's: of both programs what `--version` says, and what the machine's packager knows. */
  async runtimeInfo(): Promise<RuntimeInfo> {
    const [conmon, ociRuntime] = await Promise.all([asked('conmon', this.conmon), asked(this.name, this.path)]);
    return { conmon, ociRuntime };
  }
}

async function asked(name: string, program: string): Promise<DrivingProgram> {
  const [version, owner] = await Promise.all([programVersion(program), owningPackage(program)]);
  return { name, package: owner, path: program, version };
}
