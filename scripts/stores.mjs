import { existsSync, readFileSync } from 'node:fs';
import { at } from './bootstrap/paths.mjs';
import { secantusVersion } from './secantus.mjs';

/** What the specs of the views run on; the address may hold a password. */
const mongodb = () => (process.env.MONGODB_URL ? 'of MONGODB_URL' : `by SecantusDB ${secantusVersion()}`);

const versionOf = (name) => {
  const file = at('node_modules', ...name.split('/'), 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'missing';
};

const isGiven = (name) => Boolean(process.env[name] || process.env[`${name}_FILE`]);

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
    name: 'event log on the loopback EventStoreDB node, @eventstore/db-client',
    room: 'libs/event-store/eventstoredb/',
    version: versionOf('@eventstore/db-client'),
    how: 'no spec of it passed in this run',
  },
  {
    name: 'event log on the EventStoreDB of EVENTSTORE_URL',
    room: isGiven('EVENTSTORE_URL') ? 'test/eventstore-given' : undefined,
    how: 'EVENTSTORE_URL=esdb://… names no server; it needs one of 24.x or later, which gets streams lookbacktest…',
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
  const counted = stores.map((store) => ({ store, passed: store.room ? passedIn(store.room) : 0 }));
  return {
    tested: counted.filter(({ passed }) => passed > 0).map(({ store, passed }) => lineOf(store, passed)),
    untested: counted.filter(({ passed }) => passed === 0).map(({ store }) => `${store.name}: ${store.how}`),
  };
};
