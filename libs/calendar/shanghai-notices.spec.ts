import { weekday } from './day.js';
import { shanghaiNotices } from './shanghai-notices.js';
import { workingCalendar } from './working-days.js';

const calendar = workingCalendar(shanghaiNotices);
const isWeekend = (day: string) => weekday(day) > 5;

const years = Array.from({ length: 15 }, (_, at) => 2012 + at);

/** Statutory days off of a year: eleven, thirteen since 2025; one more for Victory Day, two by the extension of 2020. */
const statutoryDays = (year: number): number => (year < 2025 ? 11 : 13) + ({ 2015: 1, 2020: 2 }[year] ?? 0);

describe('the notices for Shanghai', () => {
  it('cover 2012 to 2026, one a year, each with its source', () => {
    expect(shanghaiNotices.map(({ year }) => year)).toEqual(years);
    shanghaiNotices.forEach(({ year, source }) => expect(source).toContain(`国务院办公厅关于${year}年部分节假日安排`));
  });

  it.each(years)(
    'give the weekdays off in %i that the law grants, once the weekend days worked are set against them',
    (year) => {
      const { holidays, workingDays } = shanghaiNotices.find((notice) => notice.year === year)!;
      expect(holidays.filter((day) => !isWeekend(day)).length - workingDays.length).toBe(statutoryDays(year));
    },
  );

  it('make up on weekend days only', () => {
    expect(shanghaiNotices.flatMap(({ workingDays }) => workingDays).filter((day) => !isWeekend(day))).toEqual([]);
  });

  it.each(years)('close the statutory days of %i', (year) => {
    const statutory = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`);
    expect(statutory.filter((day) => calendar.isWorkingDay(day))).toEqual([]);
  });

  it.each([
    ['the New Year of 2012, made up in 2011', ['2012-01-03'], ['2011-12-31']],
    ['the Spring Festival of 2015', ['2015-02-18', '2015-02-24'], ['2015-02-15', '2015-02-28', '2015-02-25']],
    ['the seventieth anniversary of victory', ['2015-09-03', '2015-09-04', '2015-09-05'], ['2015-09-06']],
    ['the National Day of 2015', ['2015-10-07', '2015-10-11'], ['2015-10-08', '2015-10-10']],
    ['Labour Day of 2019 as changed in March', ['2019-05-02', '2019-05-03'], ['2019-04-28', '2019-05-05']],
    ['the Spring Festival of 2020 as extended', ['2020-01-31', '2020-02-01'], ['2020-01-19', '2020-02-03']],
    ['the New Year of 2023, begun in 2022', ['2022-12-31', '2023-01-02'], ['2022-12-30', '2023-01-03']],
    ['the Spring Festival of 2024', ['2024-02-10', '2024-02-17'], ['2024-02-04', '2024-02-09', '2024-02-18']],
    ['the Spring Festival of 2026', ['2026-02-16', '2026-02-23'], ['2026-02-14', '2026-02-28', '2026-02-24']],
  ])('know %s', (_, off, worked) => {
    expect(off.filter((day) => calendar.isWorkingDay(day))).toEqual([]);
    expect(worked.filter((day) => !calendar.isWorkingDay(day))).toEqual([]);
  });
});
