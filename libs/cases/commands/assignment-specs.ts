import { command } from '#libs/kernel/command-spec.js';
import { AcceptAssignment, AppointLeader, AssignCase } from './assignment.js';
import { AdoptCoOpinion, FileCoOpinion, RateCoOpinion, RecordContact, ReturnCoOpinion, WaiveVisit } from './contact.js';

const office = ['office'] as const;
const units = ['office', 'unitClerk', 'unitLeader'] as const;

export const assignmentCommands = {
  AssignCase: command({
    body: AssignCase,
    path: '/cases/:id/assignments',
    by: office,
    summary: { zh: '交办', en: 'Assign to units' },
    example: { occurredOn: '2015-02-16', units: [{ unit: 'jiaotong', role: 'lead' }], leaderInCharge: '副区长甲' },
  }),
  AcceptAssignment: command({
    body: AcceptAssignment,
    path: '/cases/:id/acceptances',
    by: units,
    summary: { zh: '签收', en: 'Accept an assignment' },
    example: { occurredOn: '2015-02-25', unit: 'jiaotong', leaderInCharge: '分管领导甲', handler: '承办人甲' },
  }),
  AppointLeader: command({
    body: AppointLeader,
    path: '/cases/:id/leaders',
    by: office,
    summary: { zh: '确定领衔、分管、督办领导', en: 'Appoint a leader' },
    example: { occurredOn: '2015-03-02', duty: 'leading', person: '副区长甲' },
  }),
  RecordContact: command({
    body: RecordContact,
    path: '/cases/:id/contacts',
    by: units,
    summary: { zh: '记录面商与沟通', en: 'Record a contact with proposers' },
    example: {
      occurredOn: '2015-03-20',
      mode: 'faceToFace',
      phase: 'during',
      proposers: ['代表甲'],
      ledBy: '副区长甲',
      summary: '就搬迁方案当面听取意见',
      place: '区政府',
    },
  }),
  WaiveVisit: command({
    body: WaiveVisit,
    path: '/cases/:id/visit-waivers',
    by: [...units, 'proposer'],
    summary: { zh: '放弃面商', en: 'Record that a proposer forgoes the face-to-face' },
    example: { occurredOn: '2015-03-20', proposer: '代表甲', words: '电话沟通即可，无须面商' },
  }),
  FileCoOpinion: command({
    body: FileCoOpinion,
    path: '/cases/:id/opinions',
    by: units,
    summary: { zh: '提交会办意见', en: 'File a co-opinion' },
    example: { occurredOn: '2015-03-10', layer: 'inner', unit: 'jiaotong', text: '建议结合年度养护计划安排' },
  }),
  ReturnCoOpinion: command({
    body: ReturnCoOpinion,
    path: '/cases/:id/opinion-returns',
    by: units,
    summary: { zh: '退回会办意见', en: 'Return an opinion for substance' },
    example: { occurredOn: '2015-03-12', opinion: 'inner:jiaotong', reason: '缺少时间安排' },
  }),
  AdoptCoOpinion: command({
    body: AdoptCoOpinion,
    path: '/cases/:id/opinion-adoptions',
    by: units,
    summary: { zh: '采纳会办意见', en: 'Adopt an opinion' },
    example: { occurredOn: '2015-03-16', opinion: 'inner:jiaotong' },
  }),
  RateCoOpinion: command({
    body: RateCoOpinion,
    path: '/cases/:id/opinion-ratings',
    by: units,
    summary: { zh: '评价会办意见', en: 'Rate an opinion' },
    example: { occurredOn: '2015-03-16', opinion: 'inner:jiaotong', timely: true, specific: true, useful: true },
  }),
};
