import { Choice, DayField, IdField, Text, Whole } from '#libs/kernel/body.js';

/** Why dates are computed anew: a notice or rule book that came later, or one whose data had been wrong. */
export const restatingKinds = ['issued', 'corrected'] as const;

/** Given by the system after a calendar or rule book event: computes every clock of the case anew (semantics 21). */
export class RestateDueDates {
  /** The event that asks for it. */
  @IdField() because: string;
  @Choice(restatingKinds) kind: (typeof restatingKinds)[number];
  /** The notice's own day. */
  @DayField() on: string;
  /** The year a notice speaks of. */
  @Whole([1990, 2200], { optional: true }) year?: number;
  /** The two names of the approved correction; no new approval is asked for (semantics 10). */
  @Text(100, { optional: true }) proposedBy?: string;
  @Text(100, { optional: true }) approvedBy?: string;
}
