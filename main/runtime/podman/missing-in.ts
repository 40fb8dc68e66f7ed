/** Podman tells of a container's OCI runtime that is gone only in words, when it is asked to do something with it. */
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';

/** libpod's `oci_missing.go`: `runtime /opt/kata is missing: OCI runtime …`, sometimes in quotes. */
const words = /runtime "?([^\s"]+)"? is missing\b/;

/** @returns the runtime that is gone, and Podman's words; null for any other failure */
export function missingRuntimeIn(thrown: unknown): { readonly name: string; readonly words: string } | null {
  if (!(thrown instanceof GantryError) || thrown.engineMessage === null) return null;
  const name = words.exec(thrown.engineMessage)?.[1];
  return name === undefined ? null : { name: path.basename(name), words: thrown.engineMessage };
}
