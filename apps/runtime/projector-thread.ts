import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { pollDoorbell } from '#libs/event-store/doorbell.js';
import type { ProjectionFact } from '#libs/projecting/options.js';
import { projector } from '#libs/projecting/projector.js';
import { monotonic } from '#libs/kernel/clock.js';
import { Refusal, isRefusal } from '#libs/kernel/refusal.js';
import { projectorOptions } from './projecting.js';
import type { ProjectorPlace, ProjectorPort } from './projector-port.js';
import { rarely } from './rarely.js';
import { openEvents, openViews, pagesFor, type Placed } from './stores.js';
import { streamShares } from './stream-shares.js';
import { yieldToOthers } from './thread-priority.js';

/** What passes between the API's thread and the projector's (engine 30). */
type Ask = { ask: number; act: keyof ProjectorPort; name?: string };
type Answer =
  | { ask: number; result: unknown }
  | {
      ask: number;
      refused: { code: string; sentence: Refusal['sentence']; details: Refusal['details'] } | null;
      message: string;
    }
  | { fact: number; record: ProjectionFact };

interface ThreadData {
  readonly place: Placed;
}

const acts = ['settle', 'stop', 'rebuild', 'cancelRebuild', 'skip', 'resume', 'progress', 'health'] as const;

/** The projector and only view writer in a worker thread, so that folding never blocks an answer (engine 30). */
export const threadedProjector = async (
  { data, eventStoreUrl, eventStoreAccess, prefix, mongoUrl }: Placed,
  place: Omit<ProjectorPlace, 'views' | 'monotonic'>,
): Promise<ProjectorPort> => {
  const workerData: ThreadData = { place: { data, eventStoreUrl, eventStoreAccess, prefix, mongoUrl } };
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  worker.on('message', (answer: Answer) => void received(answer, { waiting, worker, place }));
  let dead: Error | undefined;
  const die = (error: Error) => {
    dead ??= error;
    waiting.forEach(({ reject }) => reject(dead!));
    waiting.clear();
  };
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`the projector's thread ended with ${code}`)));
  const ring = rarely(ringEveryMs, () => worker.postMessage({ ring: true }));
  const stopRinging = place.events.onAppended(ring);
  let asked = 0;
  const ask = (act: Ask['act'], name?: string): Promise<never> =>
    new Promise((resolve, reject) => {
      if (dead) return reject(dead);
      asked += 1;
      waiting.set(asked, { resolve, reject });
      worker.postMessage({ ask: asked, act, name });
    });
  const port = Object.fromEntries(
    acts.map((act) => [act, (name?: string) => ask(act, name)]),
  ) as unknown as ProjectorPort;
  const stop = async () => {
    stopRinging();
    await ask('stop');
    await worker.terminate();
  };
  return { ...port, stop };
};

/**
 * Under load the projector hears of appends so often at most: a page of many events costs little more than one of few.
 * Who waits for what was just written asks it to settle, and is not held up by this.
 */
const ringEveryMs = 50;

type Waiting = ReadonlyMap<number, { resolve: (value: never) => void; reject: (error: Error) => void }>;

const received = async (
  answer: Answer,
  { waiting, worker, place }: { waiting: Waiting; worker: Worker; place: Pick<ProjectorPlace, 'record'> },
): Promise<void> => {
  if ('fact' in answer) {
    await place.record(answer.record);
    worker.postMessage({ recorded: answer.fact });
    return;
  }
  const waiter = waiting.get(answer.ask);
  if ('result' in answer) waiter?.resolve(answer.result as never);
  else waiter?.reject(errorOf(answer));
};

const errorOf = ({ refused, message }: Extract<Answer, { message: string }>): Error =>
  refused ? new Refusal(refused.code, refused.sentence, refused.details) : new Error(message);

/** The thread's side: stores of its own, the same projector as everywhere. */
const work = async (port: NonNullable<typeof parentPort>, { place }: ThreadData): Promise<void> => {
  const rings = new Set<() => void>();
  const recording = new Map<number, () => void>();
  const log = await openEvents(place, { readOnly: true });
  const views = await openViews(place);
  const poll = pollDoorbell(log, 1_000);
  const onAppended = (ring: () => void) => {
    rings.add(ring);
    const stopPolling = poll(ring);
    return () => void (rings.delete(ring), stopPolling());
  };
  const record = (fact: ProjectionFact): Promise<void> =>
    new Promise((resolve) => {
      recording.set(fact.data.seq, resolve);
      port.postMessage({ fact: fact.data.seq, record: fact });
    });
  const running = projector(
    projectorOptions({
      ...pagesFor(place),
      streamShares: streamShares(place),
      events: { ...log, onAppended },
      views,
      prefix: place.prefix,
      monotonic,
      record,
    }),
  );
  const stopped = new AbortController();
  port.on('message', (message: Ask | { ring: true } | { recorded: number }) => {
    if ('ring' in message) rings.forEach((ring) => ring());
    else if ('recorded' in message) recording.get(message.recorded)?.();
    else void answer(port, running as unknown as Acts, message);
  });
  await running.run(stopped.signal);
};

type Acts = Record<Ask['act'], (name?: string) => Promise<unknown>>;

const answer = async (port: NonNullable<typeof parentPort>, running: Acts, { ask, act, name }: Ask): Promise<void> => {
  try {
    const result = (await running[act](name)) as unknown;
    port.postMessage({ ask, result: result ?? null });
  } catch (error) {
    const refused = isRefusal(error) ? { code: error.code, sentence: error.sentence, details: error.details } : null;
    port.postMessage({ ask, refused, message: String(error) });
  }
};

if (!isMainThread && parentPort && (workerData as Partial<ThreadData> | null)?.place) {
  const port = parentPort;
  yieldToOthers();
  void work(port, workerData as ThreadData).catch((error: unknown) =>
    port.postMessage({ ask: 0, refused: null, message: String(error) }),
  );
}
