// Founds one unit at each instant of a scripted clock and tells, as JSON, what came of it and how days of recording
// read back. usage: clock-child.mjs FOLDER INSTANT…; the zone is the process's own (TZ).
import { operator } from '../../../dist/apps/runtime/accounts.js';
import { aggregateNamed } from '../../../dist/apps/runtime/catalog.js';
import { configFrom } from '../../../dist/apps/runtime/config.js';
import { openRuntime } from '../../../dist/apps/runtime/runtime.js';
import { scriptedClock } from '../../../dist/libs/kernel/clock.js';

const [folder, ...instants] = process.argv.slice(2);
const clock = scriptedClock(instants[0]);
const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
const runtime = await openRuntime({ config, projector: 'inline', clock });

const found = async (at) => {
  clock.set(instants[at]);
  const body = { effectiveFrom: '2000-01-01', unit: `u${at}`, name: `u${at}` };
  const given = { aggregate: aggregateNamed('unit'), name: 'FoundUnit', body, actor: operator, key: `k${at}` };
  return runtime.execute(given).then(
    () => 'stored',
    ({ code }) => code,
  );
};

const told = [];
for (const at of instants.keys()) told.push(await found(at));
await runtime.settle();
const { events } = await runtime.events.readAll('start', 1_000);
const days = [...new Set(events.map(({ metadata }) => metadata.recordedAt.slice(0, 10)))];
const lists = [];
for (const knownAt of days) {
  const { units } = await runtime.lists
    .units({ knownAt, validAt: '2030-01-01' })
    .catch(({ code }) => ({ units: code }));
  lists.push([knownAt, typeof units === 'string' ? units : units.map(({ unit }) => unit)]);
}
await runtime.close();
process.stdout.write(
  JSON.stringify({ told, events: events.map(({ seq, metadata }) => [seq, metadata.recordedAt]), lists }),
);
