import type { LogRecord } from '../record.js';
import type { Consumer } from './consumer.js';
import type { Strategy } from './settings.js';

/** Who gets the next message; undefined while nobody who may can take one. */
export type Choice = (consumers: readonly Consumer[], record: LogRecord) => Consumer | undefined;

const hasRoom = (consumer: Consumer | undefined): boolean => (consumer?.availableSlots ?? 0) > 0;

/** The first as long as it takes any. */
const dispatchToSingle = (): Choice => (consumers) => consumers.find(hasRoom);

/** One after the other. */
const roundRobin = (): Choice => {
  let turn = 0;
  return (consumers) => {
    const order = consumers.map((_, index) => consumers[(turn + index) % consumers.length]!);
    const chosen = order.find(hasRoom);
    if (chosen) turn = (consumers.indexOf(chosen) + 1) % consumers.length;
    return chosen;
  };
};

/** All events of a stream to the same one, while the same ones are connected. */
const pinned = (): Choice => (consumers, record) => {
  const chosen = consumers[hash(record.stream) % consumers.length];
  return hasRoom(chosen) ? chosen : undefined;
};

const hash = (text: string): number => [...Buffer.from(text)].reduce((sum, byte) => (sum * 31 + byte) >>> 0, 17);

export const strategies: Readonly<Record<Strategy, () => Choice>> = {
  DispatchToSingle: dispatchToSingle,
  RoundRobin: roundRobin,
  Pinned: pinned,
};
