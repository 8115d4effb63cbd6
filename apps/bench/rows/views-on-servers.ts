import type { Config } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { placeAt } from '#libs/event-store/eventstoredb/place.js';
import { dayFromNumber } from '#libs/calendar/day.js';
import { bareClient } from '../bare/eventstore-client.js';
import { bareDriver } from '../bare/mongodb-driver.js';
import { firstDay, lastDay } from '../log/schedule.js';
import { Seeded } from '../log/seeded.js';
import { median, ms, percent, perSecond, rate, seconds, timed, type Figure } from '../measure.js';
import { seventeenFigures } from './asking.js';

/** Documents of one commit of ours. */
const atATime = 500;
const points = 20;
/** Of catching up, before the trouble is told. */
const mostTurns = 50;

/** Every view built from the log in the server into the views' server, then built anew, then asked. */
export const viewsOnServers = async (config: Config, events: number): Promise<readonly Figure[]> => {
  const runtime = await openRuntime({ config, projector: 'inline' });
  try {
    const { seq } = await runtime.events.head();
    const caughtUp = await timed(() => settled(runtime));
    const bare = await ceiling(runtime, config);
    const names = [...new Set((await runtime.projector.progress()).map(({ name }) => name))];
    const rebuilt = await timed(async () => {
      for (const name of names) await runtime.projector.rebuild(name);
      await settled(runtime);
    });
    const count = `${seq.toLocaleString('en-US')} events`;
    const beside = `bare read and write of ${bare.documents.toLocaleString('en-US')} documents ${seconds(bare.took)}`;
    return [
      {
        what: `catch-up of every view, ${count}`,
        measured: `${seconds(caughtUp)} (${rate(perSecond(seq, caughtUp))})`,
        peer: beside,
        ratio: percent(bare.took / caughtUp),
      },
      {
        what: `rebuild of every view, the old ones readable, ${count}`,
        measured: `${seconds(rebuilt)} (${rate(perSecond(seq, rebuilt))})`,
        peer: beside,
        ratio: percent(bare.took / rebuilt),
      },
      await reported(runtime, events),
    ];
  } finally {
    await runtime.close();
  }
};

/** A store that is away for a moment is asked again, as a projector that runs does; the wait counts. */
const settled = async ({ projector }: Runtime): Promise<void> => {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const isDone = await projector.settle().then(
      () => true,
      () => false,
    );
    if (isDone) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return projector.settle();
};

/** The same events read and the same documents written, with nothing folded in between. */
const ceiling = async ({ events }: Runtime, config: Config) => {
  const client = bareClient({ url: config.eventStoreUrl, ...config.eventStoreAccess });
  const driver = bareDriver(config.mongoUrl);
  try {
    const { seq } = await events.head();
    const [first] = (await events.readAll('start', 1)).events;
    const from = placeAt(first!.position).place;
    const read = await timed(() => client.readAll(from, { events: seq, page: 2_000 }));
    let [documents, took] = [0, read];
    for (const copied of await driver.copies()) {
      documents += copied.documents.length;
      took += await driver.write(copied, atATime);
    }
    return { documents, took };
  } finally {
    await Promise.all([client.close(), driver.close()]);
  }
};

const reported = async ({ statistics }: Runtime, head: number): Promise<Figure> => {
  const seeded = new Seeded(head);
  await statistics.report({ figures: seventeenFigures, by: ['unit'] });
  const took: number[] = [];
  for (let at = 0; at < points; at += 1) {
    const validAt = dayFromNumber(seeded.whole(firstDay + 400, lastDay));
    const knownAt = String(seeded.whole(Math.floor(head / 10), head));
    took.push(await timed(() => statistics.report({ validAt, knownAt, figures: seventeenFigures, by: ['unit'] })));
  }
  const typical = median(took);
  const what = `full report at ${points} random points, median`;
  return { what, measured: ms(typical), bar: '≤ 20 ms', holds: typical <= 20 };
};
