import type { Generation, ViewStore } from '#libs/view-store/port.js';
import { deepFrozen } from './frozen.js';
import type { ProjectorOptions } from './options.js';
import type { OwnViews, PassedEvents } from './port.js';

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

const notingIn =
  (errors: StoreErrors) =>
  async <T>(read: Promise<T>): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      errors.last = { error };
      throw error;
    }
  };

/** A generation as a fold reads it. Whatever the fold makes of a store's error, it is not the event's fault. */
export const ownViews = (store: ViewStore, generation: Generation, errors: StoreErrors): OwnViews => {
  const noting = notingIn(errors);
  return {
    load: (collection, ids) => noting(store.load(generation, collection, ids)),
    find: (collection, filter, options) => noting(store.find(generation, collection, filter, options)),
  };
};

interface Passing {
  readonly options: Pick<ProjectorOptions, 'events' | 'upcast'>;
  readonly handles: ReadonlySet<string>;
  readonly skips: ReadonlySet<string>;
}

/** The log as a fold reads it again: the same events as its pages held, in the same shape. */
export const passedEvents = ({ options, handles, skips }: Passing, errors: StoreErrors): PassedEvents => ({
  ofStream: async (stream, before) => {
    const { events } = await notingIn(errors)(options.events.readStream(stream));
    return events
      .filter(({ seq, type, id }) => seq < before && handles.has(type) && !skips.has(id))
      .map((event) => deepFrozen(options.upcast(event)));
  },
});
