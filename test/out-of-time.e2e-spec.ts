import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { jest } from '@jest/globals';
import { budgetOf, fileMs, longer } from '#apps/api/budgets.js';
import { commandRoutes } from '#apps/api/commands.js';
import { queryRoutes } from '#apps/api/queries.js';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import type { Stores } from '#apps/runtime/stores.js';
import { operatorToken } from './support/api.js';

/** What the stores of a process do when they are told to hang. */
interface Hanging {
  /** An append is written and its acknowledgement lost. */
  acknowledgement?: boolean;
  /** An append waits before anything is written. */
  append?: Promise<void>;
  readStream?: boolean;
  /** Told when a question has come to the views. */
  views?: () => void;
}

const never = new Promise<never>(() => {});

const slowStores =
  (hanging: Hanging) =>
  ({ events, views, ...rest }: Stores): Stores => ({
    ...rest,
    events: {
      ...events,
      append: async (stream, expected, batch, signal) => {
        await hanging.append;
        const appended = await events.append(stream, expected, batch, signal);
        return hanging.acknowledgement ? never : appended;
      },
      readStream: (stream, signal) => (hanging.readStream ? never : events.readStream(stream, signal)),
    },
    views: new Proxy(views, {
      get: (target, key) => {
        const { views: told } = hanging;
        if (key === 'find' && told) return () => (told(), never);
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value as (...asked: unknown[]) => unknown).bind(target) : value;
      },
    }),
  });

let folder: string;
let runtime: Runtime;
let app: NestFastifyApplication;
let hanging: Hanging;

const headers = { authorization: `Bearer ${operatorToken}` };

const found = (unit: string, key: string) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/units',
    headers: { ...headers, 'idempotency-key': key },
    payload: { effectiveFrom: '2000-01-01', unit, name: unit },
  });

const get = (path: string) => app.inject({ method: 'GET', url: `/api/v1${path}`, headers });

type Answer = Awaited<ReturnType<typeof get>>;

/** Asks again as its answer says, however busy the machine. */
const once = async (ask: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    const answer = await ask();
    if (answer.statusCode !== 503) return answer;
  }
};

const codeOf = (answer: Answer): unknown => [answer.statusCode, answer.json<{ code: string }>().code];

const foundations = async () =>
  (await runtime.events.readAll('start', 1_000)).events.filter(
    ({ data }) => (data as { unit?: string }).unit === 'new',
  );

describe('a store that does not answer', () => {
  beforeEach(async () => {
    await import('class-validator-jsonschema');
    const { createApp } = await import('#apps/api/app.js');
    hanging = {};
    folder = mkdtempSync(join(tmpdir(), 'lookback-'));
    const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
    runtime = await openRuntime({ config, projector: 'inline', observed: slowStores(hanging) });
    app = await createApp(runtime, { operatorToken });
    await once(() => found('pujiang', randomUUID()));
    await runtime.settle();
  });

  afterEach(async () => {
    Object.assign(hanging, { acknowledgement: false, views: undefined, readStream: false });
    await app.close();
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  it('a command whose acknowledgement is lost answers 503 in time; with its key it then answers what it did (engine 6, engine 11)', async () => {
    const key = randomUUID();
    hanging.acknowledgement = true;
    const lost = await found('new', key);
    expect(codeOf(lost)).toEqual([503, 'outcome.unknown']);
    expect(lost.headers['retry-after']).toBe('1');
    hanging.acknowledgement = false;
    const again = await once(() => found('new', key));
    expect([again.statusCode, again.json<{ repeated: boolean }>().repeated]).toEqual([200, true]);
    expect(await foundations()).toHaveLength(1);
  });

  it('what still waits to be written when the time is over is not written any more (engine 11)', async () => {
    const [key, gate] = [randomUUID(), Promise.withResolvers<void>()];
    hanging.append = gate.promise;
    expect(codeOf(await found('new', key))).toEqual([503, 'outcome.unknown']);
    gate.resolve();
    await new Promise(setImmediate);
    expect(await foundations()).toHaveLength(0);
    expect((await once(() => found('new', key))).statusCode).toBe(200);
    expect(await foundations()).toHaveLength(1);
  });

  it('a question answers 503 in time and whole, whether the log hangs or the views (engine 11)', async () => {
    hanging.readStream = true;
    const log = await get('/cases/6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e77');
    hanging.views = () => {};
    const views = await get('/activity');
    for (const answer of [log, views]) {
      expect(codeOf(answer)).toEqual([503, 'answer.out-of-time']);
      expect(answer.headers).toMatchObject({ 'retry-after': '1', 'content-type': expect.stringContaining('problem') });
    }
  });

  it('a file that does not come in its time is no half of one', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    const begun = Promise.withResolvers<void>();
    hanging.views = begun.resolve;
    const asked = get('/activity?format=csv');
    await begun.promise;
    await jest.advanceTimersByTimeAsync(fileMs);
    const answer = await asked;
    jest.useRealTimers();
    expect(codeOf(answer)).toEqual([503, 'answer.out-of-time']);
    expect(answer.headers['content-disposition']).toBeUndefined();
  });
});

const files = ['/briefings/:id/files/:format', '/annual-summaries/:id/files/:format'];

describe('the table of times', () => {
  const addresses = [...queryRoutes.map(({ path }) => path), ...commandRoutes.map(({ spec }) => spec.path)];
  const others = ['/imports', '/exports/log', '/projections/:name/:act', ...files];

  it('names no address that is not there', () => {
    const unknown = Object.keys(longer).filter(
      (start) => ![...addresses, ...others].some((path) => path === start || path.startsWith(`${start}/`)),
    );
    expect(unknown).toEqual([]);
  });

  it('every command but those of briefings, and every page of a case, has 2.2 s (engine 11)', () => {
    const commands = commandRoutes.filter(({ aggregate }) => aggregate.name !== 'briefing');
    for (const { spec } of commands) expect([spec.path, budgetOf(spec.path)]).toEqual([spec.path, 2_200]);
    for (const path of ['/cases/:id', '/cases/:id/history', '/statistics', '/activity'])
      expect(budgetOf(path)).toBe(2_200);
  });
});
