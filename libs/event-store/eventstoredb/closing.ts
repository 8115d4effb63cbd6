import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseAppend } from '../errors.js';
import type { EventStore } from '../port.js';

/** A call that comes after the end, or does not survive it, says so: `log.closed`. */
export const closing = (store: Omit<EventStore, 'close'>, close: () => Promise<void>): EventStore => {
  let isClosed = false;
  const open =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isClosed) throw refuseAppend('log.closed');
      return call(...args).catch((error: unknown) => {
        throw isClosed && isRefusal(error) ? Object.assign(refuseAppend('log.closed'), { cause: error }) : error;
      });
    };
  return {
    append: open(store.append),
    readStream: open(store.readStream),
    readAll: open(store.readAll),
    head: open(store.head),
    lastAt: open(store.lastAt),
    onAppended: store.onAppended,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await close();
    },
  };
};
