import { checkPublished } from './published.js';
import { publishedInGrids, publishedInJson } from './published-reading.js';

const gridOf = (text: string) => text.split('\n').map((line) => line.replace(/^\ufeff/, '').split(/[,，\t]/));
const readPublished = (text: string) =>
  (text.startsWith('{') ? publishedInJson(text) : publishedInGrids([{ rows: gridOf(text) }])).published;

const broken = (text: string) =>
  checkPublished(readPublished(text))
    .filter(({ holds }) => !holds)
    .map(({ name, difference }) => `${name.zh}：${difference}`);
const checked = (text: string) => checkPublished(readPublished(text)).map(({ name }) => name.zh);

const of2015 = { 合计: 33, 建议: 29, '建议/主合办': 6, '建议/会办': 23, 提案: 4, '提案/主办': 1, '提案/会办': 3 };

describe('published figures (domain 7)', () => {
  it('that add up break nothing: the text of 2015', () => {
    expect(broken(JSON.stringify(of2015))).toEqual([]);
    expect(checked(JSON.stringify(of2015))).toEqual([
      '合计 = 代表建议 + 政协提案',
      '代表建议 = 代表建议主合办 + 代表建议会办',
      '政协提案 = 政协提案主办 + 政协提案会办',
    ]);
  });

  it('that do not add up are named, with by how much', () => {
    expect(broken(JSON.stringify({ ...of2015, '建议/会办': 22, 合计: 34 }))).toEqual([
      '合计 = 代表建议 + 政协提案：1',
      '代表建议 = 代表建议主合办 + 代表建议会办：1',
    ]);
  });

  it('come as CSV, with 件 and a heading, and nested as JSON', () => {
    expect(broken('\ufeff指标,数值\n合计,34件\n建议,24件\n提案,10件\n')).toEqual([]);
    expect(broken('# 2023\n合计,34\n建议,25\n提案，10\n')).toEqual(['合计 = 代表建议 + 政协提案：-1']);
    expect(broken(JSON.stringify({ 合计: 5, 建议: { 合计: 3, 主办: 2, 会办: 2 }, 提案: 2 }))).toEqual([
      '代表建议 = 代表建议主办 + 代表建议会办：-1',
    ]);
  });

  it('count 主合办 once beside 主办 and 合办', () => {
    expect(broken('建议,10\n建议/主办,3\n建议/合办,2\n建议/主合办,5\n建议/会办,5')).toEqual([]);
    expect(broken('建议,10\n建议/主办,3\n建议/合办,2\n建议/主合办,6\n建议/会办,5')).toEqual([
      '代表建议主合办 = 代表建议主办 + 代表建议合办：1',
    ]);
  });

  it('sum outcomes to the replies, grades to the forms, years to the term, windows to the year', () => {
    expect(broken('答复,19\n解决采纳,8\n正在解决,1\n计划解决,3\n留作参考,7')).toEqual([]);
    expect(broken('答复,20\n解决采纳,8\n正在解决,1\n计划解决,3\n留作参考,7')).toHaveLength(1);
    expect(broken('反馈,9\n满意,7\n理解,1')).toEqual(['反馈 = 满意 + 理解：1']);
    expect(broken('本届/建议,76\n2013/建议,20\n2014/建议,27\n2015/建议,29')).toEqual([]);
    expect(broken('2015,33\n2015-01/收到,12\n2015-03/收到,20')).toEqual([
      '2015年 = 2015-01本期收到 + 2015-03本期收到：1',
    ]);
  });

  it('keep the book of a stock (semantics 30)', () => {
    expect(broken('期初,10\n收到,5\n本期办复,6\n终止,1\n期末,8')).toEqual([]);
    expect(broken('期初,10\n收到,5\n本期办复,6\n期末,8')).toHaveLength(1);
  });

  it('hold percentages to their counts and to 100, as far as their decimals go', () => {
    const counts = '答复,19\n解决采纳,8\n正在解决,1\n计划解决,3\n留作参考,7\n';
    expect(broken(`${counts}解决采纳,42.1%\n正在解决,5.3%\n计划解决,15.8%\n留作参考,36.8%`)).toEqual([]);
    expect(broken(`${counts}解决采纳,42.2%\n正在解决,5.3%\n计划解决,15.8%\n留作参考,36.8%`)).toEqual([
      '解决采纳占比 = 8/19：0.1',
    ]);
    expect(broken('满意,97%\n理解,1%')).toEqual(['合计各项占比合计 100%：-2']);
  });

  it('are refused where a name or a number cannot be read, all at once', () => {
    expect(() => readPublished('合计,很多\n奇怪,3')).toThrow(expect.objectContaining({ code: 'published.unreadable' }));
    expect(() => readPublished('{')).toThrow(expect.objectContaining({ code: 'published.unreadable' }));
    expect(() => readPublished('')).toThrow(expect.objectContaining({ code: 'published.unreadable' }));
  });
});
