import { setTimeout } from 'node:timers/promises';
import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  type Type,
} from '@nestjs/common';
import { checkPermission } from '#apps/runtime/accounts.js';
import { logExport } from '#apps/runtime/log-export.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { storeNames } from '#apps/runtime/stores.js';
import { readQuery, type Read } from './parameters.js';
import { optionsToken, runtimeToken, type ApiOptions, type ApiReply, type ApiRequest } from './ports.js';
import { queryRoutes } from './queries.js';
import { answerInTime, settleFirst } from './budgets.js';
import { download, formatOf, forFile, type Format } from './downloads.js';
import { parametersOf, type QueryRoute } from './query-route.js';

/** A controller per question, from the table. */
export const queryController = (route: QueryRoute): Type => {
  @Controller('api/v1')
  class QueryController {
    constructor(
      @Inject(runtimeToken) private readonly runtime: Runtime,
      @Inject(optionsToken) private readonly options: ApiOptions,
    ) {}

    @Get(route.path.slice(1))
    async ask(
      @Req() request: ApiRequest,
      @Query() query: unknown,
      @Res({ passthrough: true }) reply: ApiReply,
    ): Promise<unknown> {
      const read = readQuery(query, parametersOf(route));
      const format = formatOf(route, read, request);
      const { options, runtime } = this;
      if (!route.isLive) await settleFirst({ request, options, runtime });
      const timed = { request, options, isFile: format !== undefined };
      return answerInTime(timed, async () => {
        const answer = await this.answerTo(read, request.params['id'] ?? '', format);
        if (format) return download(runtime, { route, format, read, answer, request, reply });
        tellPlace(answer as Placed, request, reply);
        return answer;
      });
    }

    private async answerTo(read: Read, id: string, format: Format | undefined): Promise<unknown> {
      if (read['after'] !== undefined) await this.runtime.feed.reach(Number(read['after']));
      return route.answer(this.runtime, format ? forFile(read) : read, id);
    }
  }
  Object.defineProperty(QueryController, 'name', { value: `Query${queryRoutes.indexOf(route)}Controller` });
  return QueryController;
};

/** What is asked for next: a command on this revision, the page after this one. */
interface Placed {
  readonly revision?: number;
  readonly next?: string;
}

const tellPlace = ({ revision, next }: Placed, { url }: ApiRequest, reply: ApiReply): void => {
  if (typeof revision === 'number') reply.header('etag', `"${revision}"`);
  if (typeof next === 'string') reply.header('link', `<${nextPage(url, next)}>; rel="next"`);
};

/** The same question from where this page ends. */
const nextPage = (url: string, cursor: string): string => {
  const search = new URLSearchParams(url.split('?')[1]);
  search.set('cursor', cursor);
  return `?${search.toString()}`;
};

const exporters = ['auditor', 'office', 'administrator'];

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}

const acts = ['rebuild', 'skip', 'resume', 'cancelRebuild'] as const;

/** What is no command of a stream: ledger files and the projector. */
@Controller('api/v1')
export class HouseController {
  constructor(
    @Inject(runtimeToken) private readonly runtime: Runtime,
    @Inject(optionsToken) private readonly options: ApiOptions,
  ) {}

  @Post('imports')
  @HttpCode(200)
  async importFile(@Req() request: ApiRequest, @Query() query: unknown): Promise<unknown> {
    const read = readQuery(query, { file: 'text', dryRun: 'flag' });
    checkPermission(request.actor!, ['office'], 'ImportLedger');
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.from(String(request.body ?? ''));
    const file = { name: read['file'] ?? 'ledger', bytes };
    return this.inTime(request, () =>
      this.runtime.imports.run(file, request.actor!, { dryRun: read['dryRun'] === 'true' }),
    );
  }

  /** How far an import is; asked while the file is under way. */
  @Get('imports/:digest')
  async importStatus(
    @Req() request: ApiRequest,
    @Param('digest') digest: string,
    @Query() query: unknown,
  ): Promise<unknown> {
    readQuery(query, {});
    return this.inTime(request, () => this.runtime.imports.status(digest));
  }

  /** The log as JSON lines, up to the head at the start of the answer. */
  @Get('exports/log')
  async exportLog(
    @Req() request: ApiRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: ApiReply,
  ): Promise<StreamableFile> {
    readQuery(query, {});
    checkPermission(request.actor!, exporters, 'ExportLog');
    const exported = await this.inTime(request, () => logExport(this.runtime, request.actor!));
    reply.header('lookback-rows', String(exported.rows));
    return new StreamableFile(Readable.from(lines(exported.lines)), { type: 'application/x-ndjson' });
  }

  @Post('projections/:name/:act')
  @HttpCode(200)
  async act(@Req() request: ApiRequest, @Param('name') name: string, @Param('act') act: string): Promise<unknown> {
    checkPermission(request.actor!, ['office', 'administrator'], act);
    const known = acts.find((each) => each === act || (act === 'cancel' && each === 'cancelRebuild'));
    await this.inTime(request, async () => {
      const progress = await this.runtime.projector.progress();
      if (!known || !progress.some((each) => each.name === name)) throw refuseQuery('projection.unknown', { name });
      await this.runtime.projector[known](name);
    });
    // Where nobody else moves the projector it goes on by itself from here; who asks how far it is does not wait.
    if (this.options.settleBeforeQueries) void this.runtime.settle().catch(() => undefined);
    return { projection: name, act };
  }

  private inTime<T>(request: ApiRequest, work: () => Promise<T>): Promise<T> {
    return answerInTime({ request, options: this.options }, work);
  }
}

/** A probe is answered even where the projector is silent. */
const probeMs = 1_000;

const within = async <T>(ms: number, answer: Promise<T>): Promise<T | undefined> => {
  const late = new AbortController();
  const silent = setTimeout(ms, undefined, { signal: late.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([answer.catch(() => undefined), silent]);
  } finally {
    late.abort();
  }
};

@Controller('health')
export class HealthController {
  constructor(
    @Inject(runtimeToken) private readonly runtime: Runtime,
    @Inject(optionsToken) private readonly options: ApiOptions,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: ApiReply): Promise<object> {
    const stores = storeNames(this.runtime.config);
    const { projector, imports } = this.runtime;
    // A projector that only questions move is behind while none is asked, and no stall for that.
    if (this.options.settleBeforeQueries) await this.runtime.settle().catch(() => undefined);
    const [health, importsOpen = null] = await Promise.all([
      within(probeMs, projector.health()),
      within(probeMs, imports.open()),
    ]);
    if (!health?.ready) reply.status(503).header('retry-after', '1');
    const status = health?.ready ? 'ready' : 'not ready';
    return { status, stores, ...(health ?? { silent: 'projector' }), importsOpen };
  }
}
