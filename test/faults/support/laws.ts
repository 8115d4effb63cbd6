import { executor, type CommandRequest } from '#libs/cqrs/executor.js';
import { recordingClock } from '#libs/cqrs/recording.js';
import { memoryLog } from '#libs/event-store/memory.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { eventData, instead, letter, office, tallies } from '#libs/projecting/scenario.js';
import type { Projection } from '#libs/projecting/port.js';
import { memoryViews } from '#libs/view-store/memory.js';
import type { ViewStore } from '#libs/view-store/port.js';
import type { Chance } from './crash.js';

// What must hold, as functions that name what does not: run over a sound part they answer nothing, over one with a
// planted defect they must answer something.

type Faults = Promise<readonly string[]>;

/** Notes fight with nothing; a rewrite fights with anything. */
const notes = {
  name: 'note',
  stream: (id?: string) => `note-${id}`,
  versions: { Noted: 1, Rewritten: 1 },
  commands: {},
  initial: 0,
  evolve: { Noted: (count: number) => count + 1, Rewritten: (count: number) => count },
  decide: {
    Note: ({ text }: { text: string }) => [{ type: 'Noted', data: { text } }],
    Rewrite: { conflicts: 'any', decide: () => [{ type: 'Rewritten', data: {} }] },
  },
} as unknown as Aggregate<number, Record<string, object>, Record<string, object>, DecisionContext>;

const actor = { id: 'office-1', name: '甲', roles: ['office' as const] };

const executing = (events: EventStore) => {
  const execute = executor({
    events,
    clock: recordingClock(scriptedClock('2015-03-02T00:00:00.000Z')),
    prefix: 'law',
    loadContext: async (context) => ({ context, revisions: {} }),
    ensureLog: async () => undefined,
  });
  return (given: Pick<CommandRequest, 'name' | 'body' | 'key' | 'ifMatch'>): Promise<string> =>
    execute({ aggregate: notes, id: 'a', actor, ...given }).then(
      () => 'stored',
      (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error as Error)),
    );
};

/** C1: one event a revision; of commands that declare the conflict only one from the same revision is stored. */
export const oneEventARevision = async (store: (rows: RecordedEvent[]) => EventStore): Faults => {
  const rows: RecordedEvent[] = [];
  const give = executing(store(rows));
  await give({ name: 'Note', body: { text: 'first' }, key: 'first' });
  const rewriting = (at: number) => give({ name: 'Rewrite', body: { at }, key: `r${at}`, ifMatch: 0 });
  const told = await Promise.all([0, 1, 2, 3].map(rewriting));
  const stored = told.filter((code) => code === 'stored').length;
  return [
    ...(stored === 1 ? [] : [`${stored} rewrites were stored from one revision`]),
    ...rows.flatMap(({ revision }, at) => (revision === at ? [] : [`revision ${revision} at place ${at}`])),
  ];
};

/** C3, C4: a command given again with its key is one event, also where its first answer was lost. */
export const oneEventAKey = async (store: (rows: RecordedEvent[]) => EventStore): Faults => {
  const rows: RecordedEvent[] = [];
  const give = executing(store(rows));
  const noting = { name: 'Note', body: { text: 'a' }, key: 'one' };
  await Promise.all([give(noting), give(noting)]);
  await give({ name: 'Note', body: { text: 'b' }, key: 'two' });
  await give(noting);
  const twice = rows.filter(({ metadata }) => metadata.commandKey === 'one').length;
  return twice === 1 ? [] : [`the key stands in ${twice} events`];
};

/** An append sent again, because its answer was lost, is answered as the first time and writes nothing. */
export const aRepeatIsNoAppend = async (store: (rows: RecordedEvent[]) => EventStore): Faults => {
  const rows: RecordedEvent[] = [];
  const log = store(rows);
  const batch = [eventData(letter('a'), 1), eventData(letter('b'), 2)];
  await log.append('s', 'no_stream', batch);
  const again = await log.append('s', 'no_stream', batch).then(
    ({ revision }) => `revision ${revision}`,
    (error: unknown) => String(error),
  );
  return [
    ...(again === 'revision 1' ? [] : [`the repeat was answered: ${again}`]),
    ...(rows.length === 2 ? [] : [`${rows.length} events stand`]),
  ];
};

/** An append is there whole or not at all, whenever the process ends. */
export const allOrNothing = async (store: (rows: RecordedEvent[]) => EventStore): Faults => {
  const rows: RecordedEvent[] = [];
  await store(rows)
    .append('s', 'no_stream', [eventData(letter('a'), 1), eventData(letter('b'), 2)])
    .catch(() => undefined);
  return rows.length === 1 ? ['half an append stands'] : [];
};

/** P3: whoever reads forward page by page misses nothing that was committed. */
export const readersMissNothing = async (store: (rows: RecordedEvent[]) => EventStore): Faults => {
  const log = store([]);
  const writing = Array.from({ length: 20 }, (_, at) =>
    log.append(`s${at}`, 'no_stream', [eventData(letter('a'), at + 1)]),
  );
  const seen = new Set<number>();
  let after: Parameters<EventStore['readAll']>[0] = 'start';
  const readOn = async () => {
    const page = await log.readAll(after, 5);
    page.events.forEach(({ seq }) => seen.add(seq));
    after = page.next;
    return page.atEnd;
  };
  for (let turn = 0; turn < 40; turn += 1) {
    await readOn();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(writing);
  while (!(await readOn()));
  const { seq: head } = await log.head();
  return Array.from({ length: head }, (_, at) => at + 1).flatMap((seq) =>
    seen.has(seq) ? [] : [`seq ${seq} was never read`],
  );
};

const letters = Array.from({ length: 60 }, (_, at) => letter(['a', 'b', 'c'][at % 3]!));

/** P1: cut off at any commit and started again, a projector ends with what a fresh replay builds. */
export const survivesCuts = async (broken: (views: ViewStore, cut: () => void) => ViewStore, luck: Chance): Faults => {
  const views = memoryViews();
  const played = office();
  await played.happen(...letters);
  const cut = () => {
    if (luck.below(3) === 0) throw new Error('cut off');
  };
  for (let turn = 0; turn < 200; turn += 1) {
    const again = office({ events: played.log, views: broken(views, cut) }).project({ pageSize: 4 });
    if (
      await again.settle().then(
        () => true,
        () => false,
      )
    )
      break;
  }
  const fresh = office({ events: played.log });
  await fresh.project().settle();
  const [held, wanted] = [await office({ events: played.log, views }).contents(), await fresh.contents()];
  return JSON.stringify(held) === JSON.stringify(wanted)
    ? []
    : [`${JSON.stringify(held)} instead of ${JSON.stringify(wanted)}`];
};

/** P4: an event that cannot be folded stops its projection, by name; it is never passed over in silence. */
export const faultsAreNamed = async (broken: (projection: Projection) => Projection): Faults => {
  const played = office();
  await played.happen(letter('a'), letter('b'), letter('a'));
  const projecting = played.project({ projections: [broken(tallies({ poison: () => 'e2' }))] });
  await projecting.settle();
  const [progress] = await projecting.progress();
  return progress?.state === 'faulted' ? [] : [`the projection is ${progress?.state}`];
};

/** P2, S3: two projectors at the same views never write one page twice. */
export const onePageOnce = async (broken: (views: ViewStore) => ViewStore): Faults => {
  const views = memoryViews();
  const played = office();
  await played.happen(...letters.slice(0, 6));
  await office({ events: played.log, views: broken(views) })
    .project()
    .settle();
  // Every page is about another unit: what one projector has folded, the other does not know of.
  await played.happen(...Array.from({ length: 48 }, (_, at) => letter(`u${Math.floor(at / 6) % 4}`)));
  const slow = instead(broken(views), {
    load: async (...asked) => {
      const found = await views.load(...asked);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return found;
    },
  });
  const both = [broken(views), slow].map((each) =>
    office({ events: played.log, views: each }).project({ pageSize: 6 }),
  );
  await Promise.all(both.map((each) => each.settle().catch(() => undefined)));
  await office({ events: played.log, views }).project().settle();
  const fresh = office({ events: played.log });
  await fresh.project().settle();
  const [held, wanted] = [await office({ events: played.log, views }).contents(), await fresh.contents()];
  return JSON.stringify(held) === JSON.stringify(wanted)
    ? []
    : [`${JSON.stringify(held)} instead of ${JSON.stringify(wanted)}`];
};

export const sound = { log: (rows: RecordedEvent[]) => memoryLog(rows), views: (views: ViewStore) => views };
