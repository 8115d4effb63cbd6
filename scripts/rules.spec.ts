// Plain JavaScript, like all scripts: imported by URL, its types told here.
const load = async <T>(name: string): Promise<T> => (await import(new URL(name, import.meta.url).href)) as T;

const { laterRules } = await load<{ laterRules: Readonly<Record<string, string>> }>('./rules-later.mjs');
const { rulesNamed, statedRules, testsByRule } = await load<{
  rulesNamed(title: string): readonly string[];
  statedRules(): readonly { readonly id: string }[];
  testsByRule(): ReadonlyMap<string, readonly string[]>;
}>('./rules-read.mjs');

const stated = statedRules().map(({ id }) => id);

it('reads the numbered rules of both pages, without a gap', () => {
  const numbers = (book: string) =>
    stated.filter((id) => id.startsWith(`${book} `)).map((id) => Number(id.slice(book.length + 1)));
  for (const book of ['semantics', 'engine'])
    expect(numbers(book)).toEqual(Array.from({ length: numbers(book).length }, (_, index) => index + 1));
  expect(stated.length).toBeGreaterThanOrEqual(99);
});

it.each([
  ['says what it was before (semantics 6, 17)', ['semantics 6', 'semantics 17']],
  ['goes back (semantics 4, engine 38)', ['semantics 4', 'engine 38']],
  ['semantics 26–28: counting', ['semantics 26', 'semantics 27', 'semantics 28']],
  ['engine 8 and 9 hold', ['engine 8', 'engine 9']],
  ['has nothing to say (semantics H, domain 3.1)', []],
])('a title names rules: %s', (title, rules) => {
  expect(rulesNamed(title)).toEqual(rules);
});

it('every rule is named by a test, or said to come with a later part; no test names one that is not there', () => {
  const held = testsByRule();
  expect(stated.filter((id) => !held.has(id) && !(id in laterRules))).toEqual([]);
  expect([...held.keys(), ...Object.keys(laterRules)].filter((id) => !stated.includes(id))).toEqual([]);
});
