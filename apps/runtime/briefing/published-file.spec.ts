import { utils, write } from '@e965/xlsx';
import { checkPublished } from '#libs/statistics/published.js';
import { publishedFile } from './published-file.js';

/** What is wrong in a file, in both languages, with by how much; and what was passed over. */
const wrong = (bytes: Uint8Array) => {
  const { published, unread } = publishedFile(bytes);
  const broken = checkPublished(published).filter(({ holds }) => !holds);
  return { broken: broken.map(({ name, difference }) => [name.zh, name.en, difference]), unread };
};
const csv = (...lines: readonly string[]) => Buffer.from(lines.join('\r\n'));
const workbook = (rows: readonly (readonly unknown[])[], merges: readonly string[] = []): Uint8Array => {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merges.map((area) => utils.decode_range(area));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '公布表');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;
};

describe('what other districts published, in the shapes they publish it in (domain 7)', () => {
  it('甲区: a list of names and numbers, thousands separators and full-width digits', () => {
    expect(wrong(csv('指标,数值', '合计,"1,234件"', '建议,８２０', '提案,４１４'))).toEqual({ broken: [], unread: [] });
    expect(wrong(csv('指标,数值', '合计,"1,234件"', '建议,８２０', '提案,４０４'))).toEqual({
      broken: [['合计 = 代表建议 + 政协提案', 'total = suggestions + proposals', 10]],
      unread: [],
    });
  });

  it('乙区: a line for each unit, a line of sums, a remark and a phone number beside', () => {
    const lines = [
      '乙区2023年建议提案办理情况,,,,,',
      '序号,承办单位,合计,建议,提案,备注',
      '1,甲局,12,8,4,',
      '2,乙局,9,6,3,电话另附',
      '3,丙街道,5,5,—,',
      ',合计,27,19,7,',
    ];
    expect(wrong(csv(...lines)).broken).toEqual([
      ['合计 = 代表建议 + 政协提案', 'total = suggestions + proposals', 1],
      ['合计 = 甲局 + 乙局 + 丙街道', 'total = 甲局 + 乙局 + 丙街道', 1],
    ]);
  });

  it('丙区: two rows of headings merged over roles, in a workbook', () => {
    const rows = [
      ['类别', '代表建议', '', '', '政协提案', '', ''],
      ['', '小计', '主办', '会办', '小计', '主办', '会办'],
      ['2022年', 40, 15, 25, 20, 8, 12],
      ['2023年', 44, 17, 26, 21, 8, 13],
    ];
    const merges = ['A1:A2', 'B1:D1', 'E1:G1'];
    expect(wrong(workbook(rows, merges)).broken).toEqual([
      [
        '2023年代表建议 = 2023年代表建议主办 + 2023年代表建议会办',
        '2023 suggestions = 2023 suggestions lead + 2023 suggestions co-handled',
        1,
      ],
    ]);
  });

  it('丁区: English headings, a rate that is not the one of its counts', () => {
    const lines = [
      'Kind\tTotal\tReplied\tReply rate',
      'Suggestions\t120\t114\t95.0%',
      'Proposals\t60\t54\t92.0%',
      'Total\t180\t168\t93.3%',
    ];
    expect(wrong(csv(...lines)).broken).toEqual([['政协提案答复率 = 54/60', 'rate of proposals replied = 54/60', 2]]);
  });

  it('戊区: outcomes with their shares, a share and the column of shares wrong', () => {
    const lines = [
      '办理结果,件数,占比',
      '答复,200,',
      '解决采纳,120,60.0％',
      '正在解决,40,20.0％',
      '计划解决,30,16.0％',
      '留作参考,10,5.0％',
    ];
    expect(wrong(csv(...lines)).broken).toEqual([
      ['计划解决占比 = 30/200', 'share of planned = 30/200', 1],
      ['合计各项占比合计 100%', 'shares of total sum to 100%', 1],
    ]);
  });

  it('己区: years across, the term beside them, one column missing', () => {
    const lines = ['指标,2021,2022,2023', '合计,50,61,58', '建议,31,40,36', '提案,19,20,22'];
    expect(wrong(csv(...lines)).broken).toEqual([
      ['2022年 = 2022年代表建议 + 2022年政协提案', '2022 = 2022 suggestions + 2022 proposals', 1],
    ]);
  });

  it('庚区: names run together, and the same number published twice', () => {
    const lines = ['合计,30件', '代表建议主办件,8', '代表建议会办件,12', '代表建议,20', '政协提案,10', '总数,31'];
    expect(wrong(csv(...lines)).broken).toEqual([['合计（两处公布应一致）', 'total (published twice)', -1]]);
  });

  it('辛区: JSON, and two months whose stock does not balance', () => {
    const figures = { '2023-03': { 期初: 40, 收到: 12, 本期办复: 20, 期末: 30 } };
    expect(wrong(Buffer.from(JSON.stringify(figures))).broken).toEqual([
      [
        '2023-03期末 = 期初 + 收到 + 恢复 − 办复 − 终止',
        '2023-03 closing = opening + received + reopened − answered − terminated',
        -2,
      ],
    ]);
  });

  it('names what it could not read, and refuses what it cannot read at all', () => {
    const lines = ['单位,合计,建议,提案,上级考核得分', '甲局,5,3,2,98.5', '合计,5,3,2,98.5'];
    expect(wrong(csv(...lines))).toEqual({ broken: [], unread: ['单位/甲局/上级考核得分', '合计/上级考核得分'] });
    expect(() => publishedFile(csv('姓名,年龄', '某某,42'))).toThrow(
      expect.objectContaining({ code: 'published.unreadable' }),
    );
  });
});
