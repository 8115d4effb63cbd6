import { upcast } from '#apps/runtime/catalog.js';
import { cases } from '#libs/cases/aggregate.js';
import { facts } from '#libs/cases/facts.js';
import type { EventStore } from '#libs/event-store/port.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';

/** What a log without views is asked: the whole of it is read, and every case folded at the last day. */
export const naiveBriefing = async (
  events: EventStore,
  { from, validAt, prefix }: { from: string; validAt: string; prefix: string },
): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = { received: 0, answered: 0, open: 0, overdue: 0 };
  for (const history of (await histories(events, `${prefix}-case-`)).values()) {
    const fact = facts(foldAt(cases, history, { validAt })).find(({ grain }) => grain === 'case') as
      Record<string, unknown> | undefined;
    if (!fact) continue;
    const isIn = (name: string) => String(fact[name] ?? '') >= from;
    counts['received']! += Number(isIn('registeredOn'));
    counts['answered']! += Number(isIn('replyOn') || isIn('opinionOn'));
    const isOpen = fact['replyOn'] === null && fact['opinionOn'] === null;
    counts['open']! += Number(isOpen);
    counts['overdue']! += Number(isOpen && String(fact['replyDue'] ?? '9') < validAt);
  }
  return counts;
};

const histories = async (
  events: EventStore,
  prefix: string,
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
  const all: RecordedEvent[] = [];
  let page = await events.readAll('start', 2_000);
  for (; !page.atEnd; page = await events.readAll(page.next, 2_000)) all.push(...page.events);
  all.push(...page.events);
  return Map.groupBy(all.filter(({ stream }) => stream.startsWith(prefix)).map(upcast), ({ stream }) => stream);
};
