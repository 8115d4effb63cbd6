import type { RegisterCase } from '../commands/intake.js';
import type { Told } from './story.js';

/** A city suggestion we lead, received on 2015-02-10: reply due 2015-05-11, co-opinion due 2015-03-10. */
export const registering = (more: Partial<RegisterCase> = {}): Told => [
  'RegisterCase',
  {
    occurredOn: '2015-02-10',
    level: 'city',
    kind: 'suggestion',
    body: '上海市人大',
    term: 14,
    session: 3,
    sitting: 'in-session',
    number: '0624',
    title: '关于尽快落实题桥发射台搬迁的意见',
    proposers: ['代表甲', '代表乙'],
    outerRole: 'lead',
    ...more,
  },
];

export const district: Partial<RegisterCase> = { level: 'district', outerRole: undefined };

/** To 交通 as lead, with 水务 in support: inner reply due 2015-04-16, inner opinion due 2015-03-13. */
export const assigning: Told = [
  'AssignCase',
  {
    occurredOn: '2015-02-16',
    units: [
      { unit: 'jiaotong', role: 'lead' },
      { unit: 'shuiwu', role: 'support' },
    ],
  },
];

export const accepting: Told = [
  'AcceptAssignment',
  { occurredOn: '2015-02-25', unit: 'jiaotong', leaderInCharge: '分管领导甲', handler: '承办人甲' },
];

export const meeting: Told = [
  'RecordContact',
  {
    occurredOn: '2015-03-20',
    mode: 'faceToFace',
    phase: 'during',
    proposers: ['代表甲'],
    ledBy: '副区长甲',
    summary: '当面听取意见',
  },
];

export const innerOpinion: Told = [
  'FileCoOpinion',
  { occurredOn: '2015-03-10', layer: 'inner', unit: 'shuiwu', text: '建议结合年度计划安排' },
];

export const replying: Told = [
  'FileReply',
  {
    occurredOn: '2015-05-05',
    outcome: 'reference',
    docNo: '1号',
    signer: '副区长甲',
    disclosure: 'public',
    referenceReason: '条件不具备',
  },
];

/** Registered, assigned, accepted, opinion in, met. */
export const handled: readonly Told[] = [registering(), assigning, accepting, innerOpinion, meeting];
export const replied: readonly Told[] = [...handled, replying];
