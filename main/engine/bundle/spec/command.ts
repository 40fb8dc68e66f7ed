/** What a container runs. */
import type { ContainerSpec } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import type { ImageSettings } from '../images/image-config.ts';

/** Where an init is put in the container, as by Podman. */
export const initInside = '/run/podman-init';

/**
 * The image's entry point, and after it what was asked for, else the image's own command. Without the init: this is what
 * the choice of a label goes by (`isSystemdMode`).
 * @throws GantryError `invalid` where there is nothing to run
 */
export function commandOf(
  spec: Pick<ContainerSpec, 'image' | 'command'>,
  image: Pick<ImageSettings, 'entrypoint' | 'command'>,
): readonly string[] {
  const command = [...image.entrypoint, ...(spec.command.length > 0 ? spec.command : image.command)];
  if (command.length > 0) return command;
  throw new GantryError({
    code: 'invalid',
    message: `The image ${spec.image} doesn't say what to run.`,
    hint: 'Give a command, such as sh.',
  });
}
