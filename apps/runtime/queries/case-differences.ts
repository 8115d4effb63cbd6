import { cases } from '#libs/cases/aggregate.js';
import { facts } from '#libs/cases/facts.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import { canonical } from '#libs/kernel/ids.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import type { Grain } from '#libs/statistics/grains.js';

export interface CaseReading {
  readonly validAt: Day;
  readonly knownAt: number;
}

/** One fact that two readings state differently, and the events that made it so. */
export interface FactDifference {
  readonly grain: Grain;
  /** Tells rows of one grain apart: a unit, a round, a contact. */
  readonly key: string;
  readonly field: string;
  /** `null` where the reading has no such row, or the row no such fact. */
  readonly old: unknown;
  readonly new: unknown;
  /** In the order of the log. */
  readonly events: readonly { readonly id: string; readonly seq: number; readonly type: string }[];
}

interface Stated {
  readonly grain: Grain;
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
}

type Facts = ReadonlyMap<string, Stated>;

/** References to events are no facts of their own: what they point to is what differs. */
const isReference = (field: string): boolean => field === 'seq' || field.endsWith('Seq');

const factsAt = (events: readonly RecordedEvent[], reading: CaseReading): Facts =>
  new Map(
    facts(foldAt(cases, events, reading)).flatMap(({ grain, key, fields }) =>
      Object.entries(fields)
        .filter(([field]) => !isReference(field))
        .map(([field, value]) => [
          [grain, key, field].join('|'),
          { grain: grain as Grain, key, field, value: value as unknown },
        ]),
    ),
  );

const valueIn = (stated: Facts, name: string): unknown => stated.get(name)?.value ?? null;

const isSame = (a: unknown, b: unknown): boolean => a === b || canonical(a) === canonical(b);

/** Facts named in either, told differently. */
const changed = (before: Facts, after: Facts): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !isSame(valueIn(before, name), valueIn(after, name)),
  );

interface Step extends CaseReading {
  readonly events: readonly RecordedEvent[];
}

/**
 * Which facts of one case differ between two readings, and the events responsible: the way from one to the other is
 * walked along the known axis first, then along the valid one; an event is responsible for a fact that changed at it.
 */
export const caseDifferences = (
  events: readonly RecordedEvent[],
  before: CaseReading,
  after: CaseReading,
): readonly FactDifference[] => {
  const [first, last] = [factsAt(events, before), factsAt(events, after)];
  const names = changed(first, last);
  if (names.length === 0) return [];
  const responsible = walk(events, [before, after], first);
  return names.toSorted(byCodeUnit).map((name) => {
    const { grain, key, field } = (first.get(name) ?? last.get(name))!;
    const by = [...(responsible.get(name) ?? [])].sort((a, b) => a.seq - b.seq);
    return {
      ...{ grain, key, field, old: valueIn(first, name), new: valueIn(last, name) },
      events: by.map(({ id, seq, type }) => ({ id, seq, type })),
    };
  });
};

const walk = (
  events: readonly RecordedEvent[],
  readings: readonly [CaseReading, CaseReading],
  first: Facts,
): ReadonlyMap<string, ReadonlySet<RecordedEvent>> => {
  const responsible = new Map<string, Set<RecordedEvent>>();
  let known = first;
  for (const step of stepsBetween(events, readings)) {
    const next = factsAt(events, step);
    for (const name of changed(known, next)) {
      const by = responsible.get(name) ?? new Set();
      step.events.forEach((event) => by.add(event));
      responsible.set(name, by);
    }
    known = next;
  }
  return responsible;
};

const stepsBetween = (
  events: readonly RecordedEvent[],
  [before, after]: readonly [CaseReading, CaseReading],
): readonly Step[] => [...knownSteps(events, [before, after]), ...validSteps(events, [before, after])];

/** At the old V, event by event. */
const knownSteps = (events: readonly RecordedEvent[], [from, to]: readonly [CaseReading, CaseReading]): Step[] => {
  const [low, high] = [Math.min(from.knownAt, to.knownAt), Math.max(from.knownAt, to.knownAt)];
  const learned = events.filter(({ seq }) => seq > low && seq <= high);
  const isForward = from.knownAt < to.knownAt;
  return (isForward ? learned : learned.toReversed()).map((event) => ({
    validAt: from.validAt,
    knownAt: isForward ? event.seq : event.seq - 1,
    events: [event],
  }));
};

/** At the new K, day by day; backwards the state before a day is that of the day before it. */
const validSteps = (events: readonly RecordedEvent[], [from, to]: readonly [CaseReading, CaseReading]): Step[] => {
  const { knownAt } = to;
  const [low, high] = from.validAt < to.validAt ? [from.validAt, to.validAt] : [to.validAt, from.validAt];
  const happened = effectiveHistory(events, { knownAt }).filter(({ on }) => on > low && on <= high);
  const days = [...new Set(happened.map(({ on }) => on))].sort();
  const byId = new Map(events.map((event) => [event.id, event]));
  const eventsOf = (day: Day) => happened.filter(({ on }) => on === day).map(({ id }) => byId.get(id)!);
  if (from.validAt < to.validAt) return days.map((day) => ({ validAt: day, knownAt, events: eventsOf(day) }));
  return days.map((day, at) => ({ validAt: days[at - 1] ?? low, knownAt, events: eventsOf(day) })).toReversed();
};
