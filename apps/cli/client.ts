import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { createApp } from '#apps/api/app.js';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { isRefusal, type Language } from '#libs/kernel/refusal.js';

/** An answer of the API that is a refusal or a failure: RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly details?: unknown,
  ) {
    super(`${code}: ${detail}`);
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** The command line speaks the API alone: to a server, or to the same application in this process (engine 15). */
export interface Client {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(
    path: string,
    body: unknown,
    options?: { query?: Query; headers?: Readonly<Record<string, string>> },
  ): Promise<T>;
  text(path: string): Promise<string>;
  close(): Promise<void>;
}

export interface Connecting {
  readonly url?: string;
  readonly token?: string;
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A server named, a server found beside the data folder, or the stores themselves. */
export const connect = async (connecting: Connecting): Promise<Client> => {
  if (connecting.url) return overHttp(connecting.url, connecting.token ?? '', connecting.language);
  const config = configFrom(connecting.environment);
  try {
    return await inProcess(config, connecting.language);
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'folder.in-use') throw error;
    const endpoint = endpointOf(config);
    if (!endpoint) throw error;
    return overHttp(endpoint.address, connecting.token ?? endpoint.token, connecting.language);
  }
};

const endpointOf = ({ data }: Config): { address: string; token: string } | undefined => {
  const file = join(data, 'endpoint.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { address: string; token: string }) : undefined;
};

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

type Send = (request: Request) => Promise<{ status: number; text: string }>;

const base = '/api/v1';

const clientOver = (
  send: Send,
  { token, language }: { token: string; language: Language },
  close: () => Promise<void>,
): Client => {
  const common = { authorization: `Bearer ${token}`, 'accept-language': language };
  const ask = async (request: Omit<Request, 'headers'> & { headers?: Readonly<Record<string, string>> }) => {
    const answer = await send({ ...request, headers: { ...common, ...request.headers } });
    if (answer.status >= 400) throw problemOf(answer);
    return answer.text;
  };
  return {
    get: async (path, query) => JSON.parse(await ask({ method: 'GET', path: base + path + search(query) })) as never,
    post: async (path, body, { query, headers } = {}) => {
      const isBytes = Buffer.isBuffer(body);
      const type = isBytes ? 'application/octet-stream' : 'application/json';
      const sent = { 'content-type': type, 'idempotency-key': randomUUID(), ...headers };
      const payload = isBytes ? body : JSON.stringify(body);
      return JSON.parse(
        await ask({ method: 'POST', path: base + path + search(query), headers: sent, payload }),
      ) as never;
    },
    text: (path) => ask({ method: 'GET', path: base + path }),
    close,
  };
};

const search = (query: Query = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][]).toString()}`;
};

const problemOf = ({ status, text }: { status: number; text: string }): Problem => {
  try {
    const { code, detail, details } = JSON.parse(text) as { code: string; detail: string; details?: unknown };
    return new Problem(code, status, detail, details);
  } catch {
    return new Problem('answer.unreadable', status, text.slice(0, 200));
  }
};

const overHttp = (url: string, token: string, language: Language): Client => {
  const send: Send = async ({ method, path, headers, payload }) => {
    const answer = await fetch(url.replace(/\/$/, '') + path, { method, headers, body: payload as never }).catch(() => {
      throw new Problem('server.unreachable', 503, url);
    });
    return { status: answer.status, text: await answer.text() };
  };
  return clientOver(send, { token, language }, async () => {});
};

const inProcess = async (config: Config, language: Language): Promise<Client> => {
  const runtime = await openRuntime({ config, projector: 'inline' });
  const operatorToken = randomUUID();
  const app = await createApp(runtime, { settleBeforeQueries: true, operatorToken });
  const send: Send = async ({ method, path, headers, payload }) => {
    const answer = await app.getHttpAdapter().getInstance().inject({ method, url: path, headers, payload });
    return { status: answer.statusCode, text: answer.payload };
  };
  return clientOver(send, { token: operatorToken, language }, async () => {
    await app.close();
    await runtime.close();
  });
};
