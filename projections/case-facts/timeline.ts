import { evolve } from '#libs/cases/evolve.js';
import { facts, type Fact } from '#libs/cases/facts.js';
import { unregistered, type CaseState } from '#libs/cases/state.js';
import { dayNumber } from '#libs/calendar/day.js';
import { step } from '#libs/kernel/decider.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import { openEnd } from '#libs/statistics/packing.js';

/** A stretch of valid time over which one row keeps its content; `until` is a day number or `openEnd`. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  /** The row's fields as text: what tells one content from another. */
  readonly content: string;
  readonly fact: Fact;
}

/** Stretches of every row of one case, by grain and key, in order of time. */
export type Timeline = Map<string, Stretch[]>;

export const rowKey = ({ grain, key }: Fact): string => `${grain}|${key}`;

/** The day number a history's event stands at; what carries no date stands before every date. */
export const dayOfEvent = ({ on }: EffectiveEvent): number => (on.startsWith('0000') ? 0 : dayNumber(on));

/** The rows of a case over all of valid time, as one reading of its history knows it. */
export const timelineOf = (history: readonly EffectiveEvent[]): { timeline: Timeline; state: CaseState } => {
  const timeline: Timeline = new Map();
  let state = unregistered;
  history.forEach((event, index) => {
    state = step(evolve, state, event);
    if (history[index + 1]?.on !== event.on) record(timeline, facts(state), dayOfEvent(event));
  });
  return { timeline, state };
};

/** From `day` on the rows are these: stretches that say otherwise end there. */
export const record = (timeline: Timeline, rows: readonly Fact[], day: number): void => {
  const present = new Map(rows.map((fact) => [rowKey(fact), fact]));
  for (const [key, stretches] of timeline) if (!present.has(key)) end(timeline, key, { stretches, day });
  for (const [key, fact] of present) begin(timeline, key, { fact, day });
};

const end = (timeline: Timeline, key: string, { stretches, day }: { stretches: Stretch[]; day: number }): void => {
  const last = stretches.at(-1);
  if (!last || last.until !== openEnd) return;
  const kept = stretches.slice(0, -1);
  timeline.set(key, last.from < day ? [...kept, { ...last, until: day }] : kept);
};

const begin = (timeline: Timeline, key: string, { fact, day }: { fact: Fact; day: number }): void => {
  const stretches = timeline.get(key) ?? [];
  const content = JSON.stringify(fact.fields);
  const last = stretches.at(-1);
  if (last && last.until === openEnd && last.content === content) return;
  end(timeline, key, { stretches, day });
  const kept = timeline.get(key) ?? [];
  timeline.set(key, [...kept, { from: day, until: openEnd, content, fact }]);
};
