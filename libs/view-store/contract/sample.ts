import { isRefusal } from '#libs/kernel/refusal.js';
import type { Change, Checkpoint, Collection, Generation, ViewDocument, ViewStore } from '../port.js';

/** One store as several processes have it: each handle stands for a process. */
export interface Premises {
  open(): Promise<ViewStore>;
  /** A handle that only reads. */
  openReader(): Promise<ViewStore>;
  /** Closes what was opened and removes what was kept. */
  remove(): Promise<void>;
  /**
   * The server under test sorts wrongly along indexes of mixed directions, which no projection of ours declares; real
   * ones do not, and are asked.
   */
  readonly hasNoMixedSorts?: boolean;
}

export type OpenPremises = () => Promise<Premises>;

export const cases: Collection = {
  name: 'cases',
  indexes: [
    { unit: 1, due: 1 },
    { due: -1 },
    { 'place.town': 1 },
    { coUnits: 1, due: 1 },
    { 'opinions.unit': 1 },
    { kind: 1, coUnits: 1 },
  ],
  arrays: ['coUnits', 'opinions'],
};

export const units: Collection = { name: 'units', indexes: [] };

export const checkpointAt = (seq: number): Checkpoint => ({
  logId: 'log-1',
  position: String(seq).padStart(16, '0'),
  seq,
  eventId: seq === 0 ? null : `event-${seq}`,
});

export const put = (document: ViewDocument, collection = 'cases'): Change => ({
  collection,
  id: document._id,
  document,
});

export const remove = (id: string, collection = 'cases'): Change => ({ collection, id, document: null });

/** A generation of the sample view holding these documents. */
export const filled = async (
  store: ViewStore,
  documents: readonly ViewDocument[],
  promote = false,
): Promise<Generation> => {
  const generation = await store.createGeneration('desk', 1, [cases, units]);
  const changes = documents.map((document) => put(document));
  await store.commit({ generation, expected: null, checkpoint: checkpointAt(1), changes, ...(promote && { promote }) });
  return generation;
};

/** The refusal's code, or `done`. */
export const outcomeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.code;
  }
};

export const idsOf = (documents: readonly ViewDocument[]): readonly string[] => documents.map(({ _id }) => _id);

/** Runs a part of the contract on premises of its own, and clears them away. */
export const onPremises = async (open: OpenPremises, act: (premises: Premises) => Promise<void>): Promise<void> => {
  const premises = await open();
  try {
    await act(premises);
  } finally {
    await premises.remove();
  }
};
