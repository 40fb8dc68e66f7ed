/** What the types of containers mean, in a sentence or two. From the policy container-selinux. */

const meanings: ReadonlyMap<string, string> = new Map([
  [
    'container_t',
    'A confined container: it may touch only files labelled for containers with its own MCS categories, and may not reach the host or other containers.',
  ],
  [
    'container_kvm_t',
    'A container inside its own virtual machine (Kata, krun): confined like container_t, and allowed to use KVM.',
  ],
  [
    'container_init_t',
    'A confined container whose first process is an init such as systemd: like container_t, and allowed to manage its own cgroups.',
  ],
  ['container_userns_t', 'A confined container that may make user namespaces of its own, for containers inside of it.'],
  ['container_engine_t', 'A confined container that may run a container engine inside of it.'],
  ['container_device_t', 'A confined container that may use the devices of the host.'],
  ['container_logreader_t', "A confined container that may read the host's logs."],
  ['container_logwriter_t', "A confined container that may read and write the host's logs."],
  [
    'spc_t',
    'A super privileged container: SELinux does not confine it. Seen with --privileged and with label=disable.',
  ],
  ['container_runtime_t', 'The container engine itself runs so, not a container: SELinux hardly confines it.'],
  ['unconfined_t', 'SELinux does not confine it.'],
]);

/** @returns null for a type of somebody's own policy */
export function typeMeaning(type: string): string | null {
  return meanings.get(type) ?? null;
}
