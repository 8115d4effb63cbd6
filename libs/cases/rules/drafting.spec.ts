import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import { handled, replied } from '../testing/cases.js';
import { after, told, type Told } from '../testing/story.js';

const drafting = (occurredOn: string): Told => ['DraftReply', { occurredOn, text: '答复如下' }];
const returning: Told = ['ReturnDraft', { occurredOn: '2015-04-22', reason: '缺少时间节点' }];

describe('the drafts of a reply', () => {
  it('each version is kept; how often one was sent back is a fact of the round (domain 3.1)', () => {
    const events = told(...handled, drafting('2015-04-20'), returning, drafting('2015-04-23'), [
      'ReviewReply',
      { occurredOn: '2015-04-24' },
    ]);
    expect(events.slice(-1)[0]!.data).toMatchObject({ round: 1, version: 2 });
    expect(facts(foldAt(cases, events)).find(({ grain }) => grain === 'round')!.fields).toMatchObject({
      draftsReturned: 1,
      draftedOn: '2015-04-23',
      reviewedOn: '2015-04-24',
    });
  });

  it('what was sent back is neither passed nor sent back again', () => {
    const story = [...handled, drafting('2015-04-20'), returning];
    after(...story)
      .when('ReviewReply', { occurredOn: '2015-04-23' })
      .thenRefused('draft.returned');
    after(...story)
      .when('ReturnDraft', { occurredOn: '2015-04-23', reason: '再退' })
      .thenRefused('draft.returned');
  });

  it('a review needs a draft of the round that is open, on or after its day', () => {
    after(...handled)
      .when('ReviewReply', { occurredOn: '2015-04-23' })
      .thenRefused('draft.none');
    after(...handled, drafting('2015-04-20'))
      .when('ReviewReply', { occurredOn: '2015-04-23', version: 2 })
      .thenRefused('draft.none');
    after(...handled, drafting('2015-04-20'))
      .when('ReviewReply', { occurredOn: '2015-04-19' })
      .thenRefused('date.contradicts-later');
    after(...replied)
      .when('ReturnDraft', { occurredOn: '2015-05-06', reason: '迟' })
      .thenRefused('reply.already-filed');
    after(...handled, drafting('2015-04-20'), ['ReviewReply', { occurredOn: '2015-04-21' }])
      .when('ReviewReply', { occurredOn: '2015-04-21' })
      .thenRefused('draft.reviewed');
  });
});

describe('WithdrawPublication', () => {
  const publishing: Told = ['PublishReply', { occurredOn: '2015-05-08', channel: '区政府门户网站' }];
  const withdrawing: Told = ['WithdrawPublication', { occurredOn: '2015-05-20', reason: '含个人信息' }];
  const published = (...story: readonly Told[]) =>
    facts(foldAt(cases, told(...replied, ...story)))[0]!.fields['publishedOn'];

  it('takes a publication off; it may be published again, not before that day (domain 3)', () => {
    expect(published(publishing)).toBe('2015-05-08');
    expect(published(publishing, withdrawing)).toBeNull();
    expect(published(publishing, withdrawing, ['PublishReply', { occurredOn: '2015-05-25', channel: '网站' }])).toBe(
      '2015-05-25',
    );
    after(...replied, publishing, withdrawing)
      .when('PublishReply', { occurredOn: '2015-05-15', channel: '网站' })
      .thenRefused('date.contradicts-later');
  });

  it('only what is published', () => {
    after(...replied)
      .when('WithdrawPublication', withdrawing[1] as never)
      .thenRefused('publication.none');
    after(...replied, publishing)
      .when('WithdrawPublication', { occurredOn: '2015-05-07', reason: '早' })
      .thenRefused('date.contradicts-later');
  });
});
