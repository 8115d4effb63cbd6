import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { type Bench, type Row } from '../bench.js';
import { mebibytes, percentile, perSecond, rate, seconds, ms, type Figure } from '../measure.js';

const bar = 15_000;

export const rebuild: Row = {
  name: 'rebuild',
  title: 'Rebuild of every view, the old ones readable',
  method:
    'all projections build a second generation in the projector’s thread; a report is asked every 50 ms meanwhile; once, since it takes long',
  run: async (bench) => {
    const { config, firstBuild } = await bench.prepared();
    const runtime = await openRuntime({ config, projector: 'thread' });
    try {
      return await measured(bench, runtime, firstBuild);
    } finally {
      await runtime.close();
    }
  },
};

const measured = async (bench: Bench, runtime: Runtime, firstBuild: number): Promise<readonly Figure[]> => {
  const { seq } = await runtime.events.head();
  await runtime.statistics.report({});
  const names = [...new Set((await runtime.projector.progress()).map(({ name }) => name))];
  const asked = asking(runtime);
  const started = performance.now();
  for (const name of names) await runtime.projector.rebuild(name);
  await runtime.projector.settle();
  const took = performance.now() - started;
  const { answers, failures } = await asked.stop();
  bench.say(`${names.join(', ')}: ${failures} of ${answers.length + failures} reports failed meanwhile`);
  const isLarge = seq > 900_000;
  const share = `${rate(perSecond(seq, took))} events`;
  return [
    { what: 'first build of every view', measured: seconds(firstBuild), peer: rate(perSecond(seq, firstBuild)) },
    {
      what: `rebuild of every view, ${seq.toLocaleString('en-US')} events`,
      measured: `${seconds(took)} (${share})`,
      ...(isLarge && { bar: `≤ ${seconds(bar)}`, holds: took <= bar }),
    },
    {
      what: 'reports from the old views meanwhile',
      measured: `${answers.length} answered, ${failures} failed, p99 ${ms(percentile(answers, 99))}`,
      holds: failures === 0 && answers.length > 0,
    },
    { what: 'resident memory after the rebuild', measured: mebibytes(process.memoryUsage.rss()) },
  ];
};

/** Somebody reads the whole time. */
const asking = (runtime: Runtime) => {
  const answers: number[] = [];
  let failures = 0;
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      const started = performance.now();
      try {
        await runtime.statistics.report({ by: ['unit'] });
        answers.push(performance.now() - started);
      } catch {
        failures += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const running = ask();
  return {
    stop: async () => {
      isOver = true;
      await running;
      return { answers, failures };
    },
  };
};
