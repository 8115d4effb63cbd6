import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import { openLog, type Log } from '#apps/runtime/logging.js';
import { Metrics, measuredLog } from '#apps/runtime/metrics.js';
import { metricsText } from '#apps/runtime/projection-metrics.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { isEmbedded } from '#apps/runtime/stores.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { keepProjecting } from './keep-projecting.js';
import { listen } from './probes.js';

/** As of the API: its configuration is wrong, or something it needs is not there or not its own. */
const exits = { configuration: 2, dependency: 3 };

/** A projector of the server set-up: any number may run, each read model is written by one of them at a time. */
export const project = async (): Promise<void> => {
  try {
    await start(configFrom(process.env));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    process.stderr.write(`${error.code}: ${error.in('zh')}\n${error.in('en')}\n`);
    process.exitCode = error.code === 'config.invalid' ? exits.configuration : exits.dependency;
  }
};

const start = async (config: Config): Promise<void> => {
  if (isEmbedded(config)) throw refuseQuery('projector.needs-servers');
  const [log, metrics] = [openLog(config, 'projector'), new Metrics()];
  const observed: Parameters<typeof openRuntime>[0]['observed'] = (stores) => ({
    ...stores,
    events: measuredLog(stores.events, metrics),
  });
  const runtime = await openRuntime({ config, projector: 'remote', process: 'projector', observed });
  const stopping = new AbortController();
  const probes = await listen(config, { runtime, metrics: metricsText(metrics, runtime) });
  const owner = `${hostname()}/${process.pid}/${randomUUID()}`;
  const stop = () => {
    setTimeout(() => process.exit(0), drainWithinMs).unref();
    stopping.abort();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info({ port: probes.port, owner }, 'projector started');
  try {
    await keepProjecting({ config, runtime, metrics, log, owner }, stopping.signal);
  } finally {
    await close(runtime, probes, log);
  }
};

const close = async (runtime: Runtime, probes: { close(): void }, log: Log): Promise<void> => {
  probes.close();
  await runtime.close();
  log.info('projector stopped');
};

/** A stop that takes longer ends here: whatever was not committed is read again. */
const drainWithinMs = 9_000;
