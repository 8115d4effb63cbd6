import { Controller, HttpCode, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { aggregates, commandsOf } from '#apps/runtime/catalog.js';
import type { Given, GivenCommand } from '#apps/runtime/command-door.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import type { AnyAggregate, CommandSpec } from '#libs/kernel/aggregate.js';
import { refuse } from '#libs/cqrs/errors.js';
import { refuseHttp } from './errors.js';
import { answerInTime } from './budgets.js';
import { optionsToken, runtimeToken, type ApiOptions, type ApiReply, type ApiRequest } from './ports.js';

/** Any command of any aggregate, on its way through the bus. */
export class GiveCommand {
  constructor(readonly given: GivenCommand) {}
}

@CommandHandler(GiveCommand)
export class GiveCommandHandler implements ICommandHandler<GiveCommand, Given> {
  constructor(@Inject(runtimeToken) private readonly runtime: Runtime) {}

  execute({ given }: GiveCommand): Promise<Given> {
    return this.runtime.execute(given);
  }
}

export interface CommandRoute {
  readonly aggregate: AnyAggregate;
  readonly name: string;
  readonly spec: CommandSpec<object>;
}

/** Streams a person commands over HTTP; claims, imports and the log's own facts have other ways in. */
const hidden = new Set(['claim', 'import', 'access', 'log']);

/** One route a command, from the tables. */
export const commandRoutes: readonly CommandRoute[] = aggregates
  .filter(({ name }) => !hidden.has(name))
  .flatMap((aggregate) =>
    Object.entries(commandsOf(aggregate))
      .filter(([, { by }]) => by.length > 0)
      .map(([name, spec]) => ({ aggregate, name, spec })),
  );

/** Of single streams that everybody writes to nobody saw a revision; what creates a stream has seen none. */
const needsIfMatch = ({ spec }: CommandRoute): boolean => !spec.creates && spec.path.includes('/:id');

/** `If-None-Match: *`: the first rule book of a jurisdiction has no revision before it. */
const nothingYet = -1;

const ifMatchOf = (route: CommandRoute, { headers }: ApiRequest): number | undefined => {
  if (route.spec.creates) return undefined;
  const header = headers['if-match'];
  if (header === undefined) {
    if (route.spec.begins && headers['if-none-match'] === '*') return nothingYet;
    if (needsIfMatch(route)) throw refuse('precondition.required');
    return undefined;
  }
  const revision = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (revision === undefined) throw refuseHttp('if-match.malformed');
  return Number(revision);
};

const keyOf = ({ headers }: ApiRequest): string => {
  const key = headers['idempotency-key'];
  if (key === undefined) throw refuse('idempotency.key-missing');
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw refuseHttp('key.malformed');
  return key;
};

/** A body that is sent is JSON: files have an address of their own. */
const checkMediaType = ({ headers }: ApiRequest): void => {
  const type = headers['content-type'];
  if (type !== undefined && !/^application\/json *(;|$)/i.test(type)) throw refuseHttp('request.media-type');
};

const answered = (reply: ApiReply, given: Given): object => {
  const last = given.events.at(-1);
  reply.header('etag', `"${given.revision}"`);
  if (last) reply.header('lookback-position', String(last.seq));
  const events = given.events.map(({ id, seq, type }) => ({ id, seq: String(seq), type }));
  const { id, revision, repeated } = given;
  return { id, revision: String(revision), position: last ? String(last.seq) : null, events, repeated };
};

/** A controller per command: permission, body and decision are the runtime's (generated, so that no route is forgotten). */
export const commandController = (route: CommandRoute): Type => {
  @Controller('api/v1')
  class CommandController {
    constructor(
      @Inject(CommandBus) private readonly bus: CommandBus,
      @Inject(optionsToken) private readonly options: ApiOptions,
    ) {}

    @Post(route.spec.path.slice(1))
    @HttpCode(route.spec.creates ? 201 : 200)
    async give(
      @Req() request: ApiRequest,
      @Res({ passthrough: true }) reply: ApiReply,
      @Param('id') id: string | undefined,
    ): Promise<object> {
      checkMediaType(request);
      const { body } = request;
      const key = keyOf(request);
      const ifMatch = ifMatchOf(route, request);
      const { aggregate, name, spec } = route;
      const given = {
        aggregate,
        name,
        id,
        body,
        key,
        ifMatch,
        actor: request.actor!,
        correlationId: request.correlationId,
      };
      const done = await answerInTime({ request, options: this.options }, (signal) =>
        this.bus.execute<GiveCommand, Given>(new GiveCommand({ ...given, signal })),
      );
      if (spec.creates && done.id) reply.header('location', `/api/v1${spec.path}/${done.id}`);
      return answered(reply, done);
    }
  }
  Object.defineProperty(CommandController, 'name', { value: `${route.name}Controller` });
  return CommandController;
};
