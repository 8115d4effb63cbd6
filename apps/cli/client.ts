import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { createApp } from '#apps/api/app.js';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { isEmbedded } from '#apps/runtime/stores.js';
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

interface Posting {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The command line speaks the API alone: to a server, or to the same application in this process (engine 15). */
export interface Client {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body: unknown, posting?: Posting): Promise<T>;
  /** A file the API writes. */
  bytes(path: string, query?: Query): Promise<Buffer>;
  /** A file the API makes of a file. */
  made(path: string, file: Buffer, query?: Query): Promise<Buffer>;
  close(): Promise<void>;
}

export interface Connecting {
  readonly url?: string;
  readonly token?: string;
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A server to talk to. */
export interface Remote {
  readonly address: string;
  readonly token: string;
}

/** A server named, a server found beside the data folder, or the stores themselves. */
export const connect = async (connecting: Connecting): Promise<Client> => {
  const named = namedServer(connecting);
  if (named) return overHttp(named, connecting.language);
  const config = configFrom(connecting.environment);
  try {
    return await inProcess(config, connecting.language);
  } catch (error) {
    const found = isFolderInUse(error) ? serverBeside(config, connecting) : undefined;
    if (!found) throw error;
    return overHttp(found, connecting.language);
  }
};

export const namedServer = ({ url, token = '' }: Connecting): Remote | undefined =>
  url === undefined ? undefined : { address: url, token };

export const isFolderInUse = (error: unknown): boolean => isRefusal(error) && error.code === 'folder.in-use';

/** The server that owns the data folder, opened by the token given, else by its own for the person at the machine. */
export const serverBeside = ({ data }: Config, { token }: Connecting): Remote | undefined => {
  const file = join(data, 'endpoint.json');
  if (!existsSync(file)) return undefined;
  const found = JSON.parse(readFileSync(file, 'utf8')) as Remote;
  return { address: found.address, token: token ?? found.token };
};

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

type Send = (request: Request) => Promise<{ status: number; bytes: Buffer }>;

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
    return answer.bytes;
  };
  const json = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T;
  const bytes: Client['bytes'] = (path, query) => ask({ method: 'GET', path: base + path + search(query) });
  const posted = (path: string, body: unknown, { query, headers }: Posting = {}): Promise<Buffer> => {
    const isBytes = Buffer.isBuffer(body);
    const type = isBytes ? 'application/octet-stream' : 'application/json';
    const sent = { 'content-type': type, 'idempotency-key': randomUUID(), ...headers };
    const payload = isBytes ? body : JSON.stringify(body);
    return ask({ method: 'POST', path: base + path + search(query), headers: sent, payload });
  };
  return {
    bytes,
    get: async (path, query) => json(await bytes(path, query)),
    post: async (path, body, posting) => json(await posted(path, body, posting)),
    made: (path, file, query) => posted(path, file, { query }),
    close,
  };
};

const search = (query: Query = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][]).toString()}`;
};

const problemOf = ({ status, bytes }: { status: number; bytes: Buffer }): Problem => {
  const text = bytes.toString();
  try {
    const { code, detail, details } = JSON.parse(text) as { code: string; detail: string; details?: unknown };
    return new Problem(code, status, detail, details);
  } catch {
    return new Problem('answer.unreadable', status, text.slice(0, 200));
  }
};

/** Asks a server; one that does not answer is a missing dependency. */
export const fetchFrom = (address: string, path: string, init: RequestInit): Promise<Response> =>
  fetch(address.replace(/\/$/, '') + path, init).catch(() => {
    throw new Problem('server.unreachable', 503, address);
  });

const overHttp = ({ address, token }: Remote, language: Language): Client => {
  const send: Send = async ({ method, path, headers, payload }) => {
    const answer = await fetchFrom(address, path, { method, headers, body: payload as never });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  return clientOver(send, { token, language }, async () => {});
};

/** A log streamed from a server. Throws the problem it answers with. */
export const streamFrom = async ({ address, token }: Remote, path: string, language: Language): Promise<Response> => {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': language };
  const answer = await fetchFrom(address, base + path, { headers });
  if (answer.status >= 400) throw problemOf({ status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) });
  return answer;
};

const inProcess = async (config: Config, language: Language): Promise<Client> => {
  // On servers the views are written by the projectors that run there.
  const runtime = await openRuntime({ config, projector: isEmbedded(config) ? 'inline' : 'remote', process: 'cli' });
  const operatorToken = randomUUID();
  const app = await createApp(runtime, {
    settleBeforeQueries: true,
    withoutDeadline: true,
    operatorToken,
    logger: ['error'],
  });
  const send: Send = async ({ method, path, headers, payload }) => {
    const answer = await app.getHttpAdapter().getInstance().inject({ method, url: path, headers, payload });
    return { status: answer.statusCode, bytes: answer.rawPayload };
  };
  return clientOver(send, { token: operatorToken, language }, async () => {
    await app.close();
    await runtime.close();
  });
};
