import { groupsIn } from '#apps/runtime/projecting.js';
import { names } from '#libs/view-store/mongodb/layout.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';
import { aSuggestion, openOffice } from './support/office.js';
import { codeIn, pageOf, sectionOf } from './support/pages.js';

const page = pageOf('docs/collections.md').prose;
const projections = groupsIn('lookback').flatMap((group) => [...group.projections, ...group.following]);
const declared = projections.flatMap(({ name, collections }) =>
  collections.map((collection) => ({ name: `${name}.${collection.name}`, collection })),
);

it('every collection of every projection has its lasting name in the table, and the table names no other', () => {
  const rows = [...sectionOf(page, '## 1.').matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => codeIn(cell!));
  expect(rows.sort()).toEqual(declared.map(({ name }) => name).sort());
});

it('the indexes it tells are those that are declared', () => {
  const section = sectionOf(page, '## 1.');
  for (const { name, collection } of declared.filter((one) => !one.name.startsWith('case-facts.'))) {
    const row = section.split('\n').find((line) => line.startsWith(`| \`${name}\``))!;
    const told = codeIn(row.split('|').at(-2)!);
    const first = collection.indexes.map((index) => Object.keys(index)[0]);
    expect([name, [...new Set(told)].sort()]).toEqual([name, [...new Set(first)].sort()]);
  }
});

it('the collections of the store itself are all told', () => {
  expect(codeIn(sectionOf(page, '## 6.'))).toEqual(expect.arrayContaining(Object.values(names)));
});

it('every field of a document is told where its collection is', async () => {
  const office = await openOffice();
  await office.give('case', 'RegisterCase', aSuggestion('0001'));
  await office.runtime.settle();
  const sections = [
    ['status-counts', '## 2.'],
    ['unit-accountability', '## 3.'],
    ['bimonthly-briefing', '## 4.'],
    ['activity', '## 5.'],
  ] as const;
  const views = openSqliteViews({ folder: office.folder, readOnly: true });
  for (const [name, heading] of sections) {
    const { collections } = projections.find((one) => one.name === name)!;
    const live = (await views.generations(name)).find((one) => one.live)!;
    const documents = await views.find(live.generation, collections[0]!.name, {}, { sort: { _id: 1 } });
    expect(documents.length).toBeGreaterThan(0);
    const fields = new Set(documents.flatMap((document) => Object.keys(document)));
    const told = codeIn(sectionOf(page, heading));
    const isTold = (field: string) => told.some((code) => code.split('+').includes(field));
    expect([name, [...fields].filter((field) => !isTold(field))]).toEqual([name, []]);
  }
  await views.close();
  await office.close();
}, 30_000);
