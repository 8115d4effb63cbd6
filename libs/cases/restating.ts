import type { DecideOverHistory } from '#libs/kernel/aggregate.js';
import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory, type EffectiveEvent, type FactCorrected } from '#libs/kernel/history.js';
import { canonical } from '#libs/kernel/ids.js';
import { datesIn, redated, type DatedClock } from './clocks.js';
import type { RestateDueDates } from './commands/restating.js';
import type { CaseContext } from './context.js';
import { caseEventVersions, type CaseEvents, type DueDate } from './events.js';

type Data = Readonly<Record<string, unknown>>;
type Restated = EffectiveEvent<'DueDateRestated', CaseEvents['DueDateRestated']>;

/** One clock whose date is another by the rules as now known. */
interface Moved extends DatedClock {
  readonly target: EffectiveEvent;
  readonly new: DueDate;
}

/**
 * Computes every clock of the case anew (semantics 21). What a notice confirmed or changed is an ordinary event of the
 * notice's day, or of the clock's own start where that is later; where the data had been wrong, the event that started
 * the clock is corrected under the two names of the approved correction. A date printed on a sheet stays.
 */
export const restateDueDates = (
  command: RestateDueDates,
  events: readonly RecordedEvent[],
  context: CaseContext,
): readonly DomainEvent[] => {
  const history = effectiveHistory(events);
  if (command.kind === 'corrected') return history.flatMap((event) => correction(event, { command, history, context }));
  return history.flatMap((event) =>
    movedBy(event, { history, context })
      .filter(({ due, new: after }) => concerns(command, [due, after]))
      .map((moved) => restatement(moved, command, context)),
  );
};

/** As the table of commands over the history wants it. */
export const overHistory = { RestateDueDates: restateDueDates as DecideOverHistory<CaseContext> };

/** A notice speaks of one year only. */
const concerns = ({ year }: RestateDueDates, dates: readonly DueDate[]): boolean =>
  year === undefined || dates.some(({ on }) => Number(on.slice(0, 4)) === year);

interface Looking {
  readonly history: readonly EffectiveEvent[];
  readonly context: CaseContext;
}

const movedBy = (target: EffectiveEvent, { history, context }: Looking): readonly Moved[] => {
  const data = target.data as Data;
  const after = datesIn(target.type, { ...data, ...redated(target, { history, context }) });
  return standing(target, history).flatMap((dated) => {
    const found = after.find(({ clock, unit }) => clock === dated.clock && unit === dated.unit);
    const isSame = !found || canonical(found.due) === canonical(dated.due);
    return isSame ? [] : [{ ...dated, target, new: found.due }];
  });
};

/** The dates an event started, as restated since. */
const standing = (target: EffectiveEvent, history: readonly EffectiveEvent[]): readonly DatedClock[] => {
  const since = history.filter(
    (event): event is Restated => event.type === 'DueDateRestated' && (event.data as Data)['target'] === target.id,
  );
  return datesIn(target.type, target.data as Data).map((dated) => ({
    ...dated,
    due: since.filter(({ data }) => data.clock === dated.clock && data.unit === dated.unit).reduce(latest, dated.due),
  }));
};

const latest = (due: DueDate, { data }: Restated): DueDate => (data.old.on === due.on ? data.new : due);

const restatement = (moved: Moved, { because, on }: RestateDueDates, { today }: CaseContext): DomainEvent => {
  const { clock, unit, due: old, target } = moved;
  const told = on > today ? today : on;
  const occurredOn = told > target.on ? told : target.on;
  return {
    type: 'DueDateRestated',
    data: { occurredOn, clock, target: target.id, unit, old, new: moved.new, because },
  };
};

interface Correcting extends Looking {
  readonly command: RestateDueDates;
}

const correction = (event: EffectiveEvent, { command, ...looking }: Correcting): readonly DomainEvent[] => {
  if (movedBy(event, looking).length === 0) return [];
  const before = event.data as Data;
  const data = { ...before, ...redated(event, looking) };
  const corrected: FactCorrected = {
    target: event.id,
    targetType: event.type,
    targetVersion: caseEventVersions[event.type as keyof typeof caseEventVersions],
    data,
    fields: Object.keys(data).filter((field) => canonical(data[field]) !== canonical(before[field])),
    reason: `because of ${command.because}`,
    proposedBy: command.proposedBy ?? 'system:due-dates',
    approvedBy: command.approvedBy,
  };
  return [{ type: 'FactCorrected', data: corrected }];
};
