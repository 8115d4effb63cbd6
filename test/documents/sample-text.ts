import type { Block, Run } from '#libs/documents/content.js';

// People are 甲 and 乙.

const figure = (text: string, query: string): Run => ({
  text,
  address: `https://lookback.example/cases?validAt=2015-08-31&knownAt=412&${query}`,
});

const says = (...runs: readonly Run[]): Block => ({ kind: 'paragraph', runs });

export const sampleBlocks: readonly Block[] = [
  says(
    '7月至8月，各承办单位按照区政府第一次常务会议和全区办理工作会议的部署，突出重点，加强协调，形成合力，建议提案办理工作有序推进。现将本期办理工作进度、答复办理质量、历史遗留件办理等情况通报如下。',
  ),
  { kind: 'heading', level: 1, text: '办理工作进度' },
  says(
    '截至8月31日，今年我区共收到市人大代表建议和政协提案',
    figure('33', 'year=2015'),
    '件，其中代表建议',
    figure('29', 'kind=suggestion'),
    '件（主合办',
    figure('6', 'role=lead'),
    '件、会办',
    figure('23', 'role=co'),
    '件），政协提案',
    figure('4', 'kind=proposal'),
    '件（主办',
    figure('1', 'kind=proposal&role=lead'),
    '件、会办',
    figure('3', 'kind=proposal&role=co'),
    '件）。已办复',
    figure('33', 'replied=yes'),
    '件，办复率',
    figure('100.0%', 'N3b'),
    '。',
  ),
  {
    kind: 'heading',
    level: 2,
    text: '加强沟通协调。',
    runs: [
      '主合办件均由分管领导带队面商，面商率',
      figure('100.0%', 'N6f'),
      '。分管副区长5月18日亲自协调第0624号“关于尽快落实题桥发射台搬迁的意见”，明确由浦江镇和区规土局共同牵头推进。',
    ],
  },
  {
    kind: 'heading',
    level: 2,
    text: '会办意见按期提交。',
    runs: [
      '会办件应提交会办意见',
      figure('26', 'N5'),
      '件，按期提交',
      figure('25', 'N5&late=no'),
      '件，按期率',
      figure('96.2%', 'N5'),
      '，比上期提高3.1个百分点。',
    ],
  },
  {
    kind: 'chart',
    type: 'column',
    title: '2015年各期收件和办复情况（件）',
    categories: ['1—2月', '3—4月', '5—6月', '7—8月'],
    series: [
      { name: '收件', values: [9, 15, 6, 3] },
      { name: '办复', values: [0, 8, 14, 11] },
    ],
  },
  { kind: 'heading', level: 1, text: '答复办理质量' },
  { kind: 'heading', level: 2, text: '代表、委员评价' },
  says('代表、委员反馈', figure('33', 'N8'), '份，均表示满意或理解，无不满意件。'),
  { kind: 'heading', level: 2, text: '存在的质量问题' },
  {
    kind: 'heading',
    level: 3,
    text: '办理计划笼统。',
    runs: ['有', figure('3', 'vague'), '件“计划解决”件的办理计划使用“尽快”“逐步”等表述，时间节点不够明确。'],
  },
  {
    kind: 'heading',
    level: 3,
    text: '沟通反馈不够及时。',
    runs: ['有', figure('2', 'late-notice'), '次办理进展未在规定时间内反馈代表、委员。'],
  },
  { kind: 'heading', level: 4, text: '进展超过三个工作日才告知的1次；' },
  { kind: 'heading', level: 4, text: '至今未告知的1次。' },
  { kind: 'heading', level: 1, text: '历史遗留件办理' },
  says(
    '8月6日，根据市政府办公厅要求，再次对历史遗留件进行跟踪梳理。本届以来主办市代表建议答复为“解决采纳”的8件中，已全部解决',
    figure('5', 'matrix=1&finding=full'),
    '件、部分解决',
    figure('3', 'matrix=1&finding=partly'),
    '件；“留作参考”的7件中，1件已经解决，1件（“关于要求天利商品混凝土有限公司迁离罗阳地区”的代表建议）改为“计划解决”。',
  ),
  { kind: 'heading', level: 1, text: '表扬' },
  says(
    { strong: '浦江镇、区规土局。' },
    '共同牵头办理第0624号代表建议，主动上门听取意见，方案细化到月，按节点反馈代表。',
  ),
  { kind: 'heading', level: 1, text: '点名批评' },
  says(
    { strong: '区教育局。' },
    '会办意见超过期限',
    figure('4', 'late=opinion'),
    '个工作日提交，且内容缺乏针对性，被主办单位退回',
    figure('1', 'returned'),
    '次。',
  ),
  { kind: 'heading', level: 1, text: '下一步工作' },
  says(
    '各承办单位要对照附件所列清单，逐件明确分管领导和具体责任人，细化办理方案和时间节点；对代表、委员不满意或有疑问的件，坚持重新答复办理。区政府办公室将于9月下旬组织现场培训和检查指导，并将办理情况纳入年度考核。',
  ),
];
