import { caseRow, columnsOf, office, repliedCase } from './hand-made-rows.js';
import { openingCorrection, trend } from './trend.js';

const at = { knownAt: 100, figures: ['flow.received', 'N3'] };
const window = { from: '2015-03-01' };

/** A case known from its day on. */
const received = (id: string, day: string) => caseRow(id, { registeredOn: day }, { from: day });

describe('N18: against the period before and the year before', () => {
  const rows = [
    received('c1', '2014-03-31'),
    received('c2', '2015-02-28'),
    received('c3', '2015-01-01'),
    repliedCase('c4', { registeredOn: '2015-03-05', replyOn: '2015-04-01' }, { from: '2015-03-05' }),
  ];
  const differences = (against: 'previousPeriod' | 'previousYear', validAt = '2015-04-30') => {
    const request = { ...at, validAt, window };
    return trend(columnsOf(rows), office(), { request, against }).total.map(
      ({ before, after, difference, points }) => ({
        before: before?.numerator,
        after: after?.numerator,
        by: difference.numerator,
        points,
      }),
    );
  };

  it('环比 reads the two months before, at the same known position', () => {
    expect(differences('previousPeriod')).toEqual([
      { before: 2, after: 1, by: -1, points: undefined },
      { before: 0, after: 1, by: 1, points: '+25.0' },
    ]);
  });

  it('同比 reads the same two months a year earlier', () => {
    expect(differences('previousYear')).toEqual([
      { before: 1, after: 1, by: 0, points: undefined },
      { before: 0, after: 1, by: 1, points: '+25.0' },
    ]);
  });

  it('a window that is no whole months moves by its days', () => {
    expect(differences('previousPeriod', '2015-03-10')[0]).toMatchObject({ before: 1, after: 1 });
  });

  it('the calendar years of a scope move along', () => {
    const request = { ...at, figures: ['received'], validAt: '2015-12-31', scope: { year: 2015 } };
    const { total } = trend(columnsOf(rows), office(), { request, against: 'previousYear' });
    expect(total[0]).toMatchObject({ before: { numerator: 1 }, after: { numerator: 3 } });
  });
});

it('semantics 31: an opening stock that is not the closing once issued says by how much, and which cases', () => {
  const rows = [
    caseRow('c1', {}, { known: 1, until: 5 }),
    repliedCase('c1', { replyOn: '2015-02-20' }, { known: 5 }),
    caseRow('c2'),
  ];
  const side = (knownAt: number) => ({ knownAt, office: office() });
  const eve = { validAt: '2015-02-28' };
  const [stock] = openingCorrection(columnsOf(rows), { issued: side(4), now: side(9) }, eve).total;
  expect(stock?.difference).toEqual({ numerator: -1 });
  expect(stock?.moves).toEqual([{ change: 'left', part: 'numerator', case: 'c1' }]);
});
