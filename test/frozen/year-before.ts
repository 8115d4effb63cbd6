import { suggestion } from './suggestion.js';
import type { Scene } from './teller.js';

const of2014 = { occurredOn: '2014-02-20', session: 2, title: '关于老旧道路大修的建议' };
const ofDistrict = {
  ...of2014,
  level: 'district',
  kind: 'proposal',
  body: '区政协',
  term: 5,
  session: 3,
  outerRole: undefined,
  title: '关于滨水步道贯通的提案',
  proposers: ['委员甲', '委员乙'],
};

/** 2014: a case promised and not kept, hence a legacy of 2015, and a district case led by two units, answered on its due day. */
export const yearBefore = (): { readonly case: () => string; readonly scenes: readonly Scene[] } => {
  let legacy = '';
  return { case: () => legacy, scenes: [...promised((id) => (legacy = id)), ...shared()] };
};

const promised = (born: (id: string) => void): readonly Scene[] => {
  let id = '';
  return [
    [
      '2014-02-20',
      async ({ register, tell }) => {
        ({ id } = await register(suggestion('0101', of2014)));
        born(id);
        await tell(id, 'AssignCase', { units: [{ unit: 'jiaotong', role: 'lead' }], leaderInCharge: '副区长甲' });
        await tell(id, 'ClassifyCase', { subject: '城市建设和管理' });
      },
    ],
    [
      '2014-04-01',
      async ({ tell }) => {
        const contact = { mode: 'phone', phase: 'during', proposers: ['代表甲'], summary: '电话听取意见' };
        await tell(id, 'RecordContact', contact);
        await tell(id, 'WaiveVisit', { proposer: '代表甲', words: '电话沟通即可' });
      },
    ],
    [
      '2014-05-30',
      async ({ tell }) => {
        const reply = { docNo: '闵府办〔2014〕9号', signer: '副区长甲', disclosure: 'onRequest' };
        const commitments = [{ text: '完成大修', due: '2015-06-30', owner: '承办人甲' }];
        await tell(id, 'FileReply', { outcome: 'planned', ...reply, commitments });
      },
    ],
  ];
};

const shared = (): readonly Scene[] => {
  let id = '';
  return [
    [
      '2014-06-03',
      async ({ register, tell }) => {
        ({ id } = await register(suggestion('12', ofDistrict)));
        await tell(id, 'AssignCase', {
          units: [
            { unit: 'pujiang', role: 'jointLead', share: '岸线腾退' },
            { unit: 'guitu', role: 'jointLead', share: '规划调整' },
          ],
        });
      },
    ],
    [
      '2014-09-03',
      async ({ tell }) => {
        const contact = { mode: 'visit', phase: 'during', proposers: ['委员甲'], summary: '现场踏勘' };
        await tell(id, 'RecordContact', { occurredOn: '2014-09-02', ...contact, ledBy: '局长甲', unit: 'guitu' });
        const reply = { docNo: '闵规土〔2014〕3号', signer: '局长甲', disclosure: 'public' };
        await tell(id, 'FileReply', { outcome: 'solved', ...reply });
      },
    ],
  ];
};
