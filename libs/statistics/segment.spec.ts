import fc from 'fast-check';
import { FactColumns } from './columns.js';
import { none } from './grains.js';
import { caseRow, childRow, segmentsOf, write, type HandMadeRow } from './hand-made-rows.js';
import { grainNames, storedColumns } from './layout.js';
import { openEnd, pack, unpack } from './packing.js';
import { SegmentWriter } from './segment-writer.js';
import { mergeSegments, rowsOf, type Segment } from './segment.js';

const loaded = (segments: readonly Segment[]): FactColumns => {
  const columns = new FactColumns();
  segments.forEach((segment) => columns.apply(JSON.parse(JSON.stringify(segment)) as Segment));
  return columns;
};

/** Everything columns hold, as plain values. */
const contentOf = (columns: FactColumns): unknown => ({
  seq: columns.seq,
  terms: columns.dictionary.from(0),
  grains: grainNames.map((grain) => {
    const table = columns.table(grain);
    const whole = (name: string) => [...table.whole(name).subarray(0, table.length)];
    return [...storedColumns(grain).map(whole), [...table.kTo.values]];
  }),
});

const someRows: readonly HandMadeRow[] = [
  caseRow('c1', { flags: ['legacy', 'difficult'] }, { until: 7 }),
  caseRow('c1', { stage: 'replied' }, { to: '2015-02-01', known: 7 }),
  childRow('contact', { case: 'c1', key: 'k' }, { on: '2015-01-20', faceToFace: true }),
  caseRow('c2', { outerRole: null }, { from: '1969-12-30' }),
  childRow('round', { case: 'c2' }, { round: 2, cause: 'doubt' }),
];

const row = fc.record({
  case: fc.constantFrom('c1', 'c2', 'c3'),
  stage: fc.constantFrom('replied', 'inHandling', 'unassigned'),
  until: fc.option(fc.integer({ min: 3, max: 90 }), { nil: undefined }),
  session: fc.integer({ min: 1, max: 100_000 }),
});
const rowsArbitrary = fc
  .array(row, { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map(({ case: id, until, ...fields }) => caseRow(id, fields, { until })));

describe('packing', () => {
  it('gives back every column, whatever its width', () => {
    const value = fc.oneof(
      fc.integer({ min: -9000, max: 50_000 }),
      fc.constantFrom(none, openEnd, 0, -1),
      fc.integer({ min: none, max: openEnd }),
    );
    const columns = fc
      .tuple(fc.array(value, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 200 }))
      .map(([values, base]) => [
        Int32Array.from(values),
        Int32Array.from(values, () => base),
        Int32Array.from(values, (_, at) => at),
      ]);
    fc.assert(fc.property(columns, (given) => expect(unpack(pack(given), given.length)).toEqual(given)));
  });
});

describe('segments', () => {
  it('hold opens, closes and new texts, and load into the same columns in pages of any size', () => {
    const whole = contentOf(loaded(segmentsOf(someRows)));
    for (const page of [1, 2, 3]) expect(contentOf(loaded(segmentsOf(someRows, 100, page)))).toEqual(whole);
  });

  it('keep a set sorted, and absent apart from open and from every date', () => {
    const columns = loaded(segmentsOf(someRows));
    const table = columns.table('case');
    expect(columns.dictionary.text(table.whole('flags')[0] ?? none)).toBe('difficult|legacy');
    expect(table.whole('outerRole')[2]).toBe(none);
    expect([...table.column('vFrom').values].at(-1)).toBe(-2);
    expect([...table.kTo.values]).toEqual([7, openEnd, openEnd]);
  });

  it('merge into one that equals both, and a reader that holds a part skips it', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: 1, max: 9 }), (rows, page) => {
        const segments = segmentsOf(rows, 100, page);
        const direct = contentOf(loaded(segments));
        const grown = segments.map((_, at) => segments.slice(0, at + 1).reduce(mergeSegments));
        expect(contentOf(loaded([grown.at(-1) as Segment]))).toEqual(direct);
        expect(contentOf(loaded(grown))).toEqual(direct);
        expect(grown.at(-1)).toMatchObject({ _id: segments[0]?._id, toSeq: 100 });
        expect(rowsOf(grown.at(-1) as Segment)).toBe(rows.length);
      }),
    );
  });

  it('do not load out of order', () => {
    const [, second] = segmentsOf(someRows, 100, 2);
    expect(() => loaded([second as Segment])).toThrow('missing');
    expect(() => mergeSegments(second as Segment, second as Segment)).toThrow('does not follow');
  });

  it('go on after a restart where they stopped, and a page given up leaves no trace', () => {
    const direct = segmentsOf(someRows, 100, 2);
    const writer = SegmentWriter.over(loaded(direct.slice(0, 1)));
    write(writer, caseRow('given-up', { title: 'never stored' }));
    writer.take(2, 2);
    writer.forget();
    expect(writer.isEmpty).toBe(true);
    someRows.slice(2, 4).forEach((given) => write(writer, given));
    expect(writer.take(2, 2)).toEqual(direct[1]);
  });
});
