import { setImmediate } from 'node:timers/promises';
import { cases } from '#libs/cases/aggregate.js';
import { clockTypes, datesIn, redated } from '#libs/cases/clocks.js';
import type { CaseContext } from '#libs/cases/context.js';
import type { Executor } from '#libs/cqrs/executor.js';
import type { EventStore } from '#libs/event-store/port.js';
import { systemActor } from '#libs/kernel/actor.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { validFrom, type EffectiveEvent, type FactCorrected } from '#libs/kernel/history.js';
import { canonical, derivedId } from '#libs/kernel/ids.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { log } from '#libs/office/log.js';
import { ruleBook } from '#libs/office/rule-book.js';
import { knownTypes, upcast } from './catalog.js';
import type { Office } from './office.js';

interface Restating {
  readonly office: Office;
  readonly events: EventStore;
  readonly prefix: string;
  readonly jurisdiction: string;
  readonly execute: Executor;
  /** What a case's decision reads of the office: rules and calendars at the head. */
  readonly rules: () => Pick<CaseContext, 'rules' | 'due'>;
}

const manager = systemActor('due-dates');

/**
 * The process manager of semantics 21: after a calendar or rule book event it asks every case whose dates are others now
 * to state them anew. A review that ended is an event of the log; one that was cut short begins again, and what it sent
 * has keys derived from the notice, so that nothing is stated twice (engine 36).
 */
export const dueDates = (sources: Restating) => {
  let firstCase: number | undefined;
  return {
    /** Answers how many events it appended. */
    check: async (): Promise<number> => {
      await sources.office.refresh();
      const notices = noticesSince(sources, sources.office.state(log).reviewed);
      if (notices.length === 0) return 0;
      firstCase ??= await firstCaseSeq(sources);
      const asking = notices.filter(({ seq }) => firstCase !== undefined && seq > firstCase);
      let appended = 0;
      for (const notice of asking) appended += await review(notice, sources);
      return appended;
    },
  };
};

const issuing: ReadonlySet<string> = new Set(['RuleBookIssued', 'CalendarIssued']);

const noticesSince = ({ office, jurisdiction }: Restating, seq: number): readonly RecordedEvent[] => {
  const stream = office.events(ruleBook.stream(jurisdiction));
  return stream.filter((event) => event.seq > seq && (issuing.has(event.type) || correctsIssued(event, stream)));
};

const correctsIssued = ({ type, data }: RecordedEvent, stream: readonly RecordedEvent[]): boolean => {
  if (type !== 'FactCorrected' && type !== 'FactRetracted') return false;
  const target = stream.find(({ id }) => id === (data as FactCorrected).target);
  return target !== undefined && (issuing.has(target.type) || correctsIssued(target, stream));
};

const firstCaseSeq = async ({ events, prefix }: Restating): Promise<number | undefined> => {
  const except = knownTypes.filter((type) => type !== 'CaseRegistered');
  for await (const event of walk(events, except)) if (event.stream.startsWith(`${prefix}-case-`)) return event.seq;
  return undefined;
};

async function* walk(log: EventStore, except: readonly string[]): AsyncGenerator<RecordedEvent> {
  let after: Parameters<EventStore['readAll']>[0] = 'start';
  for (;;) {
    const page = await log.readAll(after, 1_000, { except });
    yield* page.events.map(upcast);
    after = page.next;
    if (page.atEnd) return;
    await setImmediate();
  }
}

const review = async (notice: RecordedEvent, sources: Restating): Promise<number> => {
  const found = await touched(notice, sources);
  let appended = 0;
  for (const id of found) {
    appended += await restate(id, notice, sources);
    // A decision without an event waits for nothing, and there may be tens of thousands of them.
    await setImmediate();
  }
  const body = { because: notice.id, seq: notice.seq, cases: found.length };
  const key = derivedId('due-dates', notice.id);
  const reviewed = { aggregate: log, name: 'ReviewDueDates', body, key, actor: manager, causationId: notice.id };
  return appended + (await sources.execute(reviewed)).events.length;
};

/** Cases in which an event recorded before the notice would start its clock with another date now. */
const touched = async (notice: RecordedEvent, { events, prefix, rules }: Restating): Promise<readonly string[]> => {
  const start = `${prefix}-case-`;
  const context = rules() as CaseContext;
  const found = new Set<string>();
  const except = knownTypes.filter((type) => !clockTypes.includes(type) && type !== 'DueDateRestated');
  for await (const event of walk(events, except)) {
    if (event.seq > notice.seq) break;
    if (event.stream.startsWith(start) && mayMove(event, context)) found.add(event.stream.slice(start.length));
  }
  return [...found];
};

/** Roughly: the case itself looks closer. Whatever was corrected or restated before is looked at in any case. */
const mayMove = (event: RecordedEvent, context: CaseContext): boolean => {
  if (event.type === 'DueDateRestated') return true;
  const { type, data } = event;
  const after = { ...(data as object), ...attempted({ type, data } as EffectiveEvent, context) };
  return canonical(datesIn(type, data)) !== canonical(datesIn(type, after));
};

/** The level is the case's own business: a reply clock that an assignment started says that it is a district case. */
const attempted = (event: EffectiveEvent, context: CaseContext): object => {
  const level = (event.data as { due?: { reply?: unknown } }).due?.reply ? 'district' : 'city';
  const registered = { type: 'CaseRegistered', data: { level } } as EffectiveEvent;
  try {
    return redated(event, { history: [registered], context });
  } catch (error) {
    // A day before the first rule book has no clocks.
    if (isRefusal(error)) return {};
    throw error;
  }
};

const restate = async (id: string, notice: RecordedEvent, { execute }: Restating): Promise<number> => {
  const body = { because: notice.id, ...told(notice) };
  const request = { aggregate: cases, id, name: 'RestateDueDates', body, actor: manager, causationId: notice.id };
  let appended = 0;
  for (let part = 0; ; part += 1) {
    const { events } = await execute({ ...request, key: derivedId('due-dates', notice.id, id, part) });
    appended += events.length;
    if (events.length < mostAtOnce) return appended;
  }
};

/** An append holds 100 events; a case with more clocks goes on in the next. */
const mostAtOnce = 100;

const told = ({ type, data, metadata }: RecordedEvent) => {
  const { proposedBy, approvedBy } = data as Partial<FactCorrected>;
  if (!issuing.has(type)) {
    return { kind: 'corrected' as const, on: dayOnly(metadata.recordedAt), proposedBy, approvedBy };
  }
  const year = type === 'CalendarIssued' ? (data as { year: number }).year : undefined;
  return { kind: 'issued' as const, on: validFrom(data), year };
};

const dayOnly = (instant: string): Day => instant.slice(0, 10);
