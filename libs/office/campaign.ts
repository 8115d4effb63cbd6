import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import { IdField, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import type { Day } from '#libs/kernel/event.js';
import { assertHappened, HappenedBody } from './bodies.js';
import { restsOn, validating } from './correcting.js';
import { refuse } from './errors.js';

/** One cell of the matrix promised × found, as the campaign reported it: rows outcomes, columns findings (semantics 45). */
export class MatrixCell {
  @Text(50) row: string;
  @Text(50) column: string;
  @Whole([0, 100_000]) cases: number;
}

export class OpenCampaign extends HappenedBody {
  @IdField() campaign: string;
  @Text() title: string;
  @Text(500) trigger: string;
  @Texts(100, { min: 1, max: 5000 }) scope: readonly string[];
}

export class CloseCampaign extends HappenedBody {
  @NestedList(() => MatrixCell, { optional: true }) matrix?: readonly MatrixCell[];
}

export interface CampaignCommands {
  OpenCampaign: OpenCampaign;
  CloseCampaign: CloseCampaign;
}

/** One 回头看 campaign. */
export interface CampaignEvents {
  /** The scope is frozen: cases that come later belong to a later campaign. */
  CampaignOpened: { occurredOn: Day; campaign: string; title: string; trigger: string; scope: readonly string[] };
  CampaignClosed: { occurredOn: Day; matrix?: readonly MatrixCell[] };
}

export interface CampaignState {
  readonly opened?: CampaignEvents['CampaignOpened'];
  readonly closedOn?: Day;
}

const evolve: EvolveTable<CampaignState, CampaignEvents> = {
  CampaignOpened: (state, opened) => ({ ...state, opened }),
  CampaignClosed: (state, { occurredOn }) => ({ ...state, closedOn: occurredOn }),
};

export const campaignExists = ({ opened }: CampaignState): boolean => opened !== undefined;

export const isInScope = ({ opened }: CampaignState, caseId: string): boolean =>
  opened?.scope.includes(caseId) ?? false;

const decide: DecideTable<CampaignCommands, CampaignState, CampaignEvents, DecisionContext> = {
  OpenCampaign: (command, { now }, { today }) => {
    assertHappened(command.occurredOn, today);
    if (now.opened) throw refuse('campaign.already-opened');
    return [{ type: 'CampaignOpened', data: { ...command } }];
  },
  CloseCampaign: (command, { now: { opened, closedOn } }, { today }) => {
    assertHappened(command.occurredOn, today);
    if (!opened || closedOn !== undefined) throw refuse('campaign.not-open');
    const isTooEarly = command.occurredOn < opened.occurredOn;
    if (isTooEarly) throw refuse('campaign.closed-before-opening', { opened: opened.occurredOn });
    return [{ type: 'CampaignClosed', data: { ...command } }];
  },
};

export const campaign: Aggregate<CampaignState, CampaignEvents, CampaignCommands, DecisionContext> = {
  name: 'campaign',
  stream: (id = '') => `campaign-${id}`,
  versions: { CampaignOpened: 1, CampaignClosed: 1 },
  initial: {},
  evolve,
  decide,
  commands: {
    OpenCampaign: {
      body: OpenCampaign,
      path: '/campaigns',
      by: ['office'],
      creates: true,
      example: {
        occurredOn: '2015-08-06',
        campaign: '2015-legacy',
        title: '历史遗留件“回头看”',
        trigger: '市政府办公厅要求',
        scope: ['3b1f2c8e-0d1c-5b0e-9d53-6d1f2a4c9e10'],
      },
      summary: { zh: '启动“回头看”活动', en: 'A revisit campaign opens over a frozen list of cases' },
    },
    CloseCampaign: {
      body: CloseCampaign,
      path: '/campaigns/:id/close',
      by: ['office'],
      example: { occurredOn: '2015-09-30', matrix: [{ row: 'solved', column: 'fullySolved', cases: 5 }] },
      summary: { zh: '结束“回头看”活动', en: 'A revisit campaign closes' },
    },
  },
  correcting: {
    validate: validating({ CampaignOpened: { body: OpenCampaign }, CampaignClosed: { body: CloseCampaign } }),
    needs: { CampaignClosed: restsOn('CampaignOpened', {}) },
    movesStatistics: () => false,
  },
};
