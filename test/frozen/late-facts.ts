import { suggestion } from './suggestion.js';
import { secondClerk, type Scene } from './teller.js';

interface Late {
  /** A co case that turns out to have been ours since April. */
  role: string;
  /** A case of March that was received in February. */
  dated: string;
}

/** What came late, what was wrong, what was taken back and brought back. */
export const lateFacts = (): readonly Scene[] => {
  const late: Late = { role: '', dated: '' };
  return [registered(late), ...december(late)];
};

const registered = (late: Late): Scene => [
  '2015-03-24',
  async ({ register, tell, corrected }) => {
    const co = { occurredOn: '2015-02-11', outerRole: 'co', cityLead: '市水务局' };
    late.role = (await register(suggestion('0202', co))).id;
    await tell(late.role, 'AssignCase', { units: [{ unit: 'shuiwu', role: 'lead' }] });
    late.dated = (await register(suggestion('0206', { occurredOn: '2015-03-02', proposers: ['代表己'] }))).id;
    const twice = await register(suggestion('0205', { occurredOn: '2015-03-03' }));
    await corrected(twice.id, 'RetractFact', { target: twice.events[0]!.id, reason: '重复录入' });
    await register(suggestion('0205', { occurredOn: '2015-03-04', title: '关于校车接送的建议' }));
  },
];

const december = (late: Late): readonly Scene[] => [
  [
    '2015-12-02',
    async ({ tell }) => {
      const change = { occurredOn: '2015-04-10', to: 'lead', by: '市政府办公厅', reason: '改由本区主办' };
      await tell(late.role, 'ChangeOuterRole', change);
    },
  ],
  ['2015-12-03', corrections(late)],
  ['2015-12-04', broughtBack(late)],
  [
    '2015-12-07',
    async ({ tell }) => {
      const reply = { docNo: '闵府办〔2015〕41号', signer: '副区长甲', disclosure: 'withheld' };
      await tell(late.dated, 'FileReply', { outcome: 'reference', ...reply, referenceReason: '条件尚不成熟' });
      await tell(late.role, 'ReportProgress', { percent: 100, text: '已完成' });
    },
  ],
];

/** A date corrected, what no figure counts corrected and that taken back, a doubt rejected. */
function corrections(late: Late): Scene[1] {
  return async ({ tell, corrected, runtime }) => {
    const target = (await runtime.cases.events(late.dated))[0]!.id;
    const date = { data: { occurredOn: '2015-02-27' }, reason: '收文登记簿为二月二十七日' };
    await corrected(late.dated, 'CorrectFact', { target, ...date });
    const uncounted = { data: { cityLead: '市规土局' }, reason: '漏填' };
    const added = await tell(late.dated, 'CorrectFact', { target, ...uncounted });
    await tell(late.dated, 'RetractFact', { target: added.events[0]!.id, reason: '原无此项' });
    const doubt = { data: { sitting: 'recess' }, reason: '疑为闭会期间' };
    const doubted = await tell(late.dated, 'CorrectFact', { target, ...doubt });
    const rejection = { proposal: doubted.events[0]!.id, reason: '原件无误' };
    await tell(late.dated, 'RejectCorrection', rejection, secondClerk);
  };
}

/** A contact recorded late, retracted, and the retraction retracted. */
function broughtBack(late: Late): Scene[1] {
  return async ({ tell, corrected }) => {
    const units = [{ unit: 'jiaotong', role: 'lead' }];
    await tell(late.dated, 'AssignCase', { occurredOn: '2015-03-10', units });
    const visit = { mode: 'visit', phase: 'during', proposers: ['代表己'], summary: '走访' };
    const met = await tell(late.dated, 'RecordContact', { occurredOn: '2015-04-15', ...visit });
    const back = await corrected(late.dated, 'RetractFact', { target: met.events[0]!.id, reason: '误录到本件' });
    await corrected(late.dated, 'RetractFact', { target: back.events[0]!.id, reason: '确为本件' });
  };
}
