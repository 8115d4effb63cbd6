import { foldAt } from '#libs/kernel/decider.js';
import { cases } from '../aggregate.js';
import { facts } from '../facts.js';
import { replied, replying } from '../testing/cases.js';
import { after, told, type Told } from '../testing/story.js';

const promise = { text: '竣工', due: '2015-12-01', owner: '承办人甲' };
const promising: readonly Told[] = [
  ...replied.slice(0, -1),
  ['FileReply', { ...(replying[1] as object), commitments: [promise] } as never],
];
const commitment = (told(...promising).at(-1)!.data as { commitments: readonly { id: string }[] }).commitments[0]!.id;
const declaring: Told = ['DeclareUnfulfillable', { occurredOn: '2015-10-01', commitment, explanation: '规划调整' }];
const keeping: Told = ['FulfilCommitment', { occurredOn: '2015-11-01', commitment, evidence: '验收单' }];
const caseFacts = (...story: readonly Told[]) => facts(foldAt(cases, told(...promising, ...story)))[0]!.fields;

describe('commitments', () => {
  it('one that cannot be kept makes the implementation `cannot`; kept after all, it is full (semantics 46)', () => {
    expect(caseFacts()['implementation']).toBe('notStarted');
    expect(caseFacts(declaring)['implementation']).toBe('cannot');
    expect(caseFacts(declaring, keeping)['implementation']).toBe('fully');
  });

  it('is declared so once, not once kept, and not before it was made', () => {
    after(...promising, declaring)
      .when('DeclareUnfulfillable', declaring[1] as never)
      .thenRefused('commitment.unfulfillable');
    after(...promising, keeping)
      .when('DeclareUnfulfillable', { ...(declaring[1] as object), occurredOn: '2015-11-02' } as never)
      .thenRefused('commitment.fulfilled');
    after(...promising)
      .when('DeclareUnfulfillable', { ...(declaring[1] as object), occurredOn: '2015-05-04' } as never)
      .thenRefused('date.contradicts-later');
    after(...promising, declaring)
      .when('FulfilCommitment', { occurredOn: '2015-09-01', commitment, evidence: '1号' })
      .thenRefused('date.contradicts-later');
  });
});

describe('CarryOver', () => {
  it('to a year or a term, one of the two, and not backwards (domain 1: 转下年度 / 转下届)', () => {
    const carry = (to: object) =>
      after(...promising).when('CarryOver', { occurredOn: '2015-12-31', explanation: '跨年实施', ...to });
    carry({ toYear: 2016 }).thenTypes('CaseCarriedOver');
    carry({ toTerm: 15 }).thenTypes('CaseCarriedOver');
    carry({}).thenRefused('carry-over.one-target');
    carry({ toYear: 2016, toTerm: 15 }).thenRefused('carry-over.one-target');
    carry({ toYear: 2014 }).thenRefused('carry-over.backwards');
  });

  it('adds no count: the case stays what it was (semantics 47)', () => {
    const before = caseFacts();
    const after = caseFacts(['CarryOver', { occurredOn: '2015-12-31', toYear: 2016, explanation: '跨年实施' }]);
    expect(after).toEqual({ ...before, carriedOverTo: '2016', carriedOverSeq: 7 });
  });
});
