/** What each part of the form gets. */
import type { CreateForm, Faults } from './form.ts';

export interface PartProps {
  readonly form: CreateForm;
  readonly change: (part: Partial<CreateForm>) => void;
  /** Those that are shown: of fields that were left, or all after a first try. */
  readonly faults: Faults;
}
