/** Detach keys as Podman's API takes them. */

/**
 * Podman 4.3 takes an empty sequence over the API for its default, and then holds each ctrl-p until the next key. So
 * none is said by one that nobody types.
 */
const nobodyTypesThis = 'ctrl-^,ctrl-^,ctrl-^,ctrl-^';

/** @param keys undefined: the engine's default; an empty string: no detaching by keyboard */
export function apiDetachKeys(keys: string | undefined): string | undefined {
  return keys === '' ? nobodyTypesThis : keys;
}
