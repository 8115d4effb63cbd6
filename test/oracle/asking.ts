import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { columnsOf, officeOf, officeReading } from './engine.js';
import type { Question } from './questions.js';
import { historyOf } from './random/history.js';
import type { Stroke } from './random/stroke.js';
import { linesOf } from './random/tale.js';

// Both readings of one question: the program's, and the naive one that was written apart.

export interface Answer {
  readonly total: Readonly<Record<string, object>>;
  /** By the group's keys as JSON, in the order asked for. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** Cases behind each numerator of the total. */
  readonly cases: Readonly<Record<string, readonly string[]>>;
}

export const naive = (await import(new URL('naive/answer.mjs', import.meta.url).href)) as {
  answer(lines: readonly object[], question: object): Answer;
  matrix(lines: readonly object[], question: object): readonly string[];
  closedUnits(lines: readonly object[], question: object): readonly string[];
  carriedOver(
    lines: readonly object[],
    question: object,
  ): { readonly carried: readonly string[]; readonly legacy: readonly string[] };
  /** The day of each event of a case at (V, K), by seq. */
  days(lines: readonly object[], of: { case: string; knownAt: number }): ReadonlyMap<number, string>;
  definitions: Readonly<Record<string, unknown>>;
};

export const figures = definitions.map(figureId);

/** The program's own request, over the office as the log tells it. */
export const asked = (office: ReturnType<typeof officeOf>, { mapping, from, ...question }: Question) => {
  const { reading, policies } = officeReading(office, question);
  const request = { ...question, figures, policies: { ...policies, outcomeMapping: mapping }, window: { from } };
  return { reading, request };
};

/** A difference says which figure, of which question. */
export const naming = (id: string, question: Question, check: () => void): void => {
  try {
    check();
  } catch (error) {
    throw new Error(`${id} at ${JSON.stringify(question)}\n${(error as Error).message}`);
  }
};

/** A random history: its events, the fact table and the office they fold to, and the lines an export would write. */
export interface Told {
  readonly events: readonly RecordedEvent[];
  readonly columns: Awaited<ReturnType<typeof columnsOf>>;
  readonly office: ReturnType<typeof officeOf>;
  readonly lines: readonly object[];
}

export const told = async (story: readonly Stroke[]): Promise<Told> => {
  const events = historyOf(story);
  return { events, columns: await columnsOf(events), office: officeOf(events), lines: linesOf(events) };
};
