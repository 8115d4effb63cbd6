import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { CaseContext } from './context.js';
import type { AssignedUnit, CaseEvents, CaseRegistered, DueDate } from './events.js';
import { assignmentClocks, withDue } from './rules/assignment.js';
import { resubmissionDue } from './rules/contact.js';
import { rehandlingDue } from './rules/feedback.js';
import { opinionClock } from './rules/handover.js';
import { receiptClocks, roleClocks } from './rules/intake.js';
import { publicationDue } from './rules/reply.js';
import type { DueClock } from './vocabulary.js';

/** A clock with its date, as one event started it; `unit` where that event starts the clocks of several. */
export interface DatedClock {
  readonly clock: DueClock;
  readonly unit?: string;
  readonly due: DueDate;
}

interface Around {
  /** The case as now known. */
  readonly history: readonly EffectiveEvent[];
  readonly context: CaseContext;
}

interface ClockRow<D> {
  /** Which dates the event holds. */
  dates(data: D): readonly (Omit<DatedClock, 'due'> & { readonly due: DueDate | undefined })[];
  /** Its dated fields by the rules of its own day, as now known; what a sheet stated stays. */
  redate(data: D, around: Around): Partial<D>;
}

type ClockRows = { readonly [T in keyof CaseEvents]?: ClockRow<CaseEvents[T]> };

const stated = (due: DueDate | undefined) => (due?.stated ? due.on : undefined);

const dueByClock = (due: Readonly<Partial<Record<DueClock, DueDate>>>) =>
  Object.entries(due).map(([clock, date]) => ({ clock: clock as DueClock, due: date }));

const levelOf = ({ history }: Around) =>
  (history.find(({ type }) => type === 'CaseRegistered')?.data as CaseRegistered | undefined)?.level ?? 'city';

const unitClock = ({ role }: AssignedUnit): DueClock => (role === 'support' ? 'innerOpinion' : 'innerReply');

/** Every event that starts a clock (semantics 17). */
const rows: ClockRows = {
  CaseRegistered: {
    dates: ({ due }) => dueByClock(due),
    redate: (data, { context }) => {
      const given = { statedReplyDue: stated(data.due.reply), statedOpinionDue: stated(data.due.coOpinion) };
      return { due: receiptClocks({ ...data, ...given }, context) };
    },
  },
  OuterRoleChanged: {
    dates: ({ due }) => dueByClock(due),
    redate: ({ occurredOn, to, due }, { context }) => {
      const statedDue = stated(to === 'co' ? due.coOpinion : due.reply);
      return { due: roleClocks(occurredOn, to, { statedDue, context }).due };
    },
  },
  CaseAssigned: {
    dates: ({ due: { reply, returnRequest }, units }) => [
      { clock: 'reply', due: reply },
      { clock: 'returnRequest', due: returnRequest },
      ...units.filter(({ kept }) => !kept).map((unit) => ({ clock: unitClock(unit), unit: unit.unit, due: unit.due })),
    ],
    redate: ({ occurredOn, due: before, units }, around) => {
      const given = { level: levelOf(around), statedReplyDue: stated(before.reply) };
      const { reply, ...due } = assignmentClocks(occurredOn, given, around.context).due;
      const dated = units.map((unit) => (unit.kept ? unit : withDue({ ...unit, statedDue: stated(unit.due) }, due)));
      return { due: { ...(before.reply && reply ? { reply } : {}), ...due }, units: dated };
    },
  },
  CoUnitAdded: {
    dates: ({ unit, due }) => [{ clock: 'innerOpinion', unit, due }],
    redate: ({ occurredOn, due }, { context }) => ({ due: opinionClock(occurredOn, stated(due), context).due }),
  },
  CoOpinionReturned: {
    dates: ({ due }) => [{ clock: 'resubmission', due }],
    redate: ({ occurredOn }, { context }) => ({ due: resubmissionDue(occurredOn, context) }),
  },
  RehandlingOrdered: {
    dates: ({ due }) => [{ clock: 'rehandling', due }],
    redate: ({ occurredOn, due }, { context }) => ({
      due: rehandlingDue({ occurredOn, statedDue: stated(due) }, context),
    }),
  },
  ReplyFiled: {
    dates: ({ publicationDue: due }) => [{ clock: 'publication', due }],
    redate: (data, { context }) => ({ publicationDue: publicationDue(data, context) }),
  },
};

/** Types of the events that start a clock. */
export const clockTypes: readonly string[] = Object.keys(rows);

const rowOf = (type: string) =>
  (Object.hasOwn(rows, type) ? rows[type as keyof CaseEvents] : undefined) as ClockRow<unknown> | undefined;

export const datesIn = (type: string, data: unknown): readonly DatedClock[] =>
  (rowOf(type)?.dates(data) ?? []).flatMap(({ due, ...clock }) => (due ? [{ ...clock, due }] : []));

export const redated = ({ type, data }: Pick<EffectiveEvent, 'type' | 'data'>, around: Around): object =>
  rowOf(type)?.redate(data, around) ?? {};
