/** The filter's little language: words that all must be there, and `is:`, `type:`, `name:`, `image:`, `pod:`, `pid:`. */
import type { ContainerSummary } from '../../../shared/container.ts';
import { shownState, wordsOf } from './words.ts';

export type TypeOf = (containerId: string) => string;
type Test = (container: ContainerSummary, typeOf: TypeOf) => boolean;

const fields: ReadonlyMap<string, (value: string) => Test> = new Map([
  [
    'is',
    (value: string): Test =>
      (container) =>
        shownState(container).startsWith(value),
  ],
  [
    'type',
    (value: string): Test =>
      (container, typeOf) =>
        typeOf(container.id).toLowerCase().includes(value),
  ],
  [
    'name',
    (value: string): Test =>
      (container) =>
        container.name.toLowerCase().includes(value),
  ],
  [
    'image',
    (value: string): Test =>
      (container) =>
        container.image.toLowerCase().includes(value),
  ],
  [
    'pid',
    (value: string): Test =>
      (container) =>
        String(container.pid ?? '') === value,
  ],
  [
    'pod',
    (value: string): Test =>
      (container) =>
        (container.pod ?? '').toLowerCase().includes(value),
  ],
]);

function testOf(word: string): Test {
  const colon = word.indexOf(':');
  const field = colon < 0 ? undefined : fields.get(word.slice(0, colon));
  if (field !== undefined) return field(word.slice(colon + 1));
  return (container, typeOf) =>
    wordsOf(container).haystack.includes(word) || typeOf(container.id).toLowerCase().includes(word);
}

/** Whether somebody looks for what is frozen. */
export function seeksFrozen(filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/);
  return words.some((word) => word === 'frozen' || /^is:f(r(o(z(en?)?)?)?)?$/.test(word));
}

/** Those that have all the words, in their order. @returns the same array when there is nothing to filter by */
export function filterContainers(
  containers: readonly ContainerSummary[],
  filter: string,
  typeOf: TypeOf,
): readonly ContainerSummary[] {
  const tests = filter.toLowerCase().split(/\s+/).filter(Boolean).map(testOf);
  if (tests.length === 0) return containers;
  return containers.filter((container) => tests.every((test) => test(container, typeOf)));
}
