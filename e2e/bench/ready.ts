/** Scripts that run in a page and call `tell` when it is ready: drawn, so that a user could click. */

/** In a frame's callbacks, before it is drawn: in the next frame, what is there now has been. */
const tellWhenDrawn = 'requestAnimationFrame(() => tell(performance.timeOrigin + performance.now()))';

/** The empty window. Its own page notes the time. */
export const emptyReady = `
  const look = () => (globalThis.drawnAt === undefined ? requestAnimationFrame(look) : tell(globalThis.drawnAt));
  look();`;

/**
 * The window with its list of containers: all are listed, and the first row is what the pointer hits.
 * @param count how many containers there are
 */
export function listReady(count: number): string {
  return `
  const isReady = () => {
    const grid = document.querySelector('[role=grid][aria-label=Containers]');
    if (Number(grid?.getAttribute('aria-rowcount')) !== ${count} + 1) return false;
    const row = grid.querySelector('[data-container]');
    if (row === null) return false;
    const { left, top, height } = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(left + 60, top + height / 2));
  };
  // Once a frame in which something has changed: the page is laid out then anyway.
  let isDue = false;
  const look = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      if (!isReady()) return;
      observer.disconnect();
      ${tellWhenDrawn};
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  look();`;
}

/**
 * cockpit-podman's page with all its containers. It is looked at once a frame, in a way that costs it nothing.
 * @param count how many containers there are
 */
export function cockpitReady(count: number): string {
  return `
  const names = document.getElementsByClassName('container-name');
  const look = () => {
    if (names.length < ${count}) requestAnimationFrame(look);
    else ${tellWhenDrawn};
  };
  look();`;
}
