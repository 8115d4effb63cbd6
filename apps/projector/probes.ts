import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Config } from '#apps/runtime/config.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { storeNames } from '#apps/runtime/stores.js';

interface Probed {
  readonly runtime: Runtime;
  readonly metrics: () => Promise<string>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** The same probes as the API's: whoever watches one process watches all in one way. */
const answersOf = ({ runtime, metrics }: Probed): Readonly<Record<string, () => Promise<Answer>>> => ({
  '/health/live': async () => json(200, { status: 'live' }),
  '/health/ready': async () => {
    const health = await runtime.projector.health();
    const status = health.ready ? 'ready' : 'not ready';
    return json(health.ready ? 200 : 503, { status, stores: storeNames(runtime.config), ...health });
  },
  '/metrics': async () => ({ status: 200, type: 'text/plain; version=0.0.4', body: await metrics() }),
});

export const listen = async ({ port, host }: Config, probed: Probed) => {
  const answers = answersOf(probed);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const answer = Object.hasOwn(answers, path) ? answers[path]!() : Promise.resolve(json(404, { status: 'unknown' }));
    const failed = () => json(503, { status: 'not ready' });
    void answer.catch(failed).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
};
