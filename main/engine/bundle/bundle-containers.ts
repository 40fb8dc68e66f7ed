/** What is known of the bundle engine's containers: their records, and the list that the screens get of them. */
import type { ContainerSummary } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { ContainerLabels } from '../../../shared/selinux.ts';
import type { Bundle } from '../../runtime/conmon/bundle.ts';
import type { ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { ContainerList } from '../container-list.ts';
import type { ContainersSnapshot, EngineChange } from '../engine.ts';
import { bundleOf } from './bundle-of.ts';
import type { ContainerRecord } from './container-record.ts';
import type { Driver, Drivers } from './drivers.ts';
import type { Kept, Records } from './records.ts';
import { readState } from './state.ts';
import { brokenSummary, summaryOf } from './summary.ts';
import { Turns } from './turns.ts';

export interface BundleContainersOptions {
  readonly records: Records;
  readonly drivers: Drivers;
  readonly selinuxEnabled: boolean;
  readonly tell: (change: EngineChange) => void;
}

export class BundleContainers {
  readonly #options: BundleContainersOptions;
  readonly #list = new ContainerList();
  readonly #kept = new Map<string, Kept>();
  readonly #writing = new Turns();

  constructor(options: BundleContainersOptions) {
    this.#options = options;
  }

  /** Reads all there are, as when the app is started: whatever has become of them meanwhile. */
  async load(kept: readonly Kept[]): Promise<void> {
    this.#kept.clear();
    for (const each of kept) this.#kept.set(each.id, each);
    const waiting = [...kept];
    const summaries: ContainerSummary[] = [];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        summaries.push(this.#summaryOf(next, await this.state(next.id)));
      }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    this.#list.replace(summaries);
    this.#options.tell({ kind: 'reset' });
  }

  snapshot(): Omit<ContainersSnapshot, 'warned'> {
    return { revision: this.#list.revision, containers: this.#list.all(), labels: this.#labels() };
  }

  all(): readonly ContainerSummary[] {
    return this.#list.all();
  }

  /** @throws GantryError `not-found` */
  container(id: string): RuntimeContainer & { readonly summary: ContainerSummary } {
    const summary = this.#list.get(id);
    if (summary !== null) return { id: summary.id, name: summary.name, summary };
    throw new GantryError({
      code: 'not-found',
      message: 'This container is not there any more.',
      hint: 'It was removed.',
    });
  }

  /** Null: there is none, or its record is broken. */
  recordOf(id: string): ContainerRecord | null {
    return this.#kept.get(id)?.record ?? null;
  }

  /** @throws GantryError `not-found`, or `invalid` where it is broken */
  record({ id, name }: RuntimeContainer): ContainerRecord {
    this.container(id);
    const kept = this.#kept.get(id);
    if (kept?.record) return kept.record;
    throw new GantryError({
      code: 'invalid',
      message: `What is kept of ${name} can't be read.`,
      engineMessage: kept?.fault ?? null,
      hint: `Look at record.json in ${this.folderOf(id)}, or remove the container.`,
    });
  }

  folderOf(id: string): string {
    return this.#options.records.folderOf(id);
  }

  bundleOf({ id }: RuntimeContainer): Bundle {
    return bundleOf(this.folderOf(id), this.recordOf(id));
  }

  driverOf(id: string): Driver {
    return this.#options.drivers.named(this.recordOf(id)?.ociRuntime ?? '');
  }

  /** Asked now; where its OCI runtime can't tell, it is not known. */
  async state(id: string): Promise<ContainerStatus> {
    const ctr = { id, name: this.recordOf(id)?.name ?? id.slice(0, 12) };
    const where = { driver: this.driverOf(id), folder: this.folderOf(id) };
    try {
      return await readState(ctr, this.recordOf(id), where);
    } catch (thrown) {
      if (!(thrown instanceof GantryError)) throw thrown;
      const nothing = { pid: null, exitCode: null, startedAt: null, finishedAt: null };
      return { ...nothing, state: 'unknown', oomKilled: false, checkpointed: false };
    }
  }

  /** Takes up one that was made. */
  async add(record: ContainerRecord): Promise<void> {
    this.#kept.set(record.id, { id: record.id, record, fault: null });
    await this.refresh(record.id);
    const labels = this.#labels().filter(({ containerId }) => containerId === record.id);
    if (labels.length > 0) this.#options.tell({ kind: 'labels', labels });
  }

  /** Its row, as it is now. @returns what it is now */
  async refresh(id: string): Promise<ContainerStatus> {
    const status = await this.state(id);
    const kept = this.#kept.get(id);
    if (kept !== undefined) this.#patch([this.#summaryOf(kept, status)], []);
    return status;
  }

  /** It is being done something to that takes a while. */
  show(id: string, state: ContainerSummary['state']): void {
    const { summary } = this.container(id);
    this.#patch([{ ...summary, state }], []);
  }

  /** Keeps on the disk what has changed of it. */
  change(id: string, change: Partial<ContainerRecord>): Promise<ContainerRecord> {
    // One after the other: a kill comes in between what is done in turn, and neither may forget what the other has noted.
    return this.#writing.of(id, async () => {
      const record = { ...this.record(this.container(id)), ...change };
      await this.#options.records.write(record);
      this.#kept.set(id, { id, record, fault: null });
      return record;
    });
  }

  /** With all that is kept of it. */
  async remove(id: string): Promise<void> {
    await this.#options.records.remove(id);
    this.#kept.delete(id);
    this.#patch([], [id]);
  }

  #patch(changed: readonly ContainerSummary[], removed: readonly string[]): void {
    const patch = this.#list.patch(changed, removed);
    if (patch !== null) this.#options.tell(patch);
  }

  #summaryOf(kept: Kept, status: ContainerStatus): ContainerSummary {
    if (kept.record === null) return brokenSummary(kept.id, status);
    return summaryOf(kept.record, status, this.#options.drivers.usual.name);
  }

  #labels(): ContainerLabels[] {
    if (!this.#options.selinuxEnabled) return [];
    return [...this.#kept.values()].flatMap(({ id, record }) =>
      record === null ? [] : [{ containerId: id, ...record.labels }],
    );
  }
}
