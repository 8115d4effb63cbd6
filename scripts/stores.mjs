import { secantusVersion } from './secantus.mjs';

/** What the specs of the views run on; the address may hold a password. */
const mongodb = () => (process.env.MONGODB_URL ? 'of MONGODB_URL' : `by SecantusDB ${secantusVersion()}`);

/**
 * What can stand behind the two ports. A store counts as tested when a spec of its room passed in this run, be it its
 * own or the shared contract run from there; `how` tells what it takes where none did.
 */
export const stores = [
  {
    name: 'event log on SQLite',
    room: 'libs/event-store/sqlite/',
    version: process.versions.sqlite,
    how: 'no spec of it passed in this run',
  },
  {
    name: 'views on SQLite',
    room: 'libs/view-store/sqlite/',
    version: process.versions.sqlite,
    how: 'no spec of it passed in this run',
  },
  {
    name: 'event log on EventStoreDB',
    room: 'libs/event-store/eventstoredb/',
    how: 'its adapter comes with a later release; nothing of it is in this one',
  },
  {
    name: 'views on MongoDB',
    room: 'libs/view-store/mongodb/',
    version: mongodb(),
    how: 'set MONGODB_URL to a replica set, or bring a server for tests: node scripts/secantus.mjs install',
  },
];

const lineOf = ({ name, version }, passed) => `${name}${version ? ` ${version}` : ''} (${passed} tests)`;

/** Sorts the stores by what a run has shown. @param passedIn how many tests of the files below a folder passed */
export const storesSeen = (passedIn) => {
  const counted = stores.map((store) => ({ store, passed: passedIn(store.room) }));
  return {
    tested: counted.filter(({ passed }) => passed > 0).map(({ store, passed }) => lineOf(store, passed)),
    untested: counted.filter(({ passed }) => passed === 0).map(({ store }) => `${store.name}: ${store.how}`),
  };
};
