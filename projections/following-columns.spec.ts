import type { RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { memoryLog } from '#libs/event-store/memory.js';
import { idsIn } from '#libs/projecting/options.js';
import { projector } from '#libs/projecting/projector.js';
import { memoryViews } from '#libs/view-store/memory.js';
import type { ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { caseFacts } from './case-facts/case-facts.js';
import { followingCaseFacts } from './following-columns.js';
import { statusCounts } from './status-counts/status-counts.js';
import { unitAccountability } from './unit-accountability/unit-accountability.js';

const counters = [statusCounts, unitAccountability];

const projecting = (log: RecordedEvent[], views: ViewStore) => {
  const events = memoryLog(log);
  return projector({
    ...{ events, views, idAt: idsIn(events), upcast: (event) => event, logId: async () => 'log-1' },
    ...{ knownTypes: [], record: async () => undefined, monotonic: () => 0 },
    projections: [caseFacts('lookback')],
    following: counters.map((counter) => followingCaseFacts(counter)),
  });
};

const documentsIn = async (views: ViewStore): Promise<readonly string[]> => {
  const all = counters.map(async ({ name, collection }) => {
    const live = (await views.generations(name)).find((found) => found.live)!;
    return views.find(live.generation, collection.name, {}, { sort: { _id: 1 } });
  });
  return (await Promise.all(all)).flat().map(({ seq: _seq, ...document }: ViewDocument) => JSON.stringify(document));
};

describe('counters that follow case-facts', () => {
  it('count nothing in a log without cases, live and built anew (engine 24)', async () => {
    const [log, views] = [[] as RecordedEvent[], memoryViews()];
    const living = projecting(log, views);
    await living.settle();
    log.push(...recorded([{ type: 'LogCreated', data: { logId: 'log-1' } }]));
    await living.settle();
    const live = await documentsIn(views);
    for (const { name } of counters) await living.rebuild(name);
    await living.settle();
    expect(await documentsIn(views)).toEqual(live);
    expect(live).toEqual([]);
  });
});
