/** The report on this machine, and what the app itself runs on. */
import { create } from 'zustand';
import type { DoctorItem, DoctorReport } from '../../shared/doctor.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc.ts';
import { call } from '../bridge/index.ts';

interface DoctorState {
  readonly report: DoctorReport | null;
  readonly about: CallOutput<'app.about'> | null;
  readonly error: ErrorData | null;
  readonly loading: boolean;
}

export const useDoctor = create<DoctorState>()(() => ({ report: null, about: null, error: null, loading: false }));

/** What the report says against CRIU, without which nothing can be frozen; null: nothing, or nothing yet. */
export function criuProblem({ report }: DoctorState): DoctorItem | null {
  return report?.items.find(({ id, state }) => id === 'criu' && state !== 'ok') ?? null;
}

/** Examines the machine; takes some seconds where CRIU is tried. Never rejects; one at a time. */
export async function examine(): Promise<void> {
  if (useDoctor.getState().loading) return;
  useDoctor.setState({ loading: true });
  try {
    // At once, and whatever becomes of the rest.
    useDoctor.setState({ about: await call('app.about', undefined) });
    useDoctor.setState({ report: await call('app.doctor', undefined), error: null, loading: false });
  } catch (thrown) {
    useDoctor.setState({ error: toErrorData(thrown), loading: false });
  }
}

/** For who only wants to know: what was found once is still true. Never rejects. */
export async function examineOnce(): Promise<void> {
  if (useDoctor.getState().report === null) await examine();
}
