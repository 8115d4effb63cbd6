import type { Attachment, Table } from '#libs/documents/content.js';

/** Unit, suggestions, proposals, led or co-led; of all it has, answered in time. */
const byUnit: readonly (readonly [string, number, number, number, number])[] = [
  ['区交通委', 5, 1, 1, 6],
  ['区建管委', 4, 0, 1, 4],
  ['区规土局', 4, 0, 1, 4],
  ['区环保局', 3, 1, 1, 4],
  ['区教育局', 2, 0, 0, 1],
  ['区卫计委', 2, 1, 1, 3],
  ['区民政局', 2, 0, 0, 2],
  ['区绿化市容局', 2, 0, 0, 2],
  ['区经委', 1, 1, 1, 2],
  ['区财政局', 1, 0, 0, 1],
  ['浦江镇', 2, 0, 1, 2],
  ['梅陇镇', 1, 0, 0, 1],
];

const perUnit: Table = {
  columns: [
    { title: '承办单位', type: 'text' },
    { title: '代表建议', type: 'number', group: '收件' },
    { title: '政协提案', type: 'number', group: '收件' },
    { title: '主合办', type: 'number', group: '角色' },
    { title: '会办', type: 'number', group: '角色' },
    { title: '已办复', type: 'number' },
    { title: '办复率', type: 'rate' },
    { title: '按期率', type: 'rate' },
    { title: '面商', type: 'number' },
  ],
  rows: byUnit.map(([unit, suggestions, proposals, lead, inTime], index) => {
    const all = suggestions + proposals;
    return [
      unit,
      { value: suggestions, address: `https://lookback.example/cases?unit=${index}&kind=suggestion` },
      proposals,
      lead,
      all - lead,
      all,
      { numerator: all, denominator: all },
      { numerator: inTime, denominator: all },
      lead,
    ];
  }),
  total: ['合计', 29, 4, 7, 26, 33, { numerator: 33, denominator: 33 }, { numerator: 32, denominator: 33 }, 7],
  unit: '单位：件',
  notes: ['注：按期率的分母为已办复和已逾期未办复之和；单位按2015年8月31日的名称统计。'],
};

const slow: Table = {
  columns: [
    { title: '编号', type: 'text' },
    { title: '标题', type: 'text' },
    { title: '承办单位', type: 'text' },
    { title: '分管领导', type: 'text' },
    { title: '承办人', type: 'text' },
    { title: '办理期限', type: 'day' },
    { title: '剩余工作日', type: 'number' },
  ],
  rows: Array.from({ length: 26 }, (_, index) => [
    `0${581 + index * 7}`,
    index % 3 === 0 ? '关于尽快落实题桥发射台搬迁的意见' : '关于完善轨道交通站点周边道路配套的建议',
    byUnit[index % byUnit.length]?.[0] ?? '',
    '分管领导甲',
    index % 4 === 1 ? '承办人喆' : '承办人乙',
    `2015-09-${String(index + 3).padStart(2, '0')}`,
    index - 3,
  ]),
};

export const sampleAttachments: readonly Attachment[] = [
  { title: '各承办单位建议提案办理情况统计表', blocks: [{ kind: 'table', ...perUnit }] },
  {
    title: '办理进度较慢件及责任人清单',
    blocks: [
      { kind: 'paragraph', runs: ['下列各件请承办单位于9月20日前书面反馈办理方案和时间节点。'] },
      { kind: 'table', ...slow },
    ],
  },
];
