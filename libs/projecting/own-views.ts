import type { Generation, ViewStore } from '#libs/view-store/port.js';
import type { OwnViews } from './port.js';

/** The last error of the store under a fold: what tells a store that is down from an event that cannot be folded. */
export interface StoreErrors {
  last?: { readonly error: unknown };
}

/** Runs a fold; `onThrow` is called for what the fold throws by itself, errors of the store go on to the caller. */
export const toldApart = async <T>(errors: StoreErrors, fold: () => Promise<T>, onThrow: (thrown: unknown) => T) => {
  delete errors.last;
  try {
    return await fold();
  } catch (thrown) {
    throwNoted(errors);
    return onThrow(thrown);
  }
};

const throwNoted = ({ last }: StoreErrors): void => {
  if (last) throw last.error;
};

/** A generation as a fold reads it. Whatever the fold makes of a store's error, it is not the event's fault. */
export const ownViews = (store: ViewStore, generation: Generation, errors: StoreErrors): OwnViews => {
  const noting = async <T>(read: Promise<T>): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      errors.last = { error };
      throw error;
    }
  };
  return {
    load: (collection, ids) => noting(store.load(generation, collection, ids)),
    find: (collection, filter, options) => noting(store.find(generation, collection, filter, options)),
  };
};
