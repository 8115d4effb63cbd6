import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { monotonic } from '#libs/kernel/clock.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { AccountGuard } from './access.js';
import { BriefingFilesController } from './briefing-files.js';
import { commandController, commandRoutes, GiveCommandHandler } from './commands.js';
import { KnownMethods } from './known-methods.js';
import { openApi } from './openapi.js';
import { optionsToken, runtimeToken, type ApiOptions, type Served } from './ports.js';
import { answerUnparsable, answerUnreadable, ProblemFilter } from './problems.js';
import { HealthController, HouseController, queryController } from './query-controllers.js';
import { queryRoutes } from './queries.js';

@Module({})
class ApiModule {
  static over({ runtime, options, methods }: Served): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule],
      controllers: [
        HealthController,
        HouseController,
        BriefingFilesController,
        ...queryRoutes.map(queryController),
        ...commandRoutes.map(commandController),
      ],
      providers: [
        GiveCommandHandler,
        { provide: runtimeToken, useValue: runtime },
        { provide: optionsToken, useValue: options },
        { provide: KnownMethods, useValue: methods },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccountGuard },
      ],
    };
  }
}

const mebibyte = 1024 * 1024;
/** What browsers and programs call a ledger file, or a template. */
const fileTypes = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];

/** A command is one JSON object; a ledger file may be larger. */
const limits = { command: mebibyte, file: 12 * mebibyte };

/** The API over a runtime, ready to listen, or to be asked without listening. */
export const createApp = async (runtime: Runtime, options: ApiOptions = {}): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: limits.command,
    trustProxy: false,
    frameworkErrors: answerUnreadable,
    clientErrorHandler: answerUnparsable,
  });
  const methods = new KnownMethods();
  const module = ApiModule.over({ runtime, options, methods });
  const logger = options.logger ?? [runtime.config.logLevel as 'warn', 'error' as const];
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger });
  const fastify = app.getHttpAdapter().getInstance();
  options.observe?.(fastify);
  fastify.addHook('onRoute', (route) => methods.add(route));
  fastify.addContentTypeParser(fileTypes, { parseAs: 'buffer', bodyLimit: limits.file }, (_request, body, done) =>
    done(null, body),
  );
  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-correlation-id'];
    const correlationId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    Object.assign(request, { correlationId, arrivedAt: monotonic() });
    void reply.header('x-correlation-id', correlationId).header('x-content-type-options', 'nosniff');
    done();
  });
  // Drawn up for whoever asks first: most starts are of a server that nobody asks.
  SwaggerModule.setup('api', app, () => openApi() as OpenAPIObject, { jsonDocumentUrl: 'api/openapi.json' });
  await app.init();
  await fastify.ready();
  return app;
};
