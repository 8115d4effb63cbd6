import { readNotice } from './notice.js';

const refusal = (code: string) => expect.objectContaining({ code });
const written = (off: string, worked = '') => ({ year: 2019, off, worked, source: 'spec' });

describe('a written notice', () => {
  it('lists days and ranges, ends included', () => {
    expect(readNotice(written('05-01..05-04 06-07', '04-28'))).toEqual({
      year: 2019,
      holidays: ['2019-05-01', '2019-05-02', '2019-05-03', '2019-05-04', '2019-06-07'],
      workingDays: ['2019-04-28'],
      source: 'spec',
    });
  });

  it('reaches back over the New Year by a date with its year', () => {
    expect(readNotice(written('2018-12-30..01-01')).holidays).toEqual(['2018-12-30', '2018-12-31', '2019-01-01']);
  });

  it.each(['5-1', '02-29', '05-04..05-01', '05-01..', '..05-01'])('is refused for %s', (off) => {
    expect(() => readNotice(written(off))).toThrow(refusal('date.malformed'));
  });

  it('is checked as a whole', () => {
    expect(() => readNotice(written('05-01', '05-01'))).toThrow(refusal('calendar.contradiction'));
    expect(() => readNotice(written('2018-11-30'))).toThrow(refusal('calendar.day-outside-year'));
  });
});
