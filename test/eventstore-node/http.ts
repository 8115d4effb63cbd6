import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Metadata } from '@grpc/grpc-js';
import { Failure } from './failure.js';
import { authorize, enter, type Ground } from './ground.js';
import type { Proposed } from './record.js';

/** The few pages of the HTTP side that scripts and the client's `HTTPRequest` look at. */
export const httpPages =
  (ground: Ground, version: string): RequestListener =>
  (request, response) => {
    if (ground.faults.silent) return;
    const path = (request.url ?? '/').split('?')[0]!;
    const [, stream] = /^\/streams\/([^/]+)$/.exec(path) ?? [];
    if (request.method === 'POST' && stream !== undefined)
      return void appended(ground, request, decodeURIComponent(stream)).then((status) => sendStatus(response, status));
    const page = request.method === 'GET' ? pages[path] : undefined;
    if (!page) return sendStatus(response, 404);
    const body = page(ground, version);
    if (body === undefined) return sendStatus(response, 204);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

const reasons: Readonly<Record<number, string>> = { 201: 'Created', 401: 'Unauthorized', 404: 'Not Found' };

const sendStatus = (response: ServerResponse, status: number): void =>
  void response.writeHead(status, reasons[status]).end();

/** One event over AtomPub: type and content type from the headers, the data unread, hence malformed JSON too. */
const appended = async (ground: Ground, request: IncomingMessage, stream: string): Promise<number> => {
  const metadata = new Metadata();
  metadata.set('authorization', request.headers.authorization ?? '');
  try {
    await enter(ground, { metadata });
    authorize(ground, { metadata }, { stream, right: '$w' });
    const event = await eventOf(request);
    ground.log.append({ stream, expected: 'any', events: [event] });
    return 201;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return statuses[error.code] ?? 400;
  }
};

/** By gRPC status. */
const statuses: Readonly<Record<number, number>> = { 7: 401, 14: 503, 16: 401 };

const eventOf = async (request: IncomingMessage): Promise<Proposed> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const header = (name: string) => String(request.headers[name] ?? '');
  return {
    id: (header('es-eventid') || randomUUID()).toLowerCase(),
    type: header('es-eventtype'),
    contentType: header('content-type').split(';')[0]!,
    data: Buffer.concat(chunks),
    metadata: new Uint8Array(),
  };
};

/** `/health/live` is there before the node can be used; `/info` tells when (eventstoredb.md 5.6). */
const pages: Readonly<Record<string, (ground: Ground, version: string) => object | undefined>> = {
  '/health/live': () => undefined,
  '/ping': () => ({ msgTypeId: 2, text: 'Ping request successfully handled' }),
  '/info': ({ role }, version) => ({ esVersion: version, state: role(), features: { atomPub: true } }),
  '/gossip': ({ members }) => ({
    members: members().map(({ id, role, isAlive, host, port }) => ({
      instanceId: id,
      state: role[0]!.toUpperCase() + role.slice(1),
      isAlive,
      httpEndPointIp: host,
      httpEndPointPort: port,
    })),
  }),
  '/stats': ({ log, traffic }) => ({
    events: log.all.length,
    end: String(log.endPosition),
    rssBytes: process.memoryUsage().rss,
    ...traffic,
  }),
};
