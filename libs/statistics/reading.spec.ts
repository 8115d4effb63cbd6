import { FactColumns } from './columns.js';
import { caseRow, childRow, columnsOf, figureAt, office, write } from './hand-made-rows.js';
import { readingAt } from './reading.js';
import { report } from './report.js';
import { SegmentWriter } from './segment-writer.js';

const rows = [
  caseRow('c1', { stage: 'inHandling' }, { until: 5 }),
  caseRow('c1', { stage: 'inHandling' }, { known: 5, to: '2015-03-01' }),
  caseRow('c1', { stage: 'replied' }, { known: 5, from: '2015-03-01' }),
];
const stageAt = (validAt: string, knownAt: number) =>
  figureAt(rows, 'stage', { validAt, knownAt })
    .cells?.filter(({ count }) => count > 0)
    .map(({ key }) => key);

describe('a reading at (V, K)', () => {
  it.each([
    ['2015-01-09', 100, []],
    ['2015-01-10', 1, ['inHandling']],
    ['2015-03-01', 4, ['inHandling']],
    ['2015-02-28', 5, ['inHandling']],
    ['2015-03-01', 5, ['replied']],
    ['2015-12-31', 100, ['replied']],
  ])('semantics 34: at (%s, %s) the rows whose rectangle holds the point', (validAt, knownAt, expected) => {
    expect(stageAt(validAt, knownAt)).toEqual(expected);
  });

  it('semantics 2: before the first position there are no records, which is not zero', () => {
    expect(() => readingAt(columnsOf(rows), { validAt: '2015-01-10', knownAt: 0 })).toThrow('known.before-start');
  });

  it('refuses a position the columns do not hold yet', () => {
    const columns = columnsOf(rows, 5);
    expect(() => readingAt(columns, { validAt: '2015-01-10', knownAt: 6 })).toThrow('known.ahead');
    columns.caughtUp(6);
    expect(readingAt(columns, { validAt: '2015-01-10', knownAt: 6 }).rows('case').length).toBe(1);
  });

  it('semantics 4: appending never changes an earlier reading, cached or not', () => {
    const writer = SegmentWriter.empty();
    const columns = new FactColumns();
    rows.slice(0, 1).forEach((row) => write(writer, { ...row, until: undefined }));
    columns.apply(writer.take(1, 4));
    const asked = { validAt: '2015-12-31', knownAt: 4, figures: ['stage', 'contacts'], by: ['unit'] as const };
    const ask = () => JSON.stringify(report(columns, office(), asked));
    const before = ask();
    writer.close('case', 0, 5);
    [...rows.slice(1), childRow('contact', { case: 'c1', known: 5 }, { mode: 'visit' })].forEach((row) =>
      write(writer, row),
    );
    columns.apply(writer.take(5, 100));
    expect(ask()).toBe(before);
    for (const validAt of ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04', '2015-01-05'])
      readingAt(columns, { validAt, knownAt: 100 });
    expect(ask()).toBe(before);
    expect(JSON.stringify(report(columns, office(), { ...asked, knownAt: 100 }))).not.toBe(before);
  });

  it('semantics 3: a V later than the day of K is marked as a forecast', () => {
    const marks = (validAt: string) =>
      report(columnsOf(rows), office(), { validAt, knownAt: 9, figures: [], knownInstant: '2015-03-01T16:30:00.000Z' })
        .reading.marks;
    expect(marks('2015-03-02')).toEqual([]);
    expect(marks('2015-03-03')).toEqual(['projected']);
  });
});
