import { command } from '#libs/kernel/command-spec.js';
import {
  AcceptFromCity,
  AddCoUnit,
  ApproveReturn,
  DecideCoordination,
  DropCoUnit,
  NotifyProposers,
  RaiseCoordination,
  RecordReferralAccepted,
  RecordReferralRefused,
  ReferUp,
  RefuseReturn,
  Remind,
  RequestReturn,
  Supervise,
  Urge,
} from './handover.js';

const office = ['office'] as const;
const units = ['office', 'unitClerk', 'unitLeader'] as const;
const deciding = ['office', 'leader'] as const;
const anId = '6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e77';

export const handoverCommands = {
  AcceptFromCity: command({
    body: AcceptFromCity,
    path: '/cases/:id/city-acceptances',
    by: office,
    summary: { zh: '接收市里交办', en: 'Accept a case the city sent' },
    example: { occurredOn: '2015-02-12' },
  }),
  ReferUp: command({
    body: ReferUp,
    path: '/cases/:id/referrals',
    by: office,
    summary: { zh: '申请退回市里', en: 'Refer a case back to the city' },
    example: { occurredOn: '2015-02-12', reason: '属市级事权', suggestedBody: '市交通委' },
  }),
  RecordReferralAccepted: command({
    body: RecordReferralAccepted,
    path: '/cases/:id/referral-acceptances',
    by: office,
    summary: { zh: '市里同意退回', en: 'Record that the city took the case back' },
    example: { occurredOn: '2015-02-20', by: '市政府办公厅' },
  }),
  RecordReferralRefused: command({
    body: RecordReferralRefused,
    path: '/cases/:id/referral-refusals',
    by: office,
    summary: { zh: '市里不同意退回', en: 'Record that the city left the case with us' },
    example: { occurredOn: '2015-02-20', by: '市政府办公厅', reason: '仍由区里办理' },
  }),
  RequestReturn: command({
    body: RequestReturn,
    path: '/cases/:id/return-requests',
    by: units,
    summary: { zh: '申请退办', en: 'Ask the office to take an assignment back' },
    example: { occurredOn: '2015-02-26', unit: 'jiaotong', reason: '不属本单位职责', suggestedUnit: 'shuiwu' },
  }),
  ApproveReturn: command({
    body: ApproveReturn,
    path: '/cases/:id/return-approvals',
    by: office,
    summary: { zh: '同意退办并改办', en: 'Approve a return and assign anew' },
    example: { occurredOn: '2015-02-27', request: anId, units: [{ unit: 'shuiwu', role: 'lead' }] },
  }),
  RefuseReturn: command({
    body: RefuseReturn,
    path: '/cases/:id/return-refusals',
    by: office,
    summary: { zh: '不同意退办', en: 'Refuse a return' },
    example: { occurredOn: '2015-02-27', request: anId, reason: '属该单位职责' },
  }),
  AddCoUnit: command({
    body: AddCoUnit,
    path: '/cases/:id/co-units',
    by: office,
    summary: { zh: '增加配合单位', en: 'Add a co-unit' },
    example: { occurredOn: '2015-03-02', unit: 'shuiwu', reason: '涉及河道' },
  }),
  DropCoUnit: command({
    body: DropCoUnit,
    path: '/cases/:id/co-unit-removals',
    by: office,
    summary: { zh: '减少配合单位', en: 'Drop a co-unit' },
    example: { occurredOn: '2015-03-09', unit: 'shuiwu', reason: '不涉及该单位' },
  }),
  RaiseCoordination: command({
    body: RaiseCoordination,
    path: '/cases/:id/coordinations',
    by: units,
    summary: { zh: '提请协调', en: 'Raise a question for coordination' },
    example: { occurredOn: '2015-03-10', tier: 1, question: '明确牵头单位' },
  }),
  DecideCoordination: command({
    body: DecideCoordination,
    path: '/cases/:id/coordination-decisions',
    by: deciding,
    summary: { zh: '作出协调决定', en: 'Decide a coordination' },
    example: { occurredOn: '2015-05-18', coordination: anId, measures: '由两家单位共同牵头推进' },
  }),
  NotifyProposers: command({
    body: NotifyProposers,
    path: '/cases/:id/notifications',
    by: units,
    summary: { zh: '告知提出人进展', en: 'Tell the proposers of progress' },
    example: { occurredOn: '2015-06-02', progress: anId, channel: '电话' },
  }),
  Remind: command({
    body: Remind,
    path: '/cases/:id/reminders',
    by: office,
    summary: { zh: '提醒', en: 'Remind units' },
    example: { occurredOn: '2015-04-20', text: '请于期限前提交答复' },
  }),
  Urge: command({
    body: Urge,
    path: '/cases/:id/urgings',
    by: office,
    summary: { zh: '催办', en: 'Urge units' },
    example: { occurredOn: '2015-04-27', text: '仍未提交，请抓紧办理' },
  }),
  Supervise: command({
    body: Supervise,
    path: '/cases/:id/supervisions',
    by: deciding,
    summary: { zh: '督办', en: 'Order supervision' },
    example: { occurredOn: '2015-05-04', text: '列入督办', due: '2015-05-11' },
  }),
};
