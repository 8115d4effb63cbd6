import { systemActor } from '#libs/kernel/actor.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { claim, claimStream, owner, type ClaimEvents, type NumberKey } from './claim.js';

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-10-31', id: (what) => `${what}-1` };
const given = specification(claim, context);

const key: NumberKey = {
  level: 'city',
  kind: 'suggestion',
  body: '上海市人大',
  term: 14,
  session: 3,
  sitting: 'in-session',
  number: '0624',
};
const claimed: EventOf<ClaimEvents> = { type: 'NumberClaimed', data: { case: 'case-a', ...key } };
const released: EventOf<ClaimEvents> = { type: 'NumberReleased', data: { case: 'case-a', reason: '编号更正' } };

describe('the claim to a case number (semantics 15)', () => {
  it('goes to whoever comes first', () => {
    given()
      .when('ClaimNumber', { case: 'case-a', ...key })
      .then([claimed]);
    given(claimed)
      .when('ClaimNumber', { case: 'case-b', ...key })
      .thenRefused('claim.number-taken');
    given(claimed)
      .when('ClaimNumber', { case: 'case-a', ...key })
      .then([]);
  });

  it('is released by its owner, and then free again', () => {
    given(claimed).when('ReleaseNumber', { case: 'case-a', reason: '编号更正' }).then([released]);
    given(claimed).when('ReleaseNumber', { case: 'case-b', reason: '编号更正' }).thenRefused('claim.not-owner');
    given(claimed, released)
      .when('ClaimNumber', { case: 'case-b', ...key })
      .thenTypes('NumberClaimed');
    expect(owner(foldAt(claim, recorded([claimed])))).toBe('case-a');
    expect(owner(foldAt(claim, recorded([claimed, released])))).toBeUndefined();
  });
});

describe('the claim’s stream', () => {
  it('is short ASCII, the same for full-width and half-width writing', () => {
    expect(claimStream(key)).toMatch(/^claim-[0-9a-f]{64}$/);
    expect(claimStream({ ...key, number: ' ０６２４ ' })).toBe(claimStream(key));
  });

  it.each([
    { number: '624' },
    { level: 'district' },
    { kind: 'proposal' },
    { body: '上海市政协' },
    { term: 15 },
    { session: 2 },
    { sitting: 'recess' },
  ])('is another where %o differs', (part) => {
    expect(claimStream({ ...key, ...part })).not.toBe(claimStream(key));
  });

  it('does not confuse parts that run together', () => {
    expect(claimStream({ ...key, term: 1, session: 43 })).not.toBe(claimStream({ ...key, term: 14, session: 3 }));
  });
});
