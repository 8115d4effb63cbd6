import { shanghai, shanghaiCalendars } from '#libs/office/shanghai-rules.js';
import { systemActor } from '#libs/kernel/actor.js';
import { suggestion } from './suggestion.js';
import { idIn, type Scene } from './teller.js';

/** What came with the whole regulation of a case: intake's other ends, returns, coordination, the ladder, drafts, carry-over. */
export const wholeRegulation = (): readonly Scene[] => [
  ...fromTheCity(),
  ...givenBack(),
  ...otherEnds,
  ...drivenOn(),
  ...restated,
  ['2015-12-09', leftTheHouse],
];

/** One referred up and left with us, one that the city took back. */
const fromTheCity = (): readonly Scene[] => {
  const known = { ours: '', theirs: '' };
  return [
    [
      '2015-02-16',
      async ({ register, tell }) => {
        known.ours = (await register(suggestion('0401', { occurredOn: '2015-02-13' }))).id;
        known.theirs = (await register(suggestion('0402', { occurredOn: '2015-02-13' }))).id;
        for (const id of [known.ours, known.theirs])
          await tell(id, 'ReferUp', { reason: '属市级事权', suggestedBody: '市交通委' });
      },
    ],
    [
      '2015-02-25',
      async ({ tell }) => {
        await tell(known.ours, 'RecordReferralRefused', { by: '市政府办公厅', reason: '仍由区里办理' });
        await tell(known.ours, 'AcceptFromCity', {});
        await tell(known.theirs, 'RecordReferralAccepted', { by: '市政府办公厅' });
      },
    ],
  ];
};

/** A unit that asks to give its case back, is refused, asks no more; another that is relieved; co-units that come and go. */
const givenBack = (): readonly Scene[] => {
  const known = { kept: '', moved: '', refused: '', granted: '' };
  return [
    [
      '2015-03-10',
      async ({ register, tell }) => {
        const body = { occurredOn: '2015-03-05' };
        known.kept = (await register(suggestion('0403', body))).id;
        known.moved = (await register(suggestion('0404', body))).id;
        for (const id of [known.kept, known.moved])
          await tell(id, 'AssignCase', { units: [{ unit: 'jiaotong', role: 'lead' }] });
      },
    ],
    [
      '2015-03-12',
      async ({ tell }) => {
        const request = { unit: 'jiaotong', reason: '不属本单位职责', suggestedUnit: 'shuiwu' };
        known.refused = idIn(await tell(known.kept, 'RequestReturn', request), 'request');
        known.granted = idIn(await tell(known.moved, 'RequestReturn', request), 'request');
      },
    ],
    [
      '2015-03-13',
      async ({ tell }) => {
        await tell(known.kept, 'RefuseReturn', { request: known.refused, reason: '属该单位职责' });
        const units = [{ unit: 'shuiwu', role: 'lead' }];
        await tell(known.moved, 'ApproveReturn', { request: known.granted, units });
        await tell(known.moved, 'AddCoUnit', { unit: 'guitu', reason: '涉及规划' });
        await tell(known.moved, 'AddCoUnit', { unit: 'pujiang', reason: '涉及属地' });
        await tell(known.moved, 'DropCoUnit', { unit: 'pujiang', reason: '不涉及该单位' });
      },
    ],
  ];
};

/** One turned into a letter, one merged into another, two kept in view together. */
const otherEnds: readonly Scene[] = [
  [
    '2015-03-16',
    async ({ register, tell }) => {
      const letter = await register(suggestion('0405'));
      await tell(letter.id, 'ConvertToLetter', { reason: '反映个人具体问题' });
      const survivor = await register(suggestion('0406', { title: '关于增设人行天桥的建议' }));
      const absorbed = await register(suggestion('0407', { title: '关于人行天桥的建议', proposers: ['代表庚'] }));
      await tell(absorbed.id, 'MergeCase', { into: survivor.id, reason: '内容相同' });
      await tell(survivor.id, 'LinkSimilarCases', { cases: [letter.id], reason: '同一路口' });
    },
  ],
];

/** Coordination, reminders, drafts sent back, a publication taken down, a promise given up, a case carried over. */
const drivenOn = (): readonly Scene[] => {
  const known = { id: '', commitment: '' };
  return [
    [
      '2015-03-17',
      async ({ register, tell }) => {
        known.id = (await register(suggestion('0408', { title: '关于断头路贯通的建议' }))).id;
        await tell(known.id, 'AssignCase', { units: [{ unit: 'jiaotong', role: 'lead' }] });
        const raised = await tell(known.id, 'RaiseCoordination', { tier: 1, question: '明确腾地主体' });
        const decision = { coordination: idIn(raised, 'coordination'), measures: '由属地配合腾地' };
        await tell(known.id, 'DecideCoordination', { ...decision, decidedBy: '办公室' });
      },
    ],
    [
      '2015-04-14',
      async ({ tell }) => {
        const progress = idIn(await tell(known.id, 'ReportProgress', { percent: 20, text: '完成测绘' }), 'progress');
        await tell(known.id, 'NotifyProposers', { progress, channel: '电话', at: '16:20' });
        await tell(known.id, 'Remind', { text: '请于期限前答复' });
        await tell(known.id, 'Urge', { text: '仍未答复，请抓紧' });
        await tell(known.id, 'Supervise', { text: '列入督办', due: '2015-04-30' });
      },
    ],
    [
      '2015-05-06',
      async ({ tell }) => {
        const contact = { mode: 'meeting', phase: 'during', proposers: ['代表甲'], summary: '座谈' };
        await tell(known.id, 'RecordContact', contact);
        await tell(known.id, 'DraftReply', { text: '答复' });
        await tell(known.id, 'ReturnDraft', { reason: '缺少时间节点' });
        await tell(known.id, 'DraftReply', { text: '答复如下' });
        await tell(known.id, 'ReviewReply', {});
        const reply = { docNo: '闵府办〔2015〕12号', signer: '副区长甲', disclosure: 'public' };
        const commitments = [{ text: '年内贯通', due: '2015-12-31', owner: '承办人甲' }];
        const filed = await tell(known.id, 'FileReply', { outcome: 'planned', ...reply, commitments });
        known.commitment = idIn(filed, 'commitments');
        await tell(known.id, 'PublishReply', { channel: '区政府门户网站' });
        await tell(known.id, 'WithdrawPublication', { reason: '含个人信息' });
      },
    ],
    [
      '2015-12-08',
      async ({ tell }) => {
        await tell(known.id, 'DeclareUnfulfillable', { commitment: known.commitment, explanation: '规划调整' });
        await tell(known.id, 'CarryOver', { toYear: 2016, explanation: '跨年实施' });
      },
    ],
  ];
};

/** A due date in a year without a notice, and the notice that moves it. */
const restated: readonly Scene[] = [
  [
    '2015-11-10',
    async ({ register }) => {
      await register(suggestion('0409', { occurredOn: '2015-11-10', sitting: 'recess' }));
    },
  ],
  [
    '2015-12-28',
    async ({ give }) => {
      const calendar = shanghaiCalendars.find(({ year }) => year === 2016)!;
      await give('rule-book', 'IssueCalendar', { ...calendar, effectiveFrom: '2015-12-28' }, { id: shanghai });
    },
  ],
];

/** Somebody turned away, and a copy of the log that left. */
const leftTheHouse: Scene[1] = async ({ give }) => {
  const by = systemActor('access');
  const day = { occurredOn: '2015-12-09' };
  const denial = { at: '09:10', reason: 'denied', count: 1, operations: [{ operation: 'POST /cases', count: 1 }] };
  await give('access', 'RecordDenial', { ...day, ...denial }, { id: '2015-12-09', by });
  const left = { what: 'log', format: 'jsonl', reading: { knownAt: 1 }, rows: 1 };
  await give('access', 'RecordExport', { ...day, ...left }, { id: '2015-12-09', by });
};
