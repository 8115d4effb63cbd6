import type { Book } from '#libs/documents/excel/book.js';

/** A statistics table with groups and sums, a ledger with every kind of cell, text that would be a formula. */
export const sampleBook: Book = {
  issuedAt: '2015-09-16T02:00:00.000Z',
  author: '闵行区人民政府办公室',
  sheets: [
    {
      name: '统计表',
      title: '各承办单位建议提案办理情况统计表',
      unit: '单位：件',
      columns: [
        { title: '承办单位', type: 'text' },
        { title: '代表建议', type: 'number', group: '收件' },
        { title: '政协提案', type: 'number', group: '收件' },
        { title: '按期率', type: 'rate' },
      ],
      rows: [
        [
          '区交通委',
          { value: 5, address: 'https://lookback.example/cases?unit=1&kind="suggestion"' },
          1,
          { numerator: 5, denominator: 6 },
        ],
        ['浦江镇', 2, 0, { numerator: 0, denominator: 0 }],
      ],
      total: ['合计', 7, 1, { numerator: 7, denominator: 8 }],
      notes: ['注：按期率的分母为已办复和已逾期未办复之和。'],
    },
    {
      name: '台账',
      columns: [
        { title: '编号', type: 'text' },
        { title: '标题', type: 'text' },
        { title: '收件日期', type: 'day' },
        { title: '剩余工作日', type: 'number' },
      ],
      rows: [
        ['0581', '=HYPERLINK("https://bad.example","点我")', '2015-02-28', -3],
        ['0624', '关于尽快落实题桥发射台搬迁的意见', '2015-03-01', 12],
        ['+86', '@SUM(A1)', '不详', 0],
        ['-1', '\t=1+1', '2015-02-30', null],
        ['2015-03-01', '第一行\n第二行 <b> & _x0041_', null, 0.5],
      ],
    },
  ],
};
