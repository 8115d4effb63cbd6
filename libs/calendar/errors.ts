import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of dates, spans, periods and holiday notices. */
export const refuseDate = refusals({
  'date.malformed': {
    zh: '日期「{day}」无效，应为“年-月-日”，例如 2015-05-18',
    en: 'Not a calendar date: {day}; write YYYY-MM-DD, for example 2015-05-18',
    status: 400,
  },
  'date.out-of-range': {
    zh: '日期超出 {first} 至 {last} 的范围',
    en: 'The date lies outside {first} to {last}',
    status: 400,
  },
  'period.unknown': {
    zh: '通报期「{period}」无效：每两个月一期，以单月命名，例如 2015-05 表示五、六月',
    en: 'No such two-month period: {period}; it is named by its odd month, 2015-05 for May and June',
    status: 400,
  },
  'span.malformed': {
    zh: '期限无效：应为工作日、月或日中的一种，且为正整数',
    en: 'Not a span: give working days, months or days, one of them, as a whole number above zero',
    status: 400,
  },
  'calendar.year-out-of-range': {
    zh: '年份「{year}」无效，应在 {first} 至 {last} 之间',
    en: 'Not a year of the calendar: {year}; it lies between {first} and {last}',
    status: 400,
  },
  'calendar.day-outside-year': {
    zh: '{year} 年的放假通知不应包含 {day}：只能是当年的日期或上年十二月的日期',
    en: 'The notice for {year} cannot name {day}: only days of that year or of the December before',
  },
  'calendar.contradiction': {
    zh: '{year} 年的放假通知中，{day} 既是放假日又是上班日',
    en: 'In the notice for {year}, {day} is both a holiday and a working day',
  },
});
