import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { printFormats, type PrintFormat } from '#apps/runtime/briefing/printing.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { answerInTime, settleFirst } from './budgets.js';
import { refuseHttp } from './errors.js';
import { pointOf, pointParameters, readQuery } from './parameters.js';
import { optionsToken, runtimeToken, type ApiOptions, type ApiReply, type ApiRequest } from './ports.js';

const types: Readonly<Record<PrintFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

interface Filed {
  readonly bytes: Uint8Array;
  readonly reading: { readonly validAt: string; readonly knownAt: number };
  readonly contentHash: string;
}

interface Sending {
  readonly name: string;
  readonly format: PrintFormat;
  readonly request: ApiRequest;
  readonly reply: ApiReply;
}

/** Briefings and yearly accounts as files. What leaves the house is written down first (quality 4). */
@Controller('api/v1')
export class BriefingFilesController {
  constructor(
    @Inject(runtimeToken) private readonly runtime: Runtime,
    @Inject(optionsToken) private readonly options: ApiOptions,
  ) {}

  @Get('briefings/:id/files/:format')
  async briefing(
    @Req() request: ApiRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: ApiReply,
  ): Promise<StreamableFile> {
    const { part } = readQuery(query, { part: 'text' });
    const { id = '', format } = asked(request);
    await settleFirst({ request, options: this.options, runtime: this.runtime });
    const name = part === undefined || part === 'main' ? id : `${id}-${part}`;
    return answerInTime({ request, options: this.options }, async () => {
      const file = await this.runtime.briefings.file(id, { format, ...(part === undefined ? {} : { part }) });
      return this.sent(file, { name, format, request, reply });
    });
  }

  /** In the template that is sent. */
  @Post('briefings/:id/files/docx')
  @HttpCode(200)
  async filled(
    @Req() request: ApiRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: ApiReply,
  ): Promise<StreamableFile> {
    const { part } = readQuery(query, { part: 'text' });
    const { id = '' } = request.params;
    if (this.options.settleBeforeQueries) await this.runtime.settle();
    const template = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const file = await this.runtime.briefings.filled(id, { template, ...(part === undefined ? {} : { part }) });
    const name = part === undefined || part === 'main' ? id : `${id}-${part}`;
    return this.sent(file, { name, format: 'docx', request, reply });
  }

  @Get('annual-summaries/:id/files/:format')
  async annual(
    @Req() request: ApiRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: ApiReply,
  ): Promise<StreamableFile> {
    const at = pointOf(readQuery(query, pointParameters));
    const { id: year = '', format } = asked(request);
    await settleFirst({ request, options: this.options, runtime: this.runtime });
    return answerInTime({ request, options: this.options }, async () => {
      const file = await this.runtime.annual.file(year, at, format);
      return this.sent(file, { name: `annual-${year}`, format, request, reply });
    });
  }

  private async sent(
    { bytes, reading, contentHash }: Filed,
    { name, format, request, reply }: Sending,
  ): Promise<StreamableFile> {
    const { validAt, knownAt } = reading;
    await this.runtime.access.exported(request.actor!, { what: name, format, reading: { validAt, knownAt }, rows: 1 });
    reply.header('lookback-content', contentHash);
    const disposition = `attachment; filename="${name}.${format}"`;
    return new StreamableFile(bytes, { type: types[format], disposition, length: bytes.byteLength });
  }
}

const asked = ({ params }: ApiRequest) => ({ id: params['id'], format: formatOf(params['format'] ?? '') });

const formatOf = (format: string): PrintFormat => {
  const known = printFormats.find((each) => each === format);
  if (!known) throw refuseHttp('format.unknown', { format, formats: printFormats });
  return known;
};
