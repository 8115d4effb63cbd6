/** What every read model stands on. */
const readModel = [
  'libs/kernel',
  'libs/calendar',
  'libs/statistics',
  'libs/office',
  'type libs/view-store/port',
  'type libs/projecting/port',
];

/**
 * Who may import whom: for each room the paths it may import from, besides itself. A path covers what lies below it;
 * `type …` covers `import type` only. The longest matching room counts. Specs, test/ and scripts/ may import anything.
 */
export const rooms = {
  'libs/kernel': [],
  'libs/calendar': ['libs/kernel'],
  'libs/cases': ['libs/kernel', 'libs/calendar'],
  'libs/office': ['libs/kernel', 'libs/calendar'],
  'libs/event-store': ['libs/kernel'],
  'libs/view-store': ['libs/kernel'],
  'libs/blob-store': ['libs/kernel'],
  'libs/audit': ['libs/kernel'],
  'libs/documents': ['libs/kernel'],
  'libs/projecting': ['libs/kernel', 'libs/event-store', 'libs/view-store'],
  'libs/cqrs': ['libs/kernel', 'libs/event-store', 'libs/view-store'],
  'libs/statistics': ['libs/kernel', 'libs/calendar', 'libs/office'],
  // Of the cases only what their events are and the closed lists their fields are made of: no rules, no fold.
  projections: [...readModel, 'libs/cases/events', 'libs/cases/vocabulary'],
  // The one read model that evaluates cases (engine 25), hence reads their fold and facts.
  'projections/case-facts': [...readModel, 'libs/cases', 'projections'],
  'apps/api': ['libs', 'projections', 'apps/runtime', 'apps/demo'],
  // The command line speaks the API, also without a server: the same application, not listening.
  'apps/cli': ['libs', 'projections', 'apps/runtime', 'apps/api', 'apps/demo'],
  // The sample data comes in through the doors of the program, never through a back one.
  'apps/demo': ['libs', 'projections', 'apps/runtime'],
  // Measures the program from outside and from within, beside the bare driver.
  'apps/bench': ['libs', 'projections', 'apps/runtime', 'apps/api', 'apps/demo'],
  'apps/projector': ['libs', 'projections', 'apps/runtime'],
  'apps/runtime': ['libs', 'projections'],
  // Talks HTTP only: no server code in the page.
  'apps/console': [],
};

/** Packages that belong to some rooms or files only; a trailing `/` means the whole folder. */
export const packageHomes = [
  { name: /^@nestjs\//, homes: ['apps/', 'libs/cqrs/'] },
  { name: /^node:sqlite$/, homes: ['libs/event-store/sqlite/', 'libs/view-store/sqlite/', 'apps/bench/bare/'] },
  { name: /^mongodb$/, homes: ['libs/view-store/mongodb/driver.ts', 'apps/bench/bare/'] },
  { name: /^@eventstore\/db-client$/, homes: ['libs/event-store/eventstoredb/driver.ts', 'apps/bench/bare/'] },
];

const covers = (path, target) => target === path || target.startsWith(`${path}/`);

export const roomOf = (file) =>
  Object.keys(rooms)
    .filter((room) => covers(room, file))
    .sort((a, b) => b.length - a.length)[0];

const allows = (right, target, isType) =>
  right.startsWith('type ') ? isType && covers(right.slice(5), target) : covers(right, target);

/** @param imported both paths from the root; `target` without extension */
export const mayImport = ({ file, target, isType }) => {
  const room = roomOf(file);
  return room !== undefined && [room, ...rooms[room]].some((right) => allows(right, target, isType));
};

export const isAtHome = (file, name) =>
  packageHomes
    .filter((one) => one.name.test(name))
    .every(({ homes }) => homes.some((home) => (home.endsWith('/') ? file.startsWith(home) : file === home)));
