import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import type { CaseState } from '../state.js';
import { district, handled, registering, replied } from '../testing/cases.js';
import { office } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';

const merging = { occurredOn: '2015-02-20', into: 'other', reason: '内容相同' };
const survivor = (...story: readonly Told[]): { caseNamed: (id: string) => CaseState | undefined } => {
  // Its own first event has another id than the case that goes.
  const state = foldAt(
    cases,
    told(...story).map((event) => ({ ...event, id: `other-${event.id}` })),
  );
  return { caseNamed: (id) => (id === 'other' ? state : undefined) };
};

describe('ConvertToLetter', () => {
  it('for a reason of the rule book’s list, before an answer', () => {
    const convert = { occurredOn: '2015-02-20', reason: '反映个人具体问题' };
    after(registering()).when('ConvertToLetter', convert).thenTypes('CaseConvertedToLetter');
    after(registering())
      .when('ConvertToLetter', { ...convert, reason: '太忙' })
      .thenRefused('reason.not-listed');
    after(...replied)
      .when('ConvertToLetter', { ...convert, occurredOn: '2015-05-06' })
      .thenRefused('case.answered');
    after(...handled)
      .when('ConvertToLetter', convert)
      .thenRefused('date.contradicts-later');
  });
});

describe('MergeCase', () => {
  it('into a case of the same kind and level that is still handled (semantics 16)', () => {
    const merge = (...story: readonly Told[]) => after(registering()).when('MergeCase', merging, survivor(...story));
    merge(registering({ number: '0001' })).thenTypes('CaseMerged');
    merge(registering({ kind: 'proposal' })).thenRefused('merge.other-kind');
    merge(registering(district)).thenRefused('merge.other-kind');
    merge(registering(), ['ConvertToLetter', { occurredOn: '2015-02-20', reason: '反映个人具体问题' }]).thenRefused(
      'merge.terminated',
    );
    after(registering()).when('MergeCase', merging).thenRefused('merge.unknown-case');
  });

  it('no chains, and never into itself (semantics 16)', () => {
    after(registering())
      .when('MergeCase', merging, { ...survivor(registering()), absorbed: [{ case: 'third', proposers: ['委员乙'] }] })
      .thenRefused('merge.chain');
    const itself = { caseNamed: () => foldAt(cases, told(registering())) };
    after(registering()).when('MergeCase', merging, itself).thenRefused('merge.itself');
  });

  it('leaves the stock as merged; what it takes along are its proposers (semantics 16)', () => {
    const events = told(registering(), ['MergeCase', merging, { ...office, ...survivor(registering()) }]);
    expect(events.at(-1)!.data).toMatchObject({ into: 'other', proposers: ['代表甲', '代表乙'] });
    expect(facts(foldAt(cases, events))[0]!.fields).toMatchObject({
      terminatedAs: 'merged',
      stage: 'merged',
      inStock: false,
      mergedInto: 'other',
    });
  });

  it('for a listed reason, before an answer; a rule book without such a list asks for any reason', () => {
    const listed = survivor(registering());
    after(registering())
      .when('MergeCase', { ...merging, reason: '方便' }, listed)
      .thenRefused('reason.not-listed');
    const unlisted = {
      ...office.rules('2015-02-20'),
      lists: { ...office.rules('2015-02-20').lists, mergeReasons: undefined },
    };
    after(registering())
      .when('MergeCase', { ...merging, reason: '方便' }, { ...listed, rules: () => unlisted })
      .thenTypes('CaseMerged');
    after(...replied)
      .when('MergeCase', { ...merging, occurredOn: '2015-05-06' }, listed)
      .thenRefused('case.answered');
  });

  it('the survivor asks the absorbed proposers for their judgement, and is spoken to by them (semantics 16)', () => {
    const absorbed = [{ case: 'third', proposers: ['委员乙'] }];
    const asking = { occurredOn: '2015-05-06', proposers: ['委员乙'] };
    after(...replied)
      .when('AskFeedback', asking, { absorbed })
      .thenTypes('FeedbackAsked');
    after(...replied)
      .when('AskFeedback', asking)
      .thenRefused('visit.not-a-proposer');
  });
});

describe('LinkSimilarCases', () => {
  it('links cases that exist, each once, and counts nothing', () => {
    const link = { occurredOn: '2015-02-20', cases: ['other'], reason: '多年重复' };
    const context = survivor(registering());
    after(registering()).when('LinkSimilarCases', link, context).thenTypes('CaseLinked');
    after(registering())
      .when('LinkSimilarCases', { ...link, cases: ['nowhere'] }, context)
      .thenRefused('link.unknown-case');
    after(registering(), ['LinkSimilarCases', link, context])
      .when('LinkSimilarCases', link, context)
      .thenRefused('link.already-made');
  });
});
