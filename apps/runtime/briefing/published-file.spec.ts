import { utils, write } from '@e965/xlsx';
import { checkPublished } from '#libs/statistics/published.js';
import { publishedFile } from './published-file.js';

/** What is wrong in a file, in both languages, with by how much; and what was passed over. */
const wrong = (bytes: Uint8Array) => {
  const { published, unread } = publishedFile(bytes);
  const broken = checkPublished(published).filter(({ holds }) => !holds);
  return { broken: broken.map(({ name, difference }) => [name.zh, name.en, difference]), unread };
};
/** In Chinese only. */
const zh = (bytes: Uint8Array) => wrong(bytes).broken.map(([name, , difference]) => `${name}：${difference}`);
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

  it('壬区: the sentence of a yearly account, the office’s own form of figures', () => {
    const text =
      '2023年，壬区政府共收到市人大代表建议和政协提案35件。其中，市人大代表建议24件（主合办5件、会办18件），政协提案10件（主办3件，会办7件）。';
    expect(wrong(Buffer.from(text))).toEqual({
      broken: [
        ['合计 = 代表建议 + 政协提案', 'total = suggestions + proposals', 1],
        [
          '代表建议 = 代表建议主合办 + 代表建议会办',
          'suggestions = suggestions lead or joint + suggestions co-handled',
          1,
        ],
      ],
      unread: [],
    });
  });

  it('壬区, of its term: 其中 divides the kind before it, and 本届 holds to the full stop', () => {
    const text =
      '今年共收到代表建议29件。本届以来共收到代表建议共计76件，其中主合办19件，会办56件；共收到政协提案共计19件，其中主办4件，会办15件。';
    expect(zh(Buffer.from(text))).toEqual(['本届代表建议 = 本届代表建议主合办 + 本届代表建议会办：1']);
  });

  it('癸区: 其中 and the roles behind it belong to the kind above, whatever numbers the lines', () => {
    const lines = ['项目,件数', '共办理,34', '一、代表建议,24', '其中：主办,5', '会办,18', '二、政协提案,10'];
    const more = ['其中：主办,3', '会办,7'];
    expect(zh(csv(...lines, ...more))).toEqual(['代表建议 = 代表建议主办 + 代表建议会办：1']);
  });

  it('子区: Chinese numerals, 件 and 份, marks of footnotes; sums in the first line', () => {
    const lines = ['项目,数量', '共收到①,三十四件', '代表建议*,二十四份', '政协提案(注2),十一件', '注：1. 不含撤案3件'];
    expect(zh(csv(...lines))).toEqual(['合计 = 代表建议 + 政协提案：-1']);
  });

  it('丑区: a sheet for each year, and what one year leaves is what the next begins with', () => {
    const book = utils.book_new();
    const head = ['项目', '件数'];
    const years = { '2022年': [5, 40, 41, 4], '2023年': [6, 50, 48, 8] };
    for (const [name, [opening, received, answered, closing]] of Object.entries(years)) {
      const rows = [head, ['上年结转', opening], ['本年新收', received], ['本年办结', answered], ['结转下年', closing]];
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
    }
    expect(zh(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)).toEqual(['2023年期初 = 2022年期末：2']);
  });

  it('寅区: classes A to D of each kind, summed in the table’s own last column and line', () => {
    const lines = ['类别,A类,B类,C类,D类,合计', '建议,10,5,3,2,20', '提案,8,4,2,1,16', '合计,18,9,5,3,36'];
    expect(zh(csv(...lines))).toEqual([
      '政协提案 = 政协提案解决采纳 + 政协提案正在解决 + 政协提案计划解决 + 政协提案留作参考：1',
      '合计 = 解决采纳 + 正在解决 + 计划解决 + 留作参考：1',
    ]);
  });

  it('卯区: grades that are not the replies; 满意率 by either policy, and one by none', () => {
    const lines = ['项目,件数', '已答复,100', '满意,90', '基本满意,7', '不满意,2'];
    expect(zh(csv(...lines, '满意率,90%'))).toEqual(['答复 = 满意 + 基本满意 + 不满意：1']);
    expect(zh(csv(...lines, '满意率,97%'))).toEqual(['答复 = 满意 + 基本满意 + 不满意：1']);
    expect(zh(csv(...lines, '满意率,99%')).at(-1)).toBe('满意占比 = 90/100：9');
  });

  it('辰区: a term that is less than one of its years', () => {
    expect(zh(csv('届别,建议,提案,合计', '本届,20,10,30', '2023年,24,10,34'))).toEqual([
      '本届代表建议 ≥ 2023年代表建议：-4',
      '本届 ≥ 2023年：-4',
    ]);
  });

  it('巳区: kinds side by side, roles below, the whole in the last column of a merged title and head', () => {
    const rows = [
      ['巳区2023年办理情况统计表', '', '', '', '', ''],
      ['类别', '人大建议', '', '政协提案', '', '总计'],
      ['', '主办', '会办', '主办', '会办', ''],
      ['数量', 10, 20, 5, 6, 42],
    ];
    expect(zh(workbook(rows, ['A1:F1', 'A2:A3', 'B2:C2', 'D2:E2', 'F2:F3']))).toEqual([
      '合计 = 代表建议主办 + 代表建议会办 + 政协提案主办 + 政协提案会办：1',
    ]);
  });

  it('午区: rates as a spreadsheet keeps them, in time of the replies', () => {
    const rows = [
      ['类别', '收到', '办复', '办复率', '按时办复', '按时办复率'],
      ['建议', 24, 23, 0.958, 22, 0.957],
      ['提案', 10, 10, 1, 10, 1],
      ['合计', 34, 33, 0.98, 32, 0.97],
    ];
    expect(zh(workbook(rows))).toEqual(['答复率 = 33/34：1']);
  });

  it('未区: shares rounded so that they come to 100 are no mistake, others are', () => {
    const lines = ['类别,件数,占比', '答复,3,', '解决采纳,1,33.4%', '正在解决,1,33.3%', '留作参考,1,33.3%'];
    expect(zh(csv(...lines))).toEqual([]);
    expect(zh(csv(...lines.slice(0, -1), '留作参考,1,33.5%'))).toContain('留作参考占比 = 1/3：0.2');
  });

  it('申区: halves of a year, and more replied than came in', () => {
    const lines = ['时间,建议,提案,合计,办复', '上半年,20,8,28,28', '下半年,4,2,6,7', '全年,24,11,35,35'];
    expect(zh(csv(...lines))).toEqual([
      '政协提案 = 上半年政协提案 + 下半年政协提案：1',
      '合计 = 上半年 + 下半年：1',
      '下半年 ≥ 下半年答复：-1',
    ]);
  });

  it('酉区: 件次 are no 件', () => {
    expect(zh(csv('类别,件数,件次', '建议,24,31', '提案,10,12件次', '合计,34,45'))).toEqual([
      '件次 = 代表建议件次 + 政协提案件次：2',
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
