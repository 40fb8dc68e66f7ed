/** Makes containers, several at a time, of which no two get the same name or the same SELinux categories. */
import type { ContainerSpec } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { errorOfFile } from '../../host/file-error.ts';
import type { CreatedContainer } from '../../runtime/oci-runtime.ts';
import type { ChosenLabels } from '../../selinux/label-choice.ts';
import type { BundleContainers } from './bundle-containers.ts';
import { draftOf, type MachineTraits } from './creation.ts';
import type { Driver } from './drivers.ts';
import type { ImageStore } from './images/image-store.ts';
import { labelsFor } from './labels.ts';
import { madeUpName, mustBeFree } from './naming.ts';
import type { Networks } from './network/networks.ts';
import type { Records } from './records.ts';
import { commandOf } from './spec/command.ts';
import { mustReachPorts } from './surroundings.ts';
import { Turns } from './turns.ts';

export interface MakerOptions {
  readonly containers: BundleContainers;
  readonly images: ImageStore;
  readonly records: Records;
  readonly networks: Networks;
  readonly machine: MachineTraits;
}

export class Maker {
  readonly #options: MakerOptions;
  readonly #names = new Set<string>();
  readonly #labels = new Set<string>();
  readonly #turns = new Turns();

  constructor(options: MakerOptions) {
    this.#options = options;
  }

  /** @throws GantryError `not-found` without the image, `conflict` for a name that is taken, `invalid` for what can't be run */
  async make(spec: ContainerSpec, driver: Driver): Promise<CreatedContainer> {
    const { containers, images, records, networks, machine } = this.#options;
    const image = await images.image(spec.image);
    const name = spec.name ?? madeUpName(image.names[0] ?? '');
    mustReachPorts(networks, spec, `Make ${name}`);
    mustNotBeGone(spec, `Make ${name}`);
    return this.named(name, `Make ${name}`, async () => {
      const labels = await this.#chooseLabels(spec, commandOf(spec, image.config.settings), driver);
      try {
        const folderOf = (id: string) => records.folderOf(id);
        const networkPath = (id: string) => networks.pathOf(id);
        const ociRuntime = driver.name;
        const { record, fill } = draftOf({
          spec,
          name,
          image,
          ociRuntime,
          labels,
          folderOf,
          networkPath,
          images,
          machine,
        });
        await records.make(record, fill);
        await containers.add(record);
        return { container: { id: record.id, name }, warnings: [], restoreStatistics: null };
      } catch (thrown) {
        throw errorOfFile(thrown, `Make ${name}`);
      } finally {
        this.#labels.delete(labels.processLabel);
      }
    });
  }

  /** Keeps a name for whoever gets it by this. @throws GantryError `conflict` where another has it, or is about to */
  async named<T>(name: string, doing: string, work: () => Promise<T>): Promise<T> {
    mustBeFree(name, [...this.#options.containers.all().map((each) => each.name), ...this.#names], doing);
    this.#names.add(name);
    try {
      return await work();
    } finally {
      this.#names.delete(name);
    }
  }

  /** One at a time: each has to see what the others got. */
  #chooseLabels(spec: ContainerSpec, command: readonly string[], { runtime }: Driver): Promise<ChosenLabels> {
    return this.#turns.of('', async () => {
      const known = this.#options.containers.snapshot().labels.map(({ processLabel }) => processLabel);
      const kvm = runtime.supportsKVM();
      const labels = await labelsFor({ options: spec.selinux, command, kvm, taken: [...known, ...this.#labels] });
      this.#labels.add(labels.processLabel);
      return labels;
    });
  }
}

function mustNotBeGone({ autoRemove, restart }: ContainerSpec, doing: string): void {
  if (!autoRemove || restart.when === 'no') return;
  throw new GantryError({
    code: 'invalid',
    message: `${doing}: it can't be both removed when it ends and started again.`,
    hint: 'Choose one of the two.',
  });
}
