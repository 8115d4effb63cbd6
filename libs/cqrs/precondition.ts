import { rowNamed } from './deciding.js';
import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import type { StreamRead } from '#libs/event-store/port.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Refusal } from '#libs/kernel/refusal.js';
import { refuse } from './errors.js';

interface Preconditioned {
  readonly aggregate: AnyAggregate;
  readonly name: string;
  readonly ifMatch?: number;
}

/** Commands of correcting contradict anything that came since; others say so in their row (engine 7). */
const conflictsOf = ({ aggregate, name }: Preconditioned): 'any' | readonly string[] => {
  const row = rowNamed(aggregate, name);
  return row ? ((row.conflicts as 'any' | readonly string[] | undefined) ?? []) : 'any';
};

/** At an older If-Match only declared conflicts refuse; what came since is named (engine 7). */
export const checkPrecondition = (request: Preconditioned, { revision, events }: StreamRead): void => {
  const { ifMatch } = request;
  const actual = revision === 'no_stream' ? -1 : revision;
  if (ifMatch === undefined || ifMatch === actual) return;
  if (ifMatch > actual) throw refuse('precondition.unseen', { seen: ifMatch, actual });
  const conflicts = conflictsOf(request);
  const since = events.filter((event) => event.revision > ifMatch);
  const against = conflicts === 'any' ? since : since.filter(({ type }) => conflicts.includes(type));
  if (against.length === 0) return;
  throw changedSince(against, actual);
};

/** Whether `checkPrecondition` would let it pass, told by the types of the stream's events alone. */
export const meetsPrecondition = (request: Preconditioned, types: readonly string[]): boolean => {
  const { ifMatch = types.length - 1 } = request;
  if (ifMatch >= types.length - 1) return ifMatch === types.length - 1;
  const conflicts = conflictsOf(request);
  return conflicts !== 'any' && !types.slice(ifMatch + 1).some((type) => conflicts.includes(type));
};

/** A revision was seen of what was never written: whoever decides says first, in its own words, that there is no such case. */
export const isNowhere = ({ ifMatch = -1 }: Preconditioned, { revision }: StreamRead): boolean =>
  revision === 'no_stream' && ifMatch >= 0;

/** 412 with the list of what came since (engine 7). */
export const changedSince = (since: readonly RecordedEvent[], actual = since.at(-1)?.revision): Refusal =>
  refuse('precondition.failed', {
    changes: since.map(({ type, revision }) => `${revision} ${type}`),
    actual,
    since: since.map(({ id, type, seq }) => ({ id, type, seq })),
  });
