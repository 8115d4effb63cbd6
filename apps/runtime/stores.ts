import { mkdirSync } from 'node:fs';
import type { EventStore } from '#libs/event-store/port.js';
import { acquireFolder, type OwnedFolder } from '#libs/event-store/sqlite/owner.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';
import type { ViewStore } from '#libs/view-store/port.js';

export interface Stores {
  readonly events: EventStore;
  readonly views: ViewStore;
  close(): Promise<void>;
}

/** The embedded stores of one folder, owned by this process (engine 15). Refuses `folder.in-use`. */
export const openStores = (folder: string, { viewsReadOnly = false } = {}): Stores => {
  mkdirSync(folder, { recursive: true });
  const owned = acquireFolder(folder);
  try {
    return opened(owned, openSqliteLog({ folder }), openSqliteViews({ folder, readOnly: viewsReadOnly }));
  } catch (error) {
    owned.release();
    throw error;
  }
};

const opened = (owned: OwnedFolder, events: EventStore, views: ViewStore): Stores => ({
  events,
  views,
  close: async () => {
    await events.close();
    await views.close();
    owned.release();
  },
});
