import fc from 'fast-check';
import { aStrangeName, aText, long } from './hostile-values.js';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

const aValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: aText },
  {
    weight: 5,
    arbitrary: fc.constantFrom<unknown>(
      ...[
        null,
        true,
        false,
        0,
        -1,
        1.5,
        1e308,
        Number.MAX_SAFE_INTEGER + 2,
        [],
        {},
        [null],
        [[]],
        { $ne: null },
        { $gt: '' },
      ],
      ...[{ length: 1e9 }, nested(40), Array(300).fill('x'), long(120_000), ['a', 'a'], { toString: 1 }, { then: 1 }],
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

type Json = Readonly<Record<string, unknown>>;

/** One place of an example changed, somewhere at any depth. */
const changedAt = (example: unknown, [at, value]: readonly [number, unknown]): unknown => {
  if (typeof example !== 'object' || example === null) return value;
  const keys = Object.keys(example);
  if (keys.length === 0) return value;
  const key = keys[at % keys.length]!;
  const inner = (example as Json)[key];
  const goesDeeper = typeof inner === 'object' && inner !== null && at % 3 !== 0;
  const next = goesDeeper ? changedAt(inner, [Math.floor(at / keys.length), value]) : value;
  if (Array.isArray(example)) return example.map((each: unknown, place) => (String(place) === key ? next : each));
  return { ...example, [key]: next };
};

const withoutOne = (example: Json, at: number): Json => {
  const keys = Object.keys(example);
  const gone = keys[at % Math.max(1, keys.length)];
  return Object.fromEntries(Object.entries(example).filter(([name]) => name !== gone));
};

const aMutation = (example: Json): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max: 5_000 }), aValue, fc.integer({ min: 0, max: 9 }), aStrangeName)
    .map(([at, value, way, name]) => {
      if (way === 0) return JSON.stringify(withoutOne(example, at));
      if (way === 1) return JSON.stringify([example]);
      // Written by hand: an object literal would set the prototype.
      if (way === 2)
        return JSON.stringify(example).replace(/\{/, `{${JSON.stringify(name)}:${JSON.stringify(value) ?? 1},`);
      return JSON.stringify(changedAt(example, [at, value]));
    });

const rubbish: readonly (string | Buffer)[] = [
  ...[
    '',
    '{',
    '[1',
    'null',
    '"x"',
    '7',
    '[]',
    '{}',
    '{"a":1,"a":2}',
    'undefined',
    '{"a":}',
    "{'a':1}",
    '\ufeff{}',
    '{}{}',
  ],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', `{"a":${'['.repeat(5_000)}`],
  ...[
    JSON.stringify(nested(3_000)),
    `"${long(1_100_000)}"`,
    '{"occurredOn":"2015-02-10\\u0000"}',
    '{"title":"\\ud800"}',
  ],
  ...[Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), Buffer.from('{"a":1}', 'utf16le'), Buffer.alloc(64)],
];

export const aBody = (example: object): fc.Arbitrary<string | Buffer> =>
  fc.oneof(
    { weight: 6, arbitrary: aMutation(example as Json) },
    { weight: 2, arbitrary: fc.constantFrom(...rubbish) },
    { weight: 1, arbitrary: fc.constant(JSON.stringify(example)) },
  );

/** Ledger files that are none. */
export const aFile: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes])),
  fc
    .array(aText, { maxLength: 40 })
    .map((texts) => Buffer.from(`编号,类别,届,次,案由,提出人,收件日期\n${texts.join(',')}`)),
  fc.constantFrom(...rubbish),
);
