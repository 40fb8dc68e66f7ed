/** What each part of the form gets. */
import type { CreateForm, Faults } from './form.ts';

export interface PartProps {
  readonly form: CreateForm;
  readonly change: (part: Partial<CreateForm>) => void;
  /** Those that are shown: of fields that were left, and of all that were there at a try. */
  readonly faults: Faults;
  /** A field was left with something in it. @param field as in `faults` */
  readonly leave: (field: string, value: string) => void;
}
