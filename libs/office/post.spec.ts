import { systemActor } from '#libs/kernel/actor.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import type { UnitContext } from './context.js';
import { holdersOf, leadersOf, portfolioOf, post, postsOf, titlesOf, type PostEvents } from './post.js';

type Event = EventOf<PostEvents>;

const context: UnitContext = {
  actor: systemActor('spec'),
  today: '2015-10-31',
  id: (what) => `${what}-1`,
  unitExists: (unit) => unit === 'transport',
};
const given = specification(post, context);

const person = '副区长甲';
const seat = { person, post: 'districtLeader' as const };
const taken: Event = { type: 'PostTaken', data: { effectiveFrom: '2013-01-15', ...seat, title: '副区长' } };
const left: Event = { type: 'PostLeft', data: { effectiveFrom: '2016-12-31', ...seat } };
const takenAgain: Event = { type: 'PostTaken', data: { effectiveFrom: '2018-01-01', ...seat, title: '常务副区长' } };
const portfolio: Event = {
  type: 'PortfolioSet',
  data: { effectiveFrom: '2013-02-01', person, portfolio: '城建交通', units: ['transport'] },
};

const posts = (...events: Event[]) => foldAt(post, recorded(events));

describe('posts over time (semantics 20, 24, 25)', () => {
  it('a post is held from the day it is taken to the day before it is left, and again when taken again', () => {
    const state = posts(taken, left, takenAgain);
    const days = ['2013-01-14', '2013-01-15', '2016-12-30', '2016-12-31', '2018-01-01'];
    expect(days.map((day) => postsOf(state, person, day).length)).toEqual([0, 1, 1, 0, 1]);
    expect(titlesOf(state, person, '2018-01-01')).toEqual(['常务副区长']);
  });

  it('a post is not taken twice at a time', () => {
    given(taken)
      .when('TakePost', { effectiveFrom: '2015-01-01', ...seat, title: '副区长' })
      .thenRefused('post.already-held');
    given(taken, left)
      .when('TakePost', { effectiveFrom: '2016-12-31', ...seat, title: '副区长' })
      .thenTypes('PostTaken');
  });

  it('a post in a unit names a unit that exists that day (semantics 14)', () => {
    const head = { effectiveFrom: '2015-01-01', person: '局长乙', post: 'unitLeader' as const, title: '局长' };
    given()
      .when('TakePost', { ...head, unit: 'transport' })
      .thenTypes('PostTaken');
    given()
      .when('TakePost', { ...head, unit: 'nowhere' })
      .thenRefused('unit.unknown');
  });

  it('only a post held is left', () => {
    given()
      .when('LeavePost', { effectiveFrom: '2015-01-01', ...seat })
      .thenRefused('post.not-held');
    given(taken)
      .when('LeavePost', { effectiveFrom: '2013-01-15', ...seat })
      .thenRefused('post.not-held');
    given(taken)
      .when('LeavePost', { effectiveFrom: '2013-01-16', ...seat })
      .thenTypes('PostLeft');
  });

  it('a post already said to end later does not end twice (semantics 12)', () => {
    given(taken, left)
      .when('LeavePost', { effectiveFrom: '2015-01-01', ...seat })
      .thenRefused('date.contradicts-later');
  });

  it('leaving says nothing of a later tenure', () => {
    const leftAgain: Event = { type: 'PostLeft', data: { effectiveFrom: '2020-01-01', ...seat } };
    given(taken, takenAgain, leftAgain)
      .when('LeavePost', { effectiveFrom: '2016-12-31', ...seat })
      .thenTypes('PostLeft');
  });

  it('a portfolio is given to the holder of a post, over units that exist', () => {
    const command = { effectiveFrom: '2013-02-01', person, portfolio: '城建交通', units: ['transport'] };
    given().when('SetPortfolio', command).thenRefused('post.not-held');
    given(taken).when('SetPortfolio', command).thenTypes('PortfolioSet');
    given(taken)
      .when('SetPortfolio', { ...command, units: ['nowhere'] })
      .thenRefused('unit.unknown');
  });

  it('a portfolio ends with the post', () => {
    const state = posts(taken, portfolio, left);
    expect(portfolioOf(state, person, '2013-02-01')?.portfolio).toBe('城建交通');
    expect(leadersOf(state, 'transport', '2015-01-01')).toEqual([person]);
    expect(leadersOf(state, 'transport', '2016-12-31')).toEqual([]);
  });

  it('the holders of a kind of post that day are listed', () => {
    expect(holdersOf(posts(taken), 'districtLeader', { day: '2015-01-01' })).toEqual([person]);
    expect(holdersOf(posts(taken), 'districtLeader', { day: '2015-01-01', unit: 'transport' })).toEqual([]);
  });
});
