import { useEffect, useState } from 'react';
import { takenBy } from '../state/checkpoints.ts';

export interface Taken {
  readonly names: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  /** False until the engine has answered; where it can't, the engine itself will refuse a clash. */
  readonly known: boolean;
}

const unknown: Taken = { names: new Set(), ids: new Set(), known: false };

/** The names and ids that an engine's containers have. */
export function useTaken(engineId: string): Taken {
  const [taken, setTaken] = useState(unknown);
  useEffect(() => {
    let over = false;
    const put = (value: Taken): void => {
      if (!over) setTaken(value);
    };
    setTaken(unknown);
    takenBy(engineId).then(
      (answer) => put({ ...answer, known: true }),
      () => put({ ...unknown, known: true }),
    );
    return () => {
      over = true;
    };
  }, [engineId]);
  return taken;
}
