import type { RequestListener } from 'node:http';
import type { Ground } from './ground.js';

/** The few pages of the HTTP side that scripts and the client's `HTTPRequest` look at. */
export const httpPages =
  (ground: Ground, version: string): RequestListener =>
  (request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    const page = request.method === 'GET' ? pages[path] : undefined;
    if (ground.faults.silent) return;
    if (!page) return void response.writeHead(404, 'Not Found').end();
    const body = page(ground, version);
    if (body === undefined) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** `/health/live` is there before the node can be used; `/info` tells when (eventstoredb.md 5.6). */
const pages: Readonly<Record<string, (ground: Ground, version: string) => object | undefined>> = {
  '/health/live': () => undefined,
  '/ping': () => ({ msgTypeId: 2, text: 'Ping request successfully handled' }),
  '/info': ({ role }, version) => ({ esVersion: version, state: role(), features: { atomPub: false } }),
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
