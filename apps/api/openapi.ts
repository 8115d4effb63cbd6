import { getMetadataStorage } from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { parts } from '#libs/statistics/definitions/definition.js';
import { apiTags, tagged } from './openapi-tags.js';
import { commandRoutes, type CommandRoute } from './commands.js';
import { houseOperations } from './house-operations.js';
import { queryRoutes } from './queries.js';
import { mostListed } from './parameters.js';
import { formats } from './downloads.js';
import { parametersOf, type QueryRoute } from './query-route.js';

const problems = {
  description: 'RFC 9457 problem details',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const answers = { '4XX': problems, '5XX': problems };

const pathOf = (path: string): string => `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`;
const idParameter = (path: string) =>
  path.includes(':id') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : [];

const header = (name: string, required: boolean) => ({ name, in: 'header', required, schema: { type: 'string' } });

const commandOperation = ({ name, spec }: CommandRoute) => ({
  post: {
    operationId: `${name}${spec.path.split('/')[1]}`,
    summary: `${spec.summary.zh} · ${spec.summary.en}`,
    parameters: [
      ...idParameter(spec.path),
      header('Idempotency-Key', true),
      header('If-Match', spec.path.includes(':id') && !spec.creates && !spec.begins),
      ...(spec.begins ? [header('If-None-Match', false)] : []),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { $ref: `#/components/schemas/${spec.body.name}` }, example: spec.example },
      },
    },
    responses: { [spec.creates ? '201' : '200']: { description: 'done; ETag is the new revision' }, ...answers },
  },
});

const parameterSchemas: Readonly<Record<string, object>> = {
  day: { type: 'string', format: 'date' },
  whole: { type: 'integer', minimum: 0 },
  limit: { type: 'integer', minimum: 1, maximum: mostListed },
  flag: { type: 'boolean' },
  units: { type: 'string', enum: ['mapped', 'original'] },
  part: { type: 'string', enum: [...parts] },
  format: { type: 'string', enum: [...formats] },
};

const queryOperation = ({ path, summary, ...route }: QueryRoute) => ({
  get: {
    operationId: `get${path.replace(/[^a-zA-Z]+/g, '-')}`,
    summary: `${summary.zh} · ${summary.en}`,
    parameters: [
      ...idParameter(path),
      ...Object.entries({ ...parametersOf({ path, summary, ...route }), after: 'whole' }).map(([name, kind]) => ({
        ...{ name, in: 'query', required: false },
        schema: parameterSchemas[kind] ?? { type: 'string' },
      })),
    ],
    responses: { '200': { description: 'the answer' }, ...answers },
  },
});

type Schema = Readonly<Record<string, unknown>>;

/** Schemas of every request body; unknown fields are refused, and a class without fields of its own has its parent's. */
const bodySchemas = (): Readonly<Record<string, Schema>> => {
  const schemas = validationMetadatasToSchemas({
    classValidatorMetadataStorage: getMetadataStorage(),
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/components/schemas/',
  }) as Record<string, Schema>;
  const bodies = commandRoutes.map(({ spec }) => spec.body);
  const inherited = bodies.filter(({ name }) => !(name in schemas)).map((body) => [body.name, ofParent(body, schemas)]);
  const all = Object.entries({ ...schemas, ...(Object.fromEntries(inherited) as Record<string, Schema>) });
  return Object.fromEntries(all.map(([name, schema]) => [name, { ...schema, additionalProperties: false }]));
};

const ofParent = (body: new () => object, schemas: Readonly<Record<string, Schema>>): Schema => {
  const parent = Object.getPrototypeOf(body) as new () => object;
  return schemas[parent.name] ?? (parent.name ? ofParent(parent, schemas) : { type: 'object' });
};

/** OpenAPI 3.1, from the same tables as the routes themselves (engine 43). */
export const openApi = (): object => {
  const paths: Record<string, object> = { ...houseOperations(answers) };
  for (const route of commandRoutes)
    paths[pathOf(route.spec.path)] = { ...paths[pathOf(route.spec.path)], ...commandOperation(route) };
  for (const route of queryRoutes)
    paths[pathOf(route.path)] = { ...paths[pathOf(route.path)], ...queryOperation(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: '回头看 · Lookback',
      version: '0.1.0',
      description: '建议提案办理台账 · a ledger of suggestions and proposals',
    },
    security: [{ bearer: [] }],
    tags: apiTags,
    paths: tagged(Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)))),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { ...sorted(bodySchemas()), Problem: problemSchema },
    },
  };
};

const sorted = (record: object): object =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    details: { type: 'object' },
  },
};
