import fc from 'fast-check';
import { aBody, aFile } from './hostile-bodies.js';
import { anEncoded, aStrangeName, aText, long } from './hostile-values.js';
import type { Method } from './api.js';

/** One request as an attacker, a broken program or a tired clerk sends it. */
export interface HostileRequest {
  readonly operation: string;
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly format?: string };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: object }>> };
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What the generators know of the log they are aimed at. */
export interface Target {
  readonly token: string;
  readonly cases: readonly string[];
  /** An id that is there, by the first part of the address. */
  readonly ids: Readonly<Record<string, string>>;
}

const aPathValue = (name: string, { cases }: Target): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom(...cases, 'shanghai', 'b-1', 'office-1', '2015-01', 'activity', 'case-facts'),
    },
    ...(name === 'act' ? [{ weight: 4, arbitrary: fc.constantFrom('rebuild', 'skip', 'resume', 'cancel') }] : []),
    { weight: 2, arbitrary: anEncoded(aText.filter((text) => text !== '')) },
  );

const wellFormed = ({ name, schema }: Parameter): fc.Arbitrary<string> => {
  // A position no view reaches is waited for, and answered 503: that is another test's.
  if (name === 'after') return fc.constantFrom('0', '1', '7');
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.format === 'date') return fc.constantFrom('2015-03-01', '2014-12-31', '2099-01-01', '2015-02-30');
  if (schema.type === 'integer') return fc.constantFrom('1', '2', '500');
  if (schema.type === 'boolean') return fc.constantFrom('true', 'false');
  return fc.constantFrom(
    'head',
    '3',
    'suggestion',
    'kind,outerRole',
    'N1,N4',
    'jiaotong',
    '2015',
    'CaseRegistered',
    '0001',
  );
};

const aQueryValue = (parameter: Parameter): fc.Arbitrary<string> =>
  parameter.name === 'after'
    ? fc.oneof(wellFormed(parameter), fc.constantFrom('-1', 'x', '1e3', '__proto__'))
    : fc.oneof({ weight: 3, arbitrary: wellFormed(parameter) }, { weight: 2, arbitrary: anEncoded(aText) });

const aQuery = (parameters: readonly Parameter[]): fc.Arbitrary<string> => {
  const declared = parameters.filter((each) => each.in === 'query');
  const known = declared.map((parameter) => aQueryValue(parameter).map((value) => `${parameter.name}=${value}`));
  const strange = fc.tuple(aStrangeName, anEncoded(aText)).map(([name, value]) => `${name}=${value}`);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    ...(known.length > 0
      ? [
          {
            weight: 5,
            arbitrary: fc.array(fc.oneof(...known), { minLength: 1, maxLength: 4 }).map((all) => `?${all.join('&')}`),
          },
        ]
      : []),
    { weight: 1, arbitrary: fc.array(strange, { minLength: 1, maxLength: 3 }).map((all) => `?${all.join('&')}`) },
    { weight: 1, arbitrary: fc.constantFrom('?', '?&&&', '?=', `?a=${long(9_000)}`, '??', '?%', '?a=%zz') },
  );
};

/** Values that node:http lets through: its parser's own refusals are tried over a socket. */
const aHeaderText = aText.map((text) => text.replace(/[^\t\x20-\x7e]/g, '').trim());

type Headers = Readonly<Record<string, string | undefined>>;

/** Stands for the revision the stream is at when the request goes out. */
export const currentRevision = '"current"';

const typeOf = ({ requestBody }: Operation): string | undefined => {
  if (!requestBody) return undefined;
  return requestBody.content['application/json'] ? 'application/json' : 'application/octet-stream';
};

/** As a program of ours would send it. */
const usualHeaders = (operation: Operation, { token }: Target): fc.Arbitrary<Headers> =>
  fc
    .record({ key: fc.uuid(), language: fc.constantFrom('zh', 'en', 'en-GB,en;q=0.9', undefined) })
    .map(({ key, language }) => ({
      authorization: `Bearer ${token}`,
      'content-type': typeOf(operation),
      'accept-language': language,
      ...(operation.requestBody ? { 'idempotency-key': key, 'if-match': currentRevision } : {}),
    }));

const aType = fc.oneof(
  fc.constantFrom(
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
  ),
  aHeaderText,
  fc.constant(undefined),
);
const aRevision = fc.constantFrom('"0"', '"1"', '"99999999999999999999"', '*', 'W/"1"', '"-1"', '"0", "1"', undefined);

/** One or two headers otherwise than usual. */
const strangeHeaders = fc
  .array(
    fc.oneof(
      fc.oneof(aHeaderText, fc.constantFrom('Bearer ', undefined)).map((value) => ['authorization', value] as const),
      aType.map((value) => ['content-type', value] as const),
      fc.oneof(aHeaderText, fc.constant(undefined)).map((value) => ['idempotency-key', value] as const),
      fc.oneof(aRevision, aHeaderText).map((value) => ['if-match', value] as const),
      fc.oneof(aHeaderText, fc.constantFrom('text/csv', 'text/html', '*/*')).map((value) => ['accept', value] as const),
      aHeaderText.map((value) => ['accept-language', value] as const),
      aHeaderText.map((value) => ['x-correlation-id', value] as const),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((pairs): Headers => Object.fromEntries(pairs));

/** What of a request is hostile; the rest is as it should be, so that it gets as far as it can. */
type Layer = 'path' | 'query' | 'headers' | 'body' | 'method' | 'all';

const aLayer = (operation: Operation, hasPlaces: boolean): fc.Arbitrary<Layer> =>
  fc.oneof(
    { weight: hasPlaces ? 2 : 0, arbitrary: fc.constant<Layer>('path') },
    { weight: operation.requestBody ? 1 : 6, arbitrary: fc.constant<Layer>('query') },
    { weight: 2, arbitrary: fc.constant<Layer>('headers') },
    { weight: operation.requestBody ? 12 : 0, arbitrary: fc.constant<Layer>('body') },
    { weight: 1, arbitrary: fc.constant<Layer>('method') },
    { weight: 1, arbitrary: fc.constant<Layer>('all') },
  );

const otherMethods: readonly Method[] = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'GET', 'POST'];

interface Place {
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
}

const aUsualId = (path: string, { cases, ids }: Target): fc.Arbitrary<string> =>
  path.startsWith('/api/v1/cases/') ? fc.constantFrom(...cases) : fc.constant(ids[path.split('/')[3]!] ?? 'none');

const requestOf = ({ path, method, operation }: Place, target: Target): fc.Arbitrary<HostileRequest> => {
  const { parameters = [], requestBody } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const example = requestBody?.content['application/json']?.example;
  const usualBody = fc.constant(example ? JSON.stringify(example) : requestBody ? Buffer.alloc(0) : undefined);
  return aLayer(operation, names.length > 0).chain((layer) => {
    const at = (mine: Layer) => layer === mine || layer === 'all';
    return fc
      .record({
        values: fc.tuple(...names.map((name) => (at('path') ? aPathValue(name, target) : aUsualId(path, target)))),
        query: at('query') ? aQuery(parameters) : fc.constant(''),
        usual: usualHeaders(operation, target),
        strange: at('headers') ? strangeHeaders : fc.constant({}),
        payload: at('body') && requestBody ? (example ? aBody(example) : aFile) : usualBody,
        method: at('method') ? fc.constantFrom(...otherMethods) : fc.constant(method),
      })
      .map(({ values, query, usual, strange, payload, method: sent }) => ({
        operation: operation.operationId,
        method: sent,
        url: names.reduce((url, name, place) => url.replace(`{${name}}`, () => values[place]!), path) + query,
        headers: given({ ...usual, ...strange }),
        payload: sent === 'GET' || sent === 'HEAD' ? undefined : payload,
      }));
  });
};

const given = (headers: Headers): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<string, string>;

const placesOf = ({ paths }: Document): readonly Place[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ path, operation },
      method: method.toUpperCase() as Method,
    })),
  );

/** Requests over every operation of the document, none more likely than another. */
export const hostileRequests = (document: Document, target: Target): fc.Arbitrary<HostileRequest> =>
  fc.oneof(...placesOf(document).map((place) => requestOf(place, target)));

export const operationsOf = (document: Document): readonly string[] =>
  placesOf(document).map(({ operation }) => operation.operationId);
