import { command } from '#libs/kernel/command-spec.js';
import {
  AskFeedback,
  CarryOver,
  DeclareUnfulfillable,
  FulfilCommitment,
  OrderRehandling,
  RecordFeedback,
  RecordRevisit,
} from './feedback.js';
import { RestateDueDates } from './restating.js';

const office = ['office'] as const;
const units = ['office', 'unitClerk', 'unitLeader'] as const;
const anId = '6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e77';

export const feedbackCommands = {
  AskFeedback: command({
    body: AskFeedback,
    path: '/cases/:id/feedback-requests',
    by: units,
    summary: { zh: '征求满意度评价', en: 'Ask for feedback' },
    example: { occurredOn: '2015-05-06', proposers: ['代表甲'] },
  }),
  RecordFeedback: command({
    body: RecordFeedback,
    path: '/cases/:id/feedback',
    by: ['office', 'proposer'],
    summary: { zh: '记录评价', en: 'Record feedback' },
    example: {
      occurredOn: '2015-05-20',
      proposer: '代表甲',
      attitude: 'satisfied',
      result: 'understands',
      evidence: '反馈表 1 号',
    },
  }),
  OrderRehandling: command({
    body: OrderRehandling,
    path: '/cases/:id/rehandlings',
    by: office,
    summary: { zh: '重新办理', en: 'Order another round' },
    example: { occurredOn: '2015-06-01', cause: 'dissatisfied', reason: '提出人对办理结果不满意' },
  }),
  RecordRevisit: command({
    body: RecordRevisit,
    path: '/cases/:id/revisits',
    by: units,
    summary: { zh: '回头看', en: 'Record what was found on looking back' },
    example: {
      occurredOn: '2015-08-10',
      finding: 'inProgress',
      newOutcome: 'planned',
      reason: '企业已停产停业',
      waitingOn: { body: '市有关部门', since: '2015-08-10' },
    },
  }),
  FulfilCommitment: command({
    body: FulfilCommitment,
    path: '/cases/:id/commitment-fulfilments',
    by: units,
    summary: { zh: '兑现承诺', en: 'Record that a commitment was kept' },
    example: { occurredOn: '2015-12-01', commitment: anId, evidence: '竣工验收单' },
  }),
  DeclareUnfulfillable: command({
    body: DeclareUnfulfillable,
    path: '/cases/:id/unfulfillable-commitments',
    by: units,
    summary: { zh: '承诺无法兑现', en: 'Declare a commitment unfulfillable' },
    example: { occurredOn: '2015-11-02', commitment: anId, explanation: '规划调整，项目取消' },
  }),
  CarryOver: command({
    body: CarryOver,
    path: '/cases/:id/carry-overs',
    by: office,
    summary: { zh: '结转', en: 'Carry over to a year or term' },
    example: { occurredOn: '2015-12-31', toYear: 2016, explanation: '项目跨年实施' },
  }),
  RestateDueDates: command({
    body: RestateDueDates,
    path: '/cases/:id/due-date-restatements',
    by: [],
    summary: { zh: '重算期限', en: 'Compute the due dates anew' },
    example: { because: anId, kind: 'issued', on: '2024-11-12' },
  }),
};
