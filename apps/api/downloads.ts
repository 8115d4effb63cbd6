import type { Runtime } from '#apps/runtime/runtime.js';
import type { Point } from '#apps/runtime/queries/point.js';
import { languageOf } from './language.js';
import type { ApiReply, ApiRequest } from './ports.js';
import type { Read } from './parameters.js';
import { refuseHttp } from './errors.js';
import type { QueryRoute } from './query-route.js';
import { csvOf } from './tables/csv.js';
import type { Table } from './tables/table.js';
import { xlsxOf } from './tables/xlsx.js';
import { Speech } from './words/speech.js';

export const formats = ['csv', 'xlsx', 'json'] as const;
export type Format = (typeof formats)[number];

const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

/** `format`, else what the caller accepts; an answer for the screen is no download. */
export const formatOf = (route: QueryRoute, read: Read, { headers }: ApiRequest): Format | undefined => {
  if (!route.table) return undefined;
  const asked = read['format'] as Format | undefined;
  const accept = headers['accept'] ?? '';
  return asked ?? (['csv', 'xlsx'] as const).find((each) => accept.startsWith(mediaTypes[each].split(';')[0]!));
};

/** A file is whole: as many lines as a sheet of a ledger holds, not as many as a screen. */
export const mostExported = 20_000;

export const forFile = (read: Read): Read => ({ limit: String(mostExported), ...read });

interface Downloading {
  readonly route: QueryRoute;
  readonly format: Format;
  readonly read: Read;
  readonly answer: unknown;
  readonly request: ApiRequest;
  readonly reply: ApiReply;
}

/** The answer as a file, recorded before it leaves. Refuses `export.too-large`. */
export const download = async (runtime: Runtime, downloading: Downloading): Promise<Buffer | string> => {
  const { route, format, read, answer, request, reply } = downloading;
  const isCut = (answer as { next?: string }).next !== undefined && read['limit'] === undefined;
  if (isCut) throw refuseHttp('export.too-large', { limit: mostExported });
  const speech = new Speech(languageOf(request));
  const point = pointOf(answer, runtime);
  const table = withReading(route.table!(answer as never, speech), point, speech);
  const name = route.path
    .slice(1)
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');
  await runtime.access.exported(request.actor!, {
    what: name,
    format,
    reading: readingOf(point),
    rows: table.rows.length,
    query: request.url.split('?')[1]?.slice(0, 1_000) || undefined,
  });
  const file = `${name}-${point.validAt ?? 'all'}-${point.knownAt}.${format}`;
  const content = await contentOf(table, { format, answer, name, issuedAt: point.knownInstant });
  // After all that may fail or take too long: what is answered then is no file.
  reply.header('content-type', mediaTypes[format]).header('content-disposition', `attachment; filename="${file}"`);
  return content;
};

interface Filing {
  readonly format: Format;
  readonly answer: unknown;
  readonly name: string;
  readonly issuedAt: string;
}

const contentOf = async (table: Table, { format, answer, ...sheet }: Filing): Promise<Buffer | string> => {
  if (format === 'json') return JSON.stringify(answer);
  return format === 'csv' ? csvOf(table) : xlsxOf(table, sheet);
};

type Reading = Pick<Point, 'knownAt' | 'knownInstant'> & Partial<Pick<Point, 'validAt'>>;

const pointOf = (answer: unknown, { feed, clock }: Runtime): Reading => {
  const { reading, known } = answer as { reading?: Point; known?: Point };
  const live = { validAt: undefined, knownAt: feed.columns.seq, knownInstant: clock.now() };
  const { validAt, knownAt, knownInstant = clock.now() } = known ?? reading ?? live;
  return { ...(validAt === undefined ? {} : { validAt }), knownAt, knownInstant };
};

const readingOf = ({ knownInstant: _knownInstant, ...reading }: Reading) => reading;

/** Both times in every row: they stay with a line that is copied elsewhere. */
const withReading = ({ columns, rows }: Table, { validAt, knownAt }: Reading, speech: Speech): Table => ({
  columns: [...columns, ...(validAt === undefined ? [] : [speech.column('validAt')]), speech.column('knownAt')],
  rows: rows.map((row) => [...row, ...(validAt === undefined ? [] : [validAt]), knownAt]),
});
