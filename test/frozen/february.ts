import { claimId } from '#libs/office/claim.js';
import { suggestion } from './suggestion.js';
import { registrar, secondClerk, type Scene } from './teller.js';

const ledger = [
  '编号,类别,层级,机构,届,次,会议,案由,提出人,角色,市主办单位,收件日期,牵头单位,交办日期,会办意见日期,会办意见',
  '0301,建议,市,上海市人大,14,3,会上,关于河道整治的建议,代表丙,会办,市水务局,2015-02-11,区水务局,2015-02-12,2015-03-11,建议纳入年度计划',
  '0302,提案,市,上海市政协,12,3,会上,关于社区医院的提案,委员丙,主办,,2015-02-11,区卫生局,2015-02-12,,',
].join('\n');

/** A co case whose opinion the city's lead sends back once. */
const coHandled = (): readonly Scene[] => {
  let id = '';
  const outer = { layer: 'outer', unit: 'jiaotong', text: '结合年度计划安排' };
  return [
    [
      '2015-02-12',
      async ({ register, tell }) => {
        const city = { kind: 'proposal', body: '上海市政协', term: 12, cityLead: '市交通委' };
        ({ id } = await register(suggestion('0201', { ...city, outerRole: 'co', proposers: ['委员丁'] })));
        await tell(id, 'AssignCase', { units: [{ unit: 'jiaotong', role: 'lead' }] });
      },
    ],
    ['2015-03-05', async ({ tell }) => void (await tell(id, 'FileCoOpinion', outer))],
    [
      '2015-03-09',
      async ({ tell }) => {
        const returned = { reason: '缺少时间安排', evidence: '市交通委来电记录' };
        await tell(id, 'ReturnCoOpinion', { opinion: 'outer', ...returned });
      },
    ],
    [
      '2015-03-18',
      async ({ tell }) => {
        await tell(id, 'FileCoOpinion', { ...outer, text: '九月底前完成' });
        await tell(id, 'AdoptCoOpinion', { opinion: 'outer', evidence: '市交通委复函' });
      },
    ],
  ];
};

/** One withdrawn by all its signers, one sent back to its proposer. */
const ended: Scene = [
  '2015-02-26',
  async ({ register, tell }) => {
    const both = ['代表丁', '代表戊'];
    const withdrawn = await register(suggestion('0203', { proposers: both }));
    await tell(withdrawn.id, 'WithdrawCase', { reason: '提出人要求撤回', signers: both });
    const returned = await register(suggestion('0204'));
    await tell(returned.id, 'ReturnToProposer', { reason: '不属于建议提案受理范围' });
  },
];

/** A number claimed by a registration that never came to be; the next one fences it and takes the number over. */
const takenOver: Scene = [
  '2015-03-19',
  async ({ give, register }) => {
    const body = suggestion('0207', { occurredOn: '2015-03-19', title: '关于夜间公交的建议' });
    const { level, kind, body: congress, term, session, sitting, number } = body;
    const key = { level, kind, body: congress, term, session, sitting, number };
    const ghost = '00000000-0000-5000-8000-000000000207';
    await give('claim', 'ClaimNumber', { case: ghost, ...key }, { id: claimId(key), by: registrar });
    await register(body);
  },
];

/** What comes in and goes out in the first weeks of 2015. */
export const february: readonly Scene[] = [
  ...coHandled(),
  ended,
  takenOver,
  [
    '2015-03-19',
    async ({ runtime }) => {
      await runtime.imports.run({ name: '2015.csv', bytes: Buffer.from(ledger) }, secondClerk);
    },
  ],
];
