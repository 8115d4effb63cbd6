import type { EventData } from '#libs/kernel/event.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { EventStore } from '../port.js';

let made = 0;

/** A UUID nobody has seen, for servers that accept nothing else as an event id. */
export const sampleId = (): string => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;

/** An event as the application would append it. */
export const sampleEvent = (type = 'Sampled', data: unknown = { n: made }, id = sampleId()): EventData => ({
  id,
  type,
  data,
  metadata: {
    recordedAt: '2015-03-01T08:00:00.000Z',
    actor: 'office-1',
    $correlationId: `c-${id}`,
    commandKey: `k-${id}`,
    bodyDigest: '0'.repeat(64),
    schemaVersion: 1,
  },
});

export const sampleEvents = (count: number): EventData[] => Array.from({ length: count }, () => sampleEvent());

/** What a call came to, comparable: the value, or the refusal's code and details. */
export const outcomeOf = async <T>(call: Promise<T>): Promise<{ value: T } | { refused: string; details: unknown }> => {
  try {
    return { value: await call };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: error.code, details: error.details };
  }
};

/** Every page after `after`, put together. */
export const drain = async (store: EventStore, limit: number, except: readonly string[] = []) => {
  const pages = [await store.readAll('start', limit, { except })];
  for (let page = pages[0]; page && !page.atEnd;) {
    page = await store.readAll(page.next, limit, { except });
    pages.push(page);
  }
  return { pages, events: pages.flatMap(({ events }) => events) };
};
