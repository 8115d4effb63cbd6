import { startBudget } from './budget.js';
import { noneIfNoPlace } from './failures.js';
import { Places } from './places.js';
import { openPlacesFile, type Entry, type PlacesFile } from './places-file.js';
import type { Server } from './server.js';

interface Kept {
  readonly places: Places;
  close(): Promise<void>;
}

/**
 * The places an earlier process has counted, if this log still holds their first and their last event: positions are
 * offsets, so what lies between has not moved. Another log, or one restored from a backup, is counted anew.
 */
export const countedBefore = async (
  server: Server,
  { folder, prefix }: { folder?: string; prefix: string },
): Promise<Kept> => {
  const file = folder === undefined ? undefined : await openPlacesFile(folder, prefix);
  if (!file) return { places: new Places(), close: async () => undefined };
  return { places: await placesIn(file, server), close: () => file.close() };
};

const placesIn = async (file: PlacesFile, server: Server): Promise<Places> => {
  const { commits, count, first, last } = await file.read();
  const stand = await Promise.all([first, last].map((entry) => standsIn(server, entry)));
  if (stand.every(Boolean)) return new Places(commits, file, count);
  await file.clear();
  return new Places(undefined, file);
};

const standsIn = async (server: Server, entry: Entry | undefined): Promise<boolean> => {
  if (!entry) return true;
  const { commit, id } = entry;
  const from = { commit, prepare: commit };
  const [found] = await server.all({ from, count: 1 }, startBudget()).catch(noneIfNoPlace);
  return found?.id === id && found.place.commit === commit;
};
