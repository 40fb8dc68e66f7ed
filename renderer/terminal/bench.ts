/** Marks that the benchmarks read off the terminal's element. Without `?bench` in the page's address: nothing. */

export interface BenchMarks {
  received(bytes: number): void;
  parsed(bytes: number): void;
}

export function benchMarks(element: HTMLElement, search = window.location.search): BenchMarks | null {
  if (!new URLSearchParams(search).has('bench')) return null;
  let received = 0;
  let parsed = 0;
  return {
    received(bytes) {
      received += bytes;
      element.dataset.receivedBytes = String(received);
    },
    parsed(bytes) {
      parsed += bytes;
      element.dataset.parsedBytes = String(parsed);
    },
  };
}
