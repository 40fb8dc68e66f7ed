/** Detach keys as Podman's API is told them. */

/**
 * We read them ourselves, so Podman shall not. It takes an empty sequence over the API for its default (4.3), and then
 * holds each ctrl-p until the next key: none is said by one that nobody types.
 */
export const nobodyTypesThis = 'ctrl-^,ctrl-^,ctrl-^,ctrl-^';
