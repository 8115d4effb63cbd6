import { command } from '#libs/kernel/command-spec.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import {
  ConfirmCriticism,
  ConfirmPraise,
  DiscardBriefing,
  EditBriefing,
  IssueBriefing,
  OpenBriefing,
  RedraftBriefing,
  RestateBriefing,
  WithdrawMention,
} from './briefing-bodies.js';

export interface BriefingCommands {
  OpenBriefing: OpenBriefing;
  RedraftBriefing: RedraftBriefing;
  EditBriefing: EditBriefing;
  ConfirmPraise: ConfirmPraise;
  ConfirmCriticism: ConfirmCriticism;
  WithdrawMention: WithdrawMention;
  DiscardBriefing: DiscardBriefing;
  IssueBriefing: IssueBriefing;
  RestateBriefing: RestateBriefing;
}

const office = ['office'] as const;

export const briefingCommands: { readonly [N in keyof BriefingCommands]: CommandSpec<BriefingCommands[N]> } = {
  OpenBriefing: command({
    body: OpenBriefing,
    path: '/briefings',
    by: office,
    creates: true,
    example: { occurredOn: '2015-03-10', briefing: 'bimonthly-2015-01', kind: 'bimonthly', period: '2015-01' },
    summary: { zh: '起草通报', en: 'A briefing is opened and drafted' },
  }),
  RedraftBriefing: command({
    body: RedraftBriefing,
    path: '/briefings/:id/draft',
    by: office,
    example: { occurredOn: '2015-03-12' },
    summary: { zh: '按现在所知重新起草', en: 'A briefing is drafted anew, its words kept' },
  }),
  EditBriefing: command({
    body: EditBriefing,
    path: '/briefings/:id/edits',
    by: office,
    example: { occurredOn: '2015-03-12', block: 'progress', text: '本期收到{received}，各单位办理平稳。' },
    summary: { zh: '修改文字', en: 'Words of a draft are edited; its numbers are fields' },
  }),
  ConfirmPraise: command({
    body: ConfirmPraise,
    path: '/briefings/:id/praise',
    by: office,
    example: { occurredOn: '2015-03-12', unit: 'pujiang' },
    summary: { zh: '确认表扬', en: 'A proposed praise is confirmed' },
  }),
  ConfirmCriticism: command({
    body: ConfirmCriticism,
    path: '/briefings/:id/criticism',
    by: office,
    example: { occurredOn: '2015-03-12', unit: 'transport' },
    summary: { zh: '确认点名批评', en: 'A proposed criticism by name is confirmed' },
  }),
  WithdrawMention: command({
    body: WithdrawMention,
    path: '/briefings/:id/mentions/withdraw',
    by: office,
    example: { occurredOn: '2015-03-13', as: 'criticism', unit: 'transport', reason: '情况已说明' },
    summary: { zh: '撤下表扬或批评', en: 'A confirmed praise or criticism is withdrawn' },
  }),
  DiscardBriefing: command({
    body: DiscardBriefing,
    path: '/briefings/:id/discard',
    by: office,
    example: { occurredOn: '2015-03-13', reason: '期间有误，另行起草' },
    summary: { zh: '作废草稿', en: 'A draft is given up; another may be opened' },
  }),
  IssueBriefing: command({
    body: IssueBriefing,
    path: '/briefings/:id/issue',
    by: office,
    example: {
      occurredOn: '2015-03-16',
      briefing: 'bimonthly-2015-01',
      kind: 'bimonthly',
      period: '2015-01',
      overrides: [{ identity: 'total.kinds', reason: '区办件尚未录入' }],
    },
    summary: { zh: '印发通报', en: 'A briefing is issued and frozen' },
  }),
  RestateBriefing: command({
    body: RestateBriefing,
    path: '/briefings/:id/restate',
    by: [],
    example: {
      knownAt: 412,
      changes: [
        {
          figure: 'N1@1',
          scope: { kind: 'suggestion', outerRole: 'co' },
          issued: { numerator: 23 },
          now: { numerator: 22 },
        },
      ],
      causes: [{ eventId: '7c9e6679-7425-50de-944b-e07fc1f90ae7', seq: 412, stream: 'case-1', type: 'FactCorrected' }],
      addressees: ['transport'],
    },
    summary: { zh: '通报数字更正', en: 'The figures of an issued briefing now read differently' },
  }),
};
