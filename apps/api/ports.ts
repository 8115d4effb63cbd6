import type { LoggerService, LogLevel } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Runtime } from '#apps/runtime/runtime.js';
import type { KnownMethods } from './known-methods.js';
import type { Actor } from '#libs/kernel/actor.js';

/** Injection tokens: ports are interfaces, so they are named by symbols. */
export const runtimeToken = Symbol('runtime');
export const optionsToken = Symbol('api options');

/** The server below Nest. */
export type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

export interface ApiOptions {
  /** The projector runs inline: bring it to the head before a question is answered. */
  readonly settleBeforeQueries?: boolean;
  /** Who asks is the only one and waits as long as it takes: the command line in its own process. */
  readonly withoutDeadline?: boolean;
  /** Opens the API as the person at the machine (engine 15). */
  readonly operatorToken?: string;
  /** Looks at the server below before any route is there. */
  readonly observe?: (fastify: Fastify) => void;
  /** Instead of lines for a person; a list says which of those. */
  readonly logger?: LoggerService | LogLevel[];
}

export interface Served {
  readonly runtime: Runtime;
  readonly options: ApiOptions;
  readonly methods: KnownMethods;
}

/** What the pipeline adds to a request. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The route that answers, by its pattern. */
  readonly routeOptions?: { readonly url?: string };
  actor?: Actor;
  correlationId?: string;
  /** On the monotonic clock, in milliseconds. */
  arrivedAt?: number;
}

export interface ApiReply {
  header(name: string, value: string): ApiReply;
  status(code: number): ApiReply;
  send(body: unknown): ApiReply;
}
