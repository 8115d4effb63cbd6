import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import type { EventData } from '#libs/kernel/event.js';
import { openBareLog, type BareRow } from '../bare/bare-log.js';
import { inFolder, type Bench, type Row } from '../bench.js';
import { percentile, perSecond, percent, rate, ratioOf, rounds, median, type Figure } from '../measure.js';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Seeded } from '../log/seeded.js';

/** A contact, the commonest event of the office, as it stands in the log. */
const typical = (seeded: Seeded): EventData => ({
  id: seeded.id(),
  type: 'ContactRecorded',
  data: {
    occurredOn: '2015-03-20',
    contact: seeded.id(),
    mode: 'faceToFace',
    phase: 'during',
    participants: ['jiaotong经办'],
    proposers: ['代表甲'],
    countsAsFaceToFace: true,
    summary: '就办理进展当面沟通，听取意见，说明下一步安排',
    unit: 'jiaotong',
  },
  metadata: {
    recordedAt: '2015-03-20T09:00:00.000Z',
    actor: 'unit-jiaotong',
    unit: 'jiaotong',
    $correlationId: seeded.id(),
    commandKey: seeded.id(),
    bodyDigest: seeded.hex(64),
    schemaVersion: 1,
    $context: { unit: 22, post: 40, 'rule-book-shanghai': 22 },
  },
});

interface Load {
  readonly callers: number;
  /** Events each caller appends, one a call. */
  readonly each: number;
}

const total = ({ callers, each }: Load): number => callers * each;

/** Each caller appends to a stream of its own and waits for the answer before the next. */
const allCallers = async ({ callers, each }: Load, one: (caller: number, turn: number) => Promise<void>) => {
  const call = async (_: unknown, caller: number) => {
    for (let turn = 0; turn < each; turn += 1) await one(caller, turn);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  return perSecond(callers * each, performance.now() - started);
};

const events = (load: Load): readonly EventData[] => {
  const seeded = new Seeded(load.callers);
  return Array.from({ length: total(load) }, () => typical(seeded));
};

const ours = (bench: Bench, load: Load, delays: number[]) => async () =>
  inFolder(bench, async (folder) => {
    const [log, batch] = [openSqliteLog({ folder }), events(load)];
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const result = await allCallers(load, async (caller, turn) => {
      const expected = turn === 0 ? 'no_stream' : turn - 1;
      await log.append(`lookback-case-${caller}`, expected, [batch[caller * load.each + turn]!]);
    });
    delay.disable();
    delays.push(delay.percentile(99) / 1e6);
    await log.close();
    return result;
  });

/** As many rows a transaction as there are callers: what a perfect group commit would write. */
const bare = (bench: Bench, load: Load) => async () =>
  inFolder(bench, async (folder) => {
    const log = openBareLog(folder);
    const rows = events(load).map(({ id, type, data, metadata }, at): BareRow => {
      return [`lookback-case-${at % load.callers}`, at, id, type, JSON.stringify(data), JSON.stringify(metadata)];
    });
    const started = performance.now();
    for (let turn = 0; turn < load.each; turn += 1)
      log.insert(rows.slice(turn * load.callers, (turn + 1) * load.callers));
    const result = perSecond(total(load), performance.now() - started);
    log.close();
    return result;
  });

const theirs = (bench: Bench, load: Load) => async () => {
  const peer = await bench.peer();
  if (typeof peer === 'string') return NaN;
  return inFolder(bench, async (folder) => {
    const log = await peer.open(folder);
    const batch = events(load);
    await log.append('warm-up', [batch[0] as never]);
    let last: Promise<void> = Promise.resolve();
    // Its transactions on one connection would commit each other: callers take turns.
    const result = await allCallers(load, (caller, turn) => {
      const event = batch[caller * load.each + turn] as never;
      last = last.then(() => log.append(`lookback-case-${caller}`, [event], BigInt(turn)));
      return last;
    });
    log.close();
    return result;
  });
};

const run = async (bench: Bench, load: Load, bar: number): Promise<readonly Figure[]> => {
  const delays: number[] = [];
  const found = await rounds(bench.rounds, {
    ours: ours(bench, load, delays),
    bare: bare(bench, load),
    peer: theirs(bench, load),
  });
  const [own, sqlite, peer] = [found['ours']!, found['bare']!, found['peer']!];
  const part = ratioOf(own, sqlite);
  const what = `durable append, ${load.callers === 1 ? 'one caller' : `${load.callers} callers`}, one event a call`;
  const figures: Figure[] = [
    {
      what,
      measured: rate(median(own)),
      peer: `bare SQLite ${rate(median(sqlite))}`,
      ratio: percent(part),
      bar: `≥ ${percent(bar)} of bare`,
      holds: part >= bar,
    },
  ];
  if (!Number.isNaN(peer[0]))
    figures.push({ what, measured: rate(median(own)), peer: `peer ${rate(median(peer))}`, ratio: times(own, peer) });
  return [...figures, { what: 'event-loop delay meanwhile, p99', measured: `${percentile(delays, 50).toFixed(1)} ms` }];
};

const times = (own: readonly number[], peer: readonly number[]): string => `${ratioOf(own, peer).toFixed(1)} ×`;

export const appendOne: Row = {
  name: 'append-1',
  title: 'Durable append, one caller',
  method:
    'synchronous=FULL; each contestant turn by turn on a fresh file of the same disk; bare = INSERT and COMMIT of the same texts',
  run: (bench) => run(bench, { callers: 1, each: bench.isQuick ? 500 : 2_000 }, 0.65),
};

export const appendMany: Row = {
  name: 'append-64',
  title: 'Durable append, 64 callers',
  method:
    'as above; bare = 64 rows a transaction; the peer’s callers take turns, since its transactions on one connection commit each other',
  run: (bench) => run(bench, { callers: 64, each: bench.isQuick ? 50 : 200 }, 0.45),
};
