import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { operator } from '#apps/runtime/accounts.js';
import { sha256 } from '#libs/kernel/ids.js';
import { openOffice, type TestOffice } from './office.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD';

type Headers = Readonly<Record<string, string | undefined>>;

export interface Posting {
  readonly key?: string;
  readonly ifMatch?: string;
  readonly headers?: Headers;
}

/** The API over an office of its own, asked without a network. */
export interface TestApi {
  readonly office: TestOffice;
  get(path: string, headers?: Headers): Promise<Answer>;
  /** The answer's bytes. */
  bytes(path: string, headers?: Headers): Promise<Buffer>;
  /** Any payload as JSON; text and bytes are sent as they stand. */
  post(path: string, payload: unknown, posting?: Posting): Promise<Answer>;
  send(method: Method, url: string, headers?: Headers): Promise<Answer>;
  /** Anything at all, without a header of our own. */
  request(asked: Asked): Promise<Answer>;
  head(): Promise<number>;
  /** Events but those that say who was turned away and what was exported: what a refused request must not add to. */
  recorded(): Promise<number>;
  /** Opens a port of this machine and says which. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

export const operatorToken = 'the-person-at-the-machine';

export const openApi = async (now?: string): Promise<TestApi> => {
  // Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
  await import('class-validator-jsonschema');
  const { createApp } = await import('#apps/api/app.js');
  const office = await openOffice(now);
  // A busy machine is no reason for another answer; what comes of a deadline has a spec of its own.
  const app = await createApp(office.runtime, { settleBeforeQueries: true, withoutDeadline: true, operatorToken });
  const common = { authorization: `Bearer ${operatorToken}` };
  const ask = inject(app);
  return {
    office,
    get: (path, headers) => ask({ method: 'GET', url: `/api/v1${path}`, headers: { ...common, ...headers } }),
    bytes: async (path, headers) => {
      const given = { ...common, ...headers } as Record<string, string>;
      return (await app.inject({ method: 'GET', url: `/api/v1${path}`, headers: given })).rawPayload;
    },
    post: (path, payload, { key = randomUUID(), ifMatch, headers } = {}) =>
      ask({
        method: 'POST',
        url: `/api/v1${path}`,
        headers: {
          ...common,
          'content-type': 'application/json',
          'idempotency-key': key,
          'if-match': ifMatch,
          ...headers,
        },
        payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
      }),
    send: (method, url, headers) => ask({ method, url, headers: { ...common, ...headers } }),
    request: ask,
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return (app.getHttpServer().address() as { port: number }).port;
    },
    head: async () => (await office.runtime.events.head()).seq,
    recorded: async () => {
      const except = ['AccessDenied', 'ExportMade'];
      return (await office.runtime.events.readAll('start', 100_000, { except })).events.length;
    },
    close: async () => {
      await app.close();
      await office.close();
    },
  };
};

interface Asked {
  readonly method: Method;
  readonly url: string;
  readonly headers: Headers;
  readonly payload?: string | Buffer;
}

const inject =
  (app: NestFastifyApplication) =>
  async ({ headers, ...asked }: Asked): Promise<Answer> => {
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    const answer = await app.inject({ ...asked, headers: given as Record<string, string> });
    const text = answer.payload;
    const isJson = /[/+]json(;|$)/.test(String(answer.headers['content-type'])) && text !== '';
    const body = (isJson ? JSON.parse(text) : {}) as Answer['body'];
    return { status: answer.statusCode, headers: answer.headers as Answer['headers'], text, body };
  };

/** Opens an account with one role; answers its token. */
export const accountWith = async ({ give }: TestOffice, role: string): Promise<string> => {
  const [id, token] = [`a-${role}`, `token-of-${role}`];
  await give('account', 'OpenAccount', { account: id, name: role });
  await give('account', 'GrantRole', { role }, { id });
  await give('account', 'IssueToken', { token: 'first', digest: sha256(token) }, { id });
  return token;
};

export { operator };
