import { systemActor } from '#libs/kernel/actor.js';
import type { EventOf } from '#libs/kernel/event.js';
import { foldAt } from '#libs/kernel/decider.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import type { BriefingContext, BriefingFigures } from './briefing-context.js';
import type { BriefingEvents, Mention } from './briefing-events.js';
import { briefing } from './briefing.js';

type Event = EventOf<BriefingEvents>;

const grounds = [{ rule: 'slow', evidence: [{ case: 'case-a', number: '0624', events: [7, 9] }] }];
const proposed: Mention = { as: 'criticism', unit: 'transport', grounds };
const reading: BriefingFigures = {
  knownAt: 400,
  knownDay: '2015-03-10',
  definitions: ['N1@1'],
  rules: 'shanghai-2013',
  set: 'standard@2',
  figures: [{ id: 'N1@1', scope: {}, numerator: 12 }],
  failed: [],
};
const context: BriefingContext = {
  actor: systemActor('spec'),
  today: '2015-03-16',
  id: (what) => `${what}-1`,
  unitExists: () => true,
  importsOpen: [],
  figures: () => reading,
  proposals: () => [proposed],
  content: () => ({ digest: 'd'.repeat(64), renderer: 'renderer@1', packed: '' }),
  blocksOf: () => ['progress'],
  unknownFields: (_, names) => names.filter((name) => name !== 'received'),
};
const given = specification(briefing, context);

const open = { occurredOn: '2015-03-10', briefing: 'bimonthly-2015-01', kind: 'bimonthly' as const, period: '2015-01' };
const span = { period: '2015-01', from: '2015-01-01', until: '2015-03-01', validAt: '2015-02-28' };
const drafted: Event = {
  type: 'BriefingDrafted',
  data: { ...open, ...span, knownAt: 400, knownDay: '2015-03-10', rules: 'shanghai-2013', set: 'standard@2' },
};
const criticised: Event = {
  type: 'CriticismConfirmed',
  data: { occurredOn: '2015-03-12', unit: 'transport', grounds },
};
const on = '2015-03-12';
const issue = { occurredOn: '2015-03-16' };

describe('a draft (domain 8)', () => {
  it('is opened once, at the last day of its two months (semantics 48)', () => {
    given().when('OpenBriefing', open).then([drafted]);
    given(drafted).when('OpenBriefing', open).thenRefused('briefing.already-open');
  });

  it('is read anew on demand, its words and mentions kept', () => {
    given(drafted, criticised).when('RedraftBriefing', { occurredOn: on }).thenTypes('BriefingDrafted');
    given().when('RedraftBriefing', { occurredOn: on }).thenRefused('briefing.not-drafted');
  });

  it('is printed with a blank for its number, and not issued before it has one (documents 1)', () => {
    const letterhead = { form: 'official' as const, name: '某区人民政府办公室文件', organ: '某区人民政府办公室' };
    const numbered = { ...letterhead, code: '某府办发', serial: 12 };
    const withHead = (head: typeof letterhead): Event =>
      ({ ...drafted, data: { ...drafted.data, letterhead: head } }) as Event;
    given(withHead(letterhead)).when('IssueBriefing', issue).thenRefused('briefing.number-missing');
    given(withHead(numbered)).when('IssueBriefing', issue).thenTypes('BriefingIssued');
  });

  it('takes words whose numbers are fields, never text', () => {
    const edit = (text: string) => given(drafted).when('EditBriefing', { occurredOn: on, block: 'progress', text });
    edit('第0624号本期收到{received}件。').thenTypes('BriefingEdited');
    edit('本期收到12件。').thenRefused('briefing.number-in-prose');
    edit('办复率97.0%。').thenRefused('briefing.number-in-prose');
    edit('本期收到{nothing}件。').thenRefused('briefing.field-unknown');
  });

  it('mentions only whom a rule proposes, with the evidence (semantics 50)', () => {
    given(drafted).when('ConfirmCriticism', { occurredOn: on, unit: 'transport' }).then([criticised]);
    given(drafted)
      .when('ConfirmCriticism', { occurredOn: on, unit: 'pujiang' })
      .thenRefused('briefing.mention-unfounded');
    given(drafted)
      .when('ConfirmPraise', { occurredOn: on, unit: 'transport' })
      .thenRefused('briefing.mention-unfounded');
  });
});

describe('a draft given up (domain 8)', () => {
  const discarded = { type: 'BriefingDiscarded', data: { occurredOn: '2015-03-16', reason: '期间有误' } } as const;

  it('leaves nothing of its words and mentions, and another may be opened', () => {
    given(drafted, criticised).when('DiscardBriefing', discarded.data).then([discarded]);
    const again = { ...open, occurredOn: '2015-03-16' };
    given(drafted, criticised, discarded).when('OpenBriefing', again).thenTypes('BriefingDrafted');
    given(drafted, discarded).when('OpenBriefing', open).thenRefused('date.contradicts-later');
    given(drafted, criticised, discarded).when('DiscardBriefing', discarded.data).thenRefused('briefing.not-drafted');
    expect(foldAt(briefing, recorded([drafted, criticised, discarded]))).toEqual({
      ...{ edits: {}, mentions: [], discardedOn: '2015-03-16' },
    });
  });
});

describe('issuing a draft (domain 8)', () => {
  it('freezes it at its own reading, with the evidence of what it mentions', () => {
    given(drafted, criticised)
      .when('IssueBriefing', issue)
      .then([{ data: { knownAt: 400, criticised: ['transport'], mentions: [proposed] } as never }]);
  });

  it('is refused where its figures have moved since: it would be restated at once (semantics 49)', () => {
    const figures: BriefingContext['figures'] = ({ knownAt }) =>
      knownAt === 400 ? reading : { ...reading, knownAt: 500, figures: [] };
    given(drafted).when('IssueBriefing', issue, { figures }).thenRefused('briefing.draft-stale');
  });

  it('is refused where the evidence of a mention is gone (semantics 50)', () => {
    given(drafted, criticised)
      .when('IssueBriefing', issue, { proposals: () => [] })
      .thenRefused('briefing.mention-unfounded');
  });

  it('never says otherwise than was drafted', () => {
    given(drafted)
      .when('IssueBriefing', { ...issue, kind: 'special' })
      .thenRefused('briefing.not-as-drafted');
  });
});
