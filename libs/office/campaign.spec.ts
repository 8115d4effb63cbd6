import { systemActor } from '#libs/kernel/actor.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { campaign, campaignExists, isInScope, type CampaignEvents } from './campaign.js';

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-10-31', id: (what) => `${what}-1` };
const given = specification(campaign, context);

const opening = {
  occurredOn: '2015-08-06',
  campaign: '2015-legacy',
  title: '历史遗留件“回头看”',
  trigger: '市政府办公厅要求',
  scope: ['case-a', 'case-b'],
};
const opened: EventOf<CampaignEvents> = { type: 'CampaignOpened', data: opening };
const closed: EventOf<CampaignEvents> = { type: 'CampaignClosed', data: { occurredOn: '2015-09-30' } };

describe('a revisit campaign 回头看', () => {
  it('opens over a frozen list of cases', () => {
    given().when('OpenCampaign', opening).then([opened]);
    const state = foldAt(campaign, recorded([opened]));
    expect([isInScope(state, 'case-a'), isInScope(state, 'case-c')]).toEqual([true, false]);
    expect([campaignExists(state), campaignExists(campaign.initial)]).toEqual([true, false]);
  });

  it('opens once, and never on a day to come', () => {
    given(opened).when('OpenCampaign', opening).thenRefused('campaign.already-opened');
    given()
      .when('OpenCampaign', { ...opening, occurredOn: '2015-11-01' })
      .thenRefused('date.in-future');
  });

  it('closes once, not before it opened', () => {
    given(opened)
      .when('CloseCampaign', { occurredOn: '2015-09-30', matrix: [{ row: 'solved', column: 'fullySolved', cases: 5 }] })
      .thenTypes('CampaignClosed');
    given(opened).when('CloseCampaign', { occurredOn: '2015-08-05' }).thenRefused('campaign.closed-before-opening');
    given(opened, closed).when('CloseCampaign', { occurredOn: '2015-10-01' }).thenRefused('campaign.not-open');
    given().when('CloseCampaign', { occurredOn: '2015-10-01' }).thenRefused('campaign.not-open');
  });
});
