import { useEffect, useState } from 'react';

/** What is done sooner than this shows no progress: a flicker tells nobody anything. */
const lateMs = 300;

/** True once `isWaiting` has been so for 300 ms without a break. */
export function useLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), lateMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isWaiting]);
  return isWaiting && isLate;
}
