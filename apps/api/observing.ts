import type { LoggerService } from '@nestjs/common';
import type { Log } from '#apps/runtime/logging.js';
import type { Metrics } from '#apps/runtime/metrics.js';
import type { ApiRequest, Fastify } from './ports.js';

interface Observing {
  readonly metrics: Metrics;
  /** `/metrics`, as Prometheus reads it. */
  readonly text: () => Promise<string>;
  /** A line for every request; left out on a person's own machine. */
  readonly log?: Log;
}

/** Measures every answer by its route, never by its address: addresses hold ids. */
export const observing =
  ({ metrics, text, log }: Observing) =>
  (fastify: Fastify): void => {
    fastify.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await text()));
    fastify.addHook('onResponse', (request, reply, done) => {
      const { method } = request;
      const route = request.routeOptions.url ?? 'unknown';
      const { statusCode: status, elapsedTime } = reply;
      metrics.requests.observe({ method, route, status: String(status) }, elapsedTime / 1_000);
      const { correlationId, actor } = request as unknown as ApiRequest;
      const line = { correlationId, method, route, status, ms: Math.round(elapsedTime), actor: actor?.id };
      log?.[status >= 500 ? 'warn' : 'info'](line, 'request');
      done();
    });
  };

/** What Nest and the problem filter say, as lines of the same log. */
export const nestLogger = (log: Log): LoggerService => {
  const at =
    (level: 'info' | 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]): void =>
      log[level]({ context: rest.at(-1) }, typeof message === 'string' ? message : JSON.stringify(message));
  return { log: at('info'), error: at('error'), warn: at('warn'), debug: at('debug'), verbose: at('debug') };
};
