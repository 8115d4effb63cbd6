import fc from 'fast-check';

export const long = (length: number): string => 'x'.repeat(length);

const nasty: readonly string[] = [
  ...['', ' ', '.', '..', '../../../../etc/passwd', '..%2f..%2f', '%00', '%zz', '%', 'a/b', 'a\\b', '~', '*', '?', '#'],
  ...['null', 'undefined', 'NaN', 'Infinity', '-0', '0', '-1', '1e308', '99999999999999999999', '0x10', '1.5', 'true'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '$ne',
    '$where',
    '{"$ne":null}',
    '[object Object]',
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE events; --',
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '=1+1',
    '`id`',
    '$(id)',
  ],
  ...['2015-02-30', '2015-13-01', '0000-00-00', '9999-12-31', '2015-2-3', '2015-02-30T25:00:00Z', '十四', '０５８１'],
  ...['\u0000', '\u0007', '\u202e', '\ufeff', '\ufffd', 'é', '𠮷', '👩‍👩‍👧‍👦', '\r\n', '\r\nset-cookie: a=b', '\u2028'],
  ...[long(300), long(5_000), '长'.repeat(2_000)],
];

const aNasty = fc.constantFrom(...nasty);

export const aText = fc.oneof(
  { weight: 4, arbitrary: aNasty },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

/** Encoded once, twice or not at all, but always something a URL may hold. */
const inUrl = (text: string, way: number): string => {
  const wellFormed = text.toWellFormed();
  if (way === 0) return encodeURIComponent(encodeURIComponent(wellFormed));
  if (way === 1) return wellFormed.replace(/[^!-~]|[#?]/gu, (found) => encodeURIComponent(found));
  return encodeURIComponent(wellFormed);
};

export const anEncoded = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.integer({ min: 0, max: 5 })).map(([value, way]) => inUrl(value, way));

/** `name[$ne]`, a name twice, names of JavaScript, names nobody declared. */
export const aStrangeName = fc.constantFrom(
  ...['__proto__', 'constructor', 'kind[$ne]', 'kind[]', 'validAt[a][b]', 'toString', 'unheardOf', 'group.__proto__'],
);
