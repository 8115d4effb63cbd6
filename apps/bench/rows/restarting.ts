import type { Row } from '../bench.js';
import { mebibytes, median, seconds } from '../measure.js';
import { startServer } from '../server.js';

const bars = { ready: 3_000, memory: 600 * 1_048_576 };

/** Asked again as a client does while the columns are still on their way and the request's time is over. */
const firstReport = async (url: string, token: string): Promise<void> => {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status === 503) return firstReport(url, token);
  if (answer.status !== 200) throw new Error(`the first report: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
};

export const restart: Row = {
  name: 'restart',
  title: 'Restart to ready, resident memory',
  method:
    'the real process over the prepared data folder, until /health/ready answers 200; then the first report, asked again where its time is over',
  run: async (bench) => {
    const { config, token, log } = await bench.prepared();
    const found: { ready: number; first: number; rss: number }[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const server = await startServer(config);
      const started = performance.now();
      await firstReport(`${server.address}/api/v1/statistics?by=unit`, token);
      const first = performance.now() - started;
      const { rss } = await server.vitals();
      found.push({ ready: server.readyAfter, first, rss });
      await server.stop();
    }
    const isLarge = log.events >= 1_000_000;
    const of = (name: 'ready' | 'first' | 'rss') => median(found.map((one) => one[name]));
    const isHeld = (what: 'ready' | 'rss', bar: number) => (isLarge ? { holds: of(what) <= bar } : {});
    return [
      { what: 'restart to ready', measured: seconds(of('ready')), bar: '≤ 3 s', ...isHeld('ready', bars.ready) },
      { what: 'first report after it', measured: seconds(of('first')) },
      { what: 'resident memory', measured: mebibytes(of('rss')), bar: '≤ 600 MiB', ...isHeld('rss', bars.memory) },
    ];
  },
};
