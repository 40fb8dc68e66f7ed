/** This machine's kind of processor, by the name that images have for it: Go's. */
const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

export const processor = names[process.arch] ?? process.arch;
