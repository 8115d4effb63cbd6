import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { dayFromNumber } from '#libs/calendar/day.js';
import type { Row } from '../bench.js';
import { firstDay, lastDay } from '../log/schedule.js';
import { Seeded } from '../log/seeded.js';
import { median, ms, percentile, timed } from '../measure.js';

/** Seventeen definitions of every kind: cases, opinions, replies, forms, outcomes, contacts. */
export const seventeenFigures = [
  'received',
  'N1',
  'N2/lead',
  'N2/co',
  'stock',
  'N3',
  'N3b',
  'N4',
  'N4b',
  'N5',
  'N6',
  'N6f',
  'N7',
].concat('N9', 'N12', 'N15', 'overdue');
const figures = seventeenFigures;

const points = 20;

const randomPoints = (head: number) => {
  const seeded = new Seeded(head);
  return Array.from({ length: points }, () => ({
    validAt: dayFromNumber(seeded.whole(firstDay + 400, lastDay)),
    knownAt: String(seeded.whole(Math.floor(head / 10), head)),
  }));
};

const withRuntime = async <T>(config: Runtime['config'], work: (runtime: Runtime) => Promise<T>): Promise<T> => {
  const runtime = await openRuntime({ config, projector: 'thread' });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
};

export const reports: Row = {
  name: 'report',
  title: 'A report at any (validAt, knownAt)',
  method: `${figures.length} definitions by unit at ${points} random points, none asked before; in process`,
  run: async (bench) => {
    const { config } = await bench.prepared();
    return withRuntime(config, async (runtime) => {
      const { seq } = await runtime.events.head();
      await runtime.statistics.report({ figures, by: ['unit'] });
      const took: number[] = [];
      for (const point of randomPoints(seq))
        took.push(await timed(() => runtime.statistics.report({ ...point, figures, by: ['unit'] })));
      const [typical, worst] = [median(took), percentile(took, 100)];
      const holds = typical <= 20;
      return [
        { what: 'full report, median', measured: ms(typical), bar: '≤ 20 ms', holds },
        { what: 'full report, slowest of 20', measured: ms(worst) },
      ];
    });
  },
};

export const comparisons: Row = {
  name: 'comparison',
  title: 'Two readings compared',
  method:
    'one day, as known at two random positions 2 % of the log apart, with the cases that moved and the events that moved them',
  run: async (bench) => {
    const { config } = await bench.prepared();
    return withRuntime(config, async (runtime) => {
      const { seq } = await runtime.events.head();
      const took: number[] = [];
      for (const { validAt, knownAt } of randomPoints(Math.floor(seq * 0.98)).slice(0, bench.rounds)) {
        const later = String(Number(knownAt) + Math.floor(seq * 0.02));
        const [before, after] = [knownAt, later].map((known) => ({ validAt, knownAt: known, figures: ['N1', 'N3'] }));
        took.push(await timed(() => runtime.statistics.compare(before!, after!)));
      }
      return [{ what: 'comparison of two readings with its causes, median', measured: ms(median(took)) }];
    });
  },
};
