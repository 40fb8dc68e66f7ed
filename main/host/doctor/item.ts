/** Making the items of the report. */
import type { DoctorItem } from '../../../shared/doctor.ts';

export function ok(id: string, title: string, found: string): DoctorItem {
  return { id, title, state: 'ok', found, cost: null, remedy: null };
}

export function limited(
  id: string,
  title: string,
  found: string | null,
  cost: string,
  remedy: string | null,
): DoctorItem {
  return { id, title, state: 'limited', found, cost, remedy };
}

export function missing(
  id: string,
  title: string,
  cost: string,
  remedy: string | null,
  found: string | null = null,
): DoctorItem {
  return { id, title, state: 'missing', found, cost, remedy };
}
