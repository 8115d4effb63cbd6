import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { caseEventVersions } from '#libs/cases/events.js';
import { validFrom } from '#libs/kernel/history.js';
import { monotonic } from '#libs/kernel/clock.js';
import { documentProjection } from '#libs/projecting/document-projection.js';
import { projector } from '#libs/projecting/projector.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';
import type { ViewDocument } from '#libs/view-store/port.js';
import { projectorOptions } from '#apps/runtime/projecting.js';
import { inFolder, type Bench, type Row } from '../bench.js';
import type { WrittenLog } from '../log/written.js';
import type { PeerEvent } from '../peer/emmett.js';
import { median, perSecond, rate, ratioOf, rounds } from '../measure.js';

interface Card extends ViewDocument {
  readonly events: number;
  readonly latest: string;
}

/** One document a case, folded from each of its events: what most views of most programs are. */
const cards = documentProjection<Card>({
  name: 'cards',
  version: 1,
  handles: Object.keys(caseEventVersions),
  collection: { name: 'cards', indexes: [{ latest: 1 }] },
  key: ({ stream }) => stream,
  initial: (_id) => ({ _id, events: 0, latest: '' }),
  evolve: (card, { data }) => {
    const on = validFrom(data);
    return { ...card, events: card.events + 1, latest: on > card.latest ? on : card.latest };
  },
});

const ours =
  (bench: Bench, { folder }: WrittenLog) =>
  async () =>
    inFolder(bench, async (place) => {
      const [events, views] = [openSqliteLog({ folder, readOnly: true }), openSqliteViews({ folder: place })];
      const record = async () => {};
      const options = projectorOptions({ events, views, prefix: 'lookback', monotonic, record });
      const own = projector({ ...options, projections: [cards], following: [] });
      const { seq } = await events.head();
      const started = performance.now();
      await own.settle();
      const result = perSecond(seq, performance.now() - started);
      await own.stop();
      await events.close();
      await views.close();
      return result;
    });

const batch = 50;

/** The peer holds the same events; only what it does after that is measured. */
const theirs = (bench: Bench, log: WrittenLog) => async () => {
  const peer = await bench.peer();
  if (typeof peer === 'string') return NaN;
  return inFolder(bench, async (place) => {
    const held = await peer.open(place);
    const count = await copyInto(held, log);
    const started = performance.now();
    await held.project(count);
    const result = perSecond(count, performance.now() - started);
    held.close();
    return result;
  });
};

const copyInto = async (
  held: { append(stream: string, events: readonly PeerEvent[]): Promise<void> },
  log: WrittenLog,
) => {
  const events = openSqliteLog({ folder: log.folder, readOnly: true });
  const byStream = new Map<string, PeerEvent[]>();
  let count = 0;
  let page = await events.readAll('start', 2_000);
  for (;;) {
    for (const { stream, type, data, metadata } of page.events) {
      const list = byStream.get(stream) ?? [];
      byStream.set(stream, list);
      list.push({ type, data: data as object, metadata });
      count += 1;
    }
    if (page.atEnd) break;
    page = await events.readAll(page.next, 2_000);
  }
  for (const [stream, list] of byStream)
    for (let at = 0; at < list.length; at += batch) await held.append(stream, list.slice(at, at + batch));
  await events.close();
  return count;
};

const bar = 80_000;

export const catchUp: Row = {
  name: 'catch-up',
  title: 'Catch-up of a typical projection',
  method:
    'one document a case, views and checkpoint in one transaction, from the first event of the log of 100,000 events',
  run: async (bench) => {
    const log = await bench.smallLog();
    const found = await rounds(bench.rounds, { ours: ours(bench, log), peer: theirs(bench, log) });
    const [own, peer] = [found['ours']!, found['peer']!];
    const measured = { what: 'catch-up, events', measured: rate(median(own)) };
    const figure = { ...measured, bar: `≥ ${rate(bar)}`, holds: median(own) >= bar };
    if (Number.isNaN(peer[0])) return [figure];
    return [{ ...figure, peer: `peer ${rate(median(peer))}`, ratio: `${ratioOf(own, peer).toFixed(1)} ×` }];
  },
};
