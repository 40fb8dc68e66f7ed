/** A variable of a container's environment. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** `NAME=value` into its parts; the value keeps its own equals signs. Without one: an empty value. */
export function variable(entry: string): Variable {
  const at = entry.indexOf('=');
  return at < 0 ? { name: entry, value: '' } : { name: entry.slice(0, at), value: entry.slice(at + 1) };
}

/** Those whose name or value holds the words, sorted by name. */
export function filterVariables(entries: readonly string[], words: string): Variable[] {
  const wanted = words.trim().toLowerCase();
  return entries
    .map(variable)
    .filter(({ name, value }) => `${name}=${value}`.toLowerCase().includes(wanted))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
