/**
 * What the programs that we run need of our environment. The rest is none of a container's business, and may harm them: an
 * AppImage's LD_LIBRARY_PATH, or the NOTIFY_SOCKET of whoever has started us, which an OCI runtime takes for its container's. conmon
 * reads its arguments by its locale, and refuses names and paths that are not of it.
 */
export function cleanEnvironment({ PATH = '', XDG_RUNTIME_DIR, HOME } = process.env): Record<string, string> {
  return { PATH, LC_ALL: 'C.UTF-8', ...(XDG_RUNTIME_DIR ? { XDG_RUNTIME_DIR } : {}), ...(HOME ? { HOME } : {}) };
}
