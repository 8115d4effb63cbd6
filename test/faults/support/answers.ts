import { configFrom } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';

/** What the views answer as they stand after the fault, and what they answer once every one of them was built anew. */
export const answersOf = async (folder: string): Promise<{ before: string; after: string }> => {
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
  const runtime = await openRuntime({ config, projector: 'inline' });
  try {
    await runtime.settle();
    const asked = {
      by: ['unit', 'kind'] as never,
      validAt: '2026-01-01',
      knownAt: String((await runtime.events.head()).seq),
    };
    const answer = async () =>
      JSON.stringify([
        await runtime.statistics.report(asked),
        await runtime.cases.ledger({ ...asked, limit: 100_000 }),
      ]);
    const before = await answer();
    for (const name of ['case-facts', 'activity', 'status-counts', 'bimonthly-briefing', 'unit-accountability'])
      await runtime.projector.rebuild(name);
    await runtime.settle();
    return { before, after: await answer() };
  } finally {
    await runtime.close();
  }
};
