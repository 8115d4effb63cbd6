import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Catch, HttpException, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { nobody } from '#apps/runtime/access-records.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { isRefusal, type Language, type Refusal } from '#libs/kernel/refusal.js';
import { refuseHttp } from './errors.js';
import { KnownMethods } from './known-methods.js';
import { languageOf } from './language.js';
import { runtimeToken, type ApiReply, type ApiRequest } from './ports.js';

/** Every "no" and every failure as RFC 9457 problem details; no stack, no path. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('api');

  constructor(
    @Inject(KnownMethods) private readonly methods: KnownMethods,
    @Inject(runtimeToken) private readonly runtime: Runtime,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<ApiRequest>(), http.getResponse<ApiReply>()];
    const refusal = this.refusalOf(error, request);
    this.noteDenial(refusal, request);
    sendProblem(reply, refusal, languageOf(request));
  }

  private refusalOf(error: unknown, request: ApiRequest): Refusal {
    if (isRefusal(error)) return error;
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status === 404) return this.unrouted(request);
    if (status === 413) return refuseHttp('request.too-large');
    if (status === 415) return refuseHttp('request.media-type');
    if (status !== undefined && status < 500) return refuseHttp('request.malformed');
    const traceId = randomUUID();
    this.logger.error(`${traceId} ${error instanceof Error ? error.stack : String(error)}`);
    return refuseHttp('failure.unexpected', { traceId });
  }

  /** Every "no" to a person is an auditor's business (quality 4). */
  private noteDenial({ status }: Refusal, { actor, method, routeOptions }: ApiRequest): void {
    if (status !== 401 && status !== 403) return;
    const operation = `${method} ${routeOptions?.url ?? ''}`.trim();
    this.runtime.access.denied({ actor: actor ?? nobody, reason: actor ? 'denied' : 'unauthenticated', operation });
  }

  private unrouted({ method, url }: ApiRequest): Refusal {
    const allow = this.methods.of(url);
    return allow.length > 0 ? refuseHttp('method.not-allowed', { method, allow }) : refuseHttp('route.unknown');
  }
}

const sendProblem = (reply: ApiReply, refusal: Refusal, language: Language): void => {
  if (refusal.status === 503) reply.header('retry-after', '1');
  if (refusal.status === 405) reply.header('allow', (refusal.details['allow'] as readonly string[]).join(', '));
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(refusal.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem(refusal, language)));
};

/** What the server itself cannot read, before any route is known: an address that is no address. */
export const answerUnreadable = (_: unknown, request: unknown, reply: unknown): void =>
  sendProblem(reply as ApiReply, refuseHttp('request.malformed'), languageOf(request as ApiRequest));

const unparsable: Readonly<Record<string, 'request.headers-too-large' | 'request.timed-out'>> = {
  HPE_HEADER_OVERFLOW: 'request.headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timed-out',
};

/** What is no HTTP at all: answered on the bare socket, in Chinese, since nobody could say otherwise, and hung up. */
export const answerUnparsable = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const refusal = refuseHttp(unparsable[error.code ?? ''] ?? 'request.malformed');
  const body = JSON.stringify(problem(refusal, 'zh'));
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

export const problem = (refusal: Refusal, language: Language) => ({
  type: `https://lookback.invalid/problems/${refusal.code}`,
  title: refusal.title(language),
  status: refusal.status,
  code: refusal.code,
  detail: refusal.in(language),
  details: refusal.details,
});
