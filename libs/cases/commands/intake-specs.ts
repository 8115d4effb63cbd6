import { command } from '#libs/kernel/command-spec.js';
import {
  AbandonRegistration,
  ChangeOuterRole,
  ClassifyCase,
  FlagCase,
  RegisterCase,
  ReturnToProposer,
  UnflagCase,
  WithdrawCase,
} from './intake.js';

const office = ['office'] as const;

export const intakeCommands = {
  RegisterCase: command({
    body: RegisterCase,
    path: '/cases',
    by: office,
    creates: true,
    summary: { zh: '登记', en: 'Register a suggestion or proposal' },
    example: {
      occurredOn: '2015-02-10',
      level: 'city',
      kind: 'suggestion',
      body: '上海市人大',
      term: 14,
      session: 3,
      sitting: 'in-session',
      number: '0624',
      title: '关于尽快落实题桥发射台搬迁的意见',
      proposers: ['代表甲'],
      outerRole: 'lead',
    },
  }),
  AbandonRegistration: command({
    body: AbandonRegistration,
    path: '/cases/:id/abandonments',
    by: [],
    summary: { zh: '放弃登记', en: 'Fence a registration that never came to be' },
    example: { claim: 'c0ffee' },
  }),
  ChangeOuterRole: command({
    body: ChangeOuterRole,
    path: '/cases/:id/outer-roles',
    by: office,
    summary: { zh: '变更对上角色', en: 'Record that the district’s role toward the city changed' },
    example: { occurredOn: '2015-04-10', to: 'lead', by: '市政府办公厅', reason: '改由本区主办' },
  }),
  ClassifyCase: command({
    body: ClassifyCase,
    path: '/cases/:id/subjects',
    by: office,
    summary: { zh: '归类题材', en: 'Classify by subject' },
    example: { occurredOn: '2024-02-20', subject: '城建交通' },
  }),
  FlagCase: command({
    body: FlagCase,
    path: '/cases/:id/flags',
    by: office,
    summary: { zh: '加标记', en: 'Set a flag' },
    example: { occurredOn: '2015-03-02', flag: 'keyDifficult', reason: '涉及面广、综合性强' },
  }),
  UnflagCase: command({
    body: UnflagCase,
    path: '/cases/:id/flag-removals',
    by: office,
    summary: { zh: '去标记', en: 'Remove a flag' },
    example: { occurredOn: '2015-09-01', flag: 'keyDifficult' },
  }),
  WithdrawCase: command({
    body: WithdrawCase,
    path: '/cases/:id/withdrawals',
    by: office,
    summary: { zh: '撤回', en: 'Record a withdrawal by the proposers' },
    example: { occurredOn: '2015-02-20', reason: '提出人要求撤回', signers: ['代表甲'] },
  }),
  ReturnToProposer: command({
    body: ReturnToProposer,
    path: '/cases/:id/returns-to-proposer',
    by: office,
    summary: { zh: '退回提出人', en: 'Return to the proposer' },
    example: { occurredOn: '2015-02-20', reason: '不属于建议提案范围' },
  }),
};
