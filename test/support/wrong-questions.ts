const malformed = {
  '/statistics': [
    ...['nonsense=1', 'kind=a&kind=b', 'kind[$ne]=a', 'kind=', 'kind=,', 'year=abc', 'year=2015,', 'units=both'],
    ...[
      'validAt=2015-02-30',
      'from=yesterday',
      'after=-1',
      'after=1e3',
      'group.kind=a',
      '__proto__=1',
      'constructor=1',
    ],
  ],
  '/cases': ['limit=0', 'limit=501', 'limit=1.5'],
  '/activity': ['limit=0', 'type[$gt]='],
  '/exports/log': ['from=1'],
  '/statistics/cases': ['part=most'],
  '/statistics/definitions': ['x=1'],
  '/units/events': ['x=1'],
};

/** Unknown parameters, lists, objects, and values out of shape. */
export const malformedQuestions: readonly string[] = Object.entries(malformed).flatMap(([path, queries]) =>
  queries.map((query) => `${path}?${query}`),
);

/** Well formed, but there is no such thing. */
export const refusedQuestions: readonly (readonly [path: string, status: number, code: string])[] = [
  ['/statistics?figures=none', 400, 'figure.unknown'],
  ['/statistics?figures=constructor', 400, 'figure.unknown'],
  ['/statistics?by=constructor', 400, 'dimension.unknown'],
  ['/statistics?mapping=constructor', 400, 'mapping.unknown'],
  ['/statistics?knownAt=0', 422, 'known.before-start'],
  ['/statistics?knownAt=999999', 422, 'known.ahead'],
  ['/briefing-figures/2015-02', 400, 'period.unknown'],
  ['/cases/nobody', 404, 'case.unknown'],
  ['/briefings/none', 404, 'briefing.unknown'],
  ['/accounts/none', 404, 'account.unknown'],
  ['/rule-books/none/events', 404, 'rule-book.unknown'],
];
