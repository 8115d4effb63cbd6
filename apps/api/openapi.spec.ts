import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { checkedBody } from '#libs/cqrs/body.js';

interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { schema: { $ref?: string }; example?: object }>>;
  };
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

// Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
await import('class-validator-jsonschema');
const { openApi } = await import('./openapi.js');
const { commandRoutes } = await import('./commands.js');

const document = JSON.parse(JSON.stringify(openApi())) as Document;
const file = 'apps/api/openapi.json';
const ajv = new Ajv({ strict: false });
ajv.addSchema(document, 'document');
const isValid = (name: string, body: unknown) => ajv.validate({ $ref: `document#/components/schemas/${name}` }, body);
const isAccepted = (body: new () => object, json: unknown): boolean => {
  try {
    checkedBody(body, json);
    return true;
  } catch {
    return false;
  }
};

it('is the document that is committed (UPDATE_OPENAPI=1 writes it)', () => {
  const text = `${JSON.stringify(document, undefined, 2)}\n`;
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(file, text);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
});

it('is OpenAPI 3.1: schemas of JSON Schema 2020-12, every reference found, every operation named once', () => {
  const text = JSON.stringify(document);
  expect(document.openapi).toBe('3.1.0');
  expect(text).not.toMatch(/"nullable"|"exclusiveM(in|ax)imum":(true|false)/);
  for (const schema of Object.values(document.components.schemas)) expect(ajv.validateSchema(schema)).toBe(true);
  const named = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
  expect(named.filter((name) => !(name in document.components.schemas))).toEqual([]);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
});

it('every operation stands in one room and says what it is for, in both languages', () => {
  const rooms = document.tags.map(({ name }) => name);
  const isTwofold = (text = '') => /[一-鿿].* · .*[a-z]/.test(text);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const astray = operations.filter(
    ({ tags = [], summary }) => tags.length !== 1 || !rooms.includes(tags[0]!) || !isTwofold(summary),
  );
  expect(astray.map(({ operationId }) => operationId)).toEqual([]);
  expect(document.tags.filter(({ description }) => !isTwofold(description))).toEqual([]);
  expect(rooms.filter((room) => !operations.some(({ tags }) => tags?.includes(room)))).toEqual([]);
});

it('knows every command, and each example passes schema and class (engine 43)', () => {
  for (const { spec } of commandRoutes) {
    const path = `/api/v1${spec.path.replace(':id', '{id}')}`;
    expect(document.paths[path]!['post']!.requestBody!.content['application/json']!.example).toEqual(spec.example);
    expect([path, isValid(spec.body.name, spec.example)]).toEqual([path, true]);
    expect([path, isAccepted(spec.body, spec.example)]).toEqual([path, true]);
  }
});

const mutated = (example: object): readonly (readonly [string, unknown])[] => [
  ['unknown field', { ...example, unheardOf: 1 }],
  ['a list', [example]],
  ...Object.keys(example).flatMap((field) => [
    [`${field} null`, { ...example, [field]: null }] as const,
    [`${field} too long`, { ...example, [field]: 'x'.repeat(100_001) }] as const,
    [`no ${field}`, Object.fromEntries(Object.entries(example).filter(([name]) => name !== field))] as const,
  ]),
];

it('schema and class agree on every mutated example, and refuse all but what is optional (engine 43, 44)', () => {
  const verdicts = commandRoutes.flatMap(({ spec }) =>
    mutated(spec.example).map(([what, json]) => ({
      what: `${spec.path} ${what}`,
      ...{ bySchema: isValid(spec.body.name, json), byClass: isAccepted(spec.body, json) },
    })),
  );
  expect(verdicts.filter(({ bySchema, byClass }) => bySchema !== byClass)).toEqual([]);
  expect(verdicts.filter(({ what, byClass }) => byClass && !what.includes(' no ')).map(({ what }) => what)).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(500);
});
