import { monotonic } from '#libs/kernel/clock.js';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { openLog } from '#apps/runtime/logging.js';
import { Metrics, measuredLog } from '#apps/runtime/metrics.js';
import { metricsText } from '#apps/runtime/projection-metrics.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { isEmbedded, storeNames, type Stores } from '#apps/runtime/stores.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { loadSample } from './first-start.js';
import { greeting } from './greeting.js';
import { nestLogger, observing } from './observing.js';
import { languageOf } from './language.js';
import { issueSampleTokens, sampleTokens } from './sample-tokens.js';

/** Exit codes of a server that cannot start: its configuration, or something it needs. */
const exits = { configuration: 2, dependency: 3 };

/** Opens everything, listens, and says how to go on. SIGTERM drains and ends with 0. */
export const serve = async (): Promise<void> => {
  try {
    const config = configFrom(process.env);
    const isFirst = await loadSample(config);
    await listen(config, { isFirst });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    process.stderr.write(`${error.code}: ${error.in('zh')}\n${error.in('en')}\n`);
    process.exitCode = isOfConfiguration(error.code) ? exits.configuration : exits.dependency;
  }
};

/** What another setting puts right, not another server. */
const isOfConfiguration = (code: string): boolean => code === 'config.invalid' || code === 'server.url';

const listen = async (config: Config, { isFirst }: { isFirst: boolean }): Promise<void> => {
  const isShared = !isEmbedded(config);
  const log = isShared ? openLog(config, 'api') : undefined;
  const metrics = new Metrics();
  const observed = (stores: Stores): Stores => ({ ...stores, events: measuredLog(stores.events, metrics) });
  const runtime = await openRuntime({ config, projector: isShared ? 'remote' : 'thread', observed });
  // Loaded while the projector starts on the other core: half of what a start takes is reading code.
  const { createApp } = await import('./app.js');
  if (isFirst) await issueSampleTokens(runtime);
  const operatorToken = randomBytes(32).toString('base64url');
  const observe = observing({ metrics, text: metricsText(metrics, runtime), log });
  const app = await createApp(runtime, { operatorToken, observe, logger: log && nestLogger(log) });
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  const address = `http://${config.host}:${port}`;
  const endpoint = join(config.data, 'endpoint.json');
  writeFileSync(endpoint, JSON.stringify({ address, pid: process.pid, token: operatorToken }), { mode: 0o600 });
  if (log) log.info({ address, stores: storeNames(config) }, 'api started');
  else
    process.stdout.write(greeting({ address, operatorToken, language: ownLanguage(), tokens: sampleTokens(config) }));
  endOnSignal(async () => {
    rmSync(endpoint, { force: true });
    await app.close();
    await runtime.close();
    log?.info('api stopped');
  });
  // In the server set-up a projector holds the lease of the process managers.
  if (!isShared) void keepRestating(runtime);
};

const ownLanguage = () => languageOf({ headers: { 'accept-language': process.env['LANG'] } });

const endOnSignal = (drain: () => Promise<void>): void => {
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(0), drainWithinMs).unref();
    await drain();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
};

/**
 * The process managers follow the doorbell; they are level-triggered, so a missed ring costs nothing. A look that took
 * long, as while a ledger of past years comes in, is followed by a longer pause: commands have the most of the time.
 */
const keepRestating = async (runtime: Awaited<ReturnType<typeof openRuntime>>): Promise<void> => {
  let [isWaiting, tookMs] = [false, 0];
  const check = async (): Promise<void> => {
    isWaiting = false;
    const started = monotonic();
    await runtime.settle().catch(() => undefined);
    tookMs = monotonic() - started;
  };
  runtime.events.onAppended(() => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => void check(), Math.max(restateAfterMs, Math.min(tookMs * 4, restateWithinMs))).unref();
  });
  await check();
};

/** A stop that takes longer ends here; what was appended is on disk. */
const drainWithinMs = 9_000;

/** Appends of one moment are looked at together. */
const restateAfterMs = 300;
/** However long a look takes, the next one is not later than this. */
const restateWithinMs = 30_000;
