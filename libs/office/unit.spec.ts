import { correctFact, retractFact } from '#libs/kernel/correction.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import type { EventOf } from '#libs/kernel/event.js';
import { systemActor } from '#libs/kernel/actor.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import {
  closedWithoutSuccessor,
  currentUnit,
  nameOf,
  shortNameOf,
  unit,
  unitExists,
  unitNamed,
  unitsOn,
  type UnitEvents,
} from './unit.js';

type Event = EventOf<UnitEvents>;

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-10-31', id: (what) => `${what}-1` };
const given = specification(unit, context);

const founded = (id: string, name: string, more: object = {}): Event => ({
  type: 'UnitFounded',
  data: { effectiveFrom: '2010-01-01', unit: id, name, ...more },
});
const planning = founded('planning', '区规划和土地管理局', { shortName: '区规土局', aliases: ['规土局'] });
const pujiang = founded('pujiang', '浦江镇');
const renamed: Event = {
  type: 'UnitRenamed',
  data: { effectiveFrom: '2019-02-01', unit: 'planning', name: '区规划资源局', shortName: '区规资局' },
};
const merged: Event = {
  type: 'UnitsMerged',
  data: { effectiveFrom: '2019-02-01', units: ['planning'], into: 'pujiang' },
};
const closed: Event = { type: 'UnitClosed', data: { effectiveFrom: '2020-01-01', unit: 'pujiang' } };

const units = (...events: Event[]) => foldAt(unit, recorded(events));

describe('units over time (semantics 25, 32)', () => {
  it('a unit may be founded from a day that lies ahead', () => {
    given()
      .when('FoundUnit', { effectiveFrom: '2019-02-01', unit: 'planning', name: '区规划资源局' })
      .then([{ type: 'UnitFounded', data: { effectiveFrom: '2019-02-01', unit: 'planning', name: '区规划资源局' } }]);
  });

  it('a unit id is used once', () => {
    given(pujiang)
      .when('FoundUnit', { ...planning.data, unit: 'pujiang', name: '甲' } as never)
      .thenRefused('unit.already-founded');
  });

  it('no two units bear one name on one day, in whatever width it is written', () => {
    const again = { effectiveFrom: '2015-01-01', unit: 'other', name: ' 区规土局 ' };
    given(planning).when('FoundUnit', again).thenRefused('unit.name-taken');
    given(planning, renamed, closed, merged)
      .when('FoundUnit', { ...again, effectiveFrom: '2021-01-01' })
      .thenTypes('UnitFounded');
  });

  it('a day that the calendar does not have is refused', () => {
    given().when('FoundUnit', { effectiveFrom: '2015-02-30', unit: 'a', name: '甲' }).thenRefused('date.malformed');
  });

  it('only a unit that exists that day is renamed, merged or closed', () => {
    const before = '2009-12-31';
    given(planning)
      .when('RenameUnit', { effectiveFrom: before, unit: 'planning', name: '甲' })
      .thenRefused('unit.unknown');
    given(planning, pujiang)
      .when('MergeUnits', { effectiveFrom: before, units: ['planning'], into: 'pujiang' })
      .thenRefused('unit.unknown');
    given(planning).when('CloseUnit', { effectiveFrom: '2015-01-01', unit: 'pujiang' }).thenRefused('unit.unknown');
    given(pujiang, closed)
      .when('CloseUnit', { effectiveFrom: '2021-01-01', unit: 'pujiang' })
      .thenRefused('unit.unknown');
  });

  it('a unit is not merged into itself', () => {
    given(planning)
      .when('MergeUnits', { effectiveFrom: '2015-01-01', units: ['planning'], into: 'planning' })
      .thenRefused('unit.merges-into-itself');
  });

  it('a unit does not end before something already recorded of it (semantics 12)', () => {
    given(planning, renamed)
      .when('CloseUnit', { effectiveFrom: '2018-01-01', unit: 'planning' })
      .thenRefused('date.contradicts-later');
    given(planning, pujiang, merged)
      .when('CloseUnit', { effectiveFrom: '2018-01-01', unit: 'pujiang' })
      .thenRefused('date.contradicts-later');
  });
});

describe('reading the units of a day', () => {
  it('a unit is meant by id, name, short name, alias, and by its former names', () => {
    const state = units(planning, renamed);
    expect(
      ['planning', '区规划和土地管理局', '区规土局', '规土局'].map((text) => unitNamed(state, text, '2015-05-18')),
    ).toEqual(Array(4).fill('planning'));
    expect(unitNamed(state, '区规划资源局', '2019-02-01')).toBe('planning');
    expect(unitNamed(state, '区规土局', '2019-02-01')).toBe('planning');
    expect(unitNamed(state, '区教育局', '2019-02-01')).toBeUndefined();
    expect(unitNamed(state, 'constructor', '2019-02-01')).toBeUndefined();
  });

  it('a name two units answer to means neither', () => {
    const state = units(founded('a', '甲局', { aliases: ['规划'] }), founded('b', '乙局', { aliases: ['规划'] }));
    expect(unitNamed(state, '规划', '2015-01-01')).toBeUndefined();
  });

  it('a unit exists from its founding to the day before its end', () => {
    const state = units(pujiang, closed);
    const days = ['2009-12-31', '2010-01-01', '2019-12-31', '2020-01-01'];
    expect(days.map((day) => unitExists(state, 'pujiang', day))).toEqual([false, true, true, false]);
    expect(unitsOn(state, '2020-01-01')).toEqual([]);
  });

  it('the name in force that day is printed', () => {
    const state = units(planning, renamed);
    expect(nameOf(state, 'planning', '2019-01-31')).toBe('区规划和土地管理局');
    expect(nameOf(state, 'planning', '2019-02-01')).toBe('区规划资源局');
    expect(nameOf(state, 'planning', '2000-01-01')).toBe('区规划和土地管理局');
    expect(shortNameOf(state, 'planning', '2019-02-01')).toBe('区规资局');
    expect(nameOf(state, 'nobody', '2019-02-01')).toBe('nobody');
  });

  it('a merged unit reads as its successor from that day on, through every merger (semantics 32)', () => {
    const again: Event = { type: 'UnitsMerged', data: { effectiveFrom: '2021-01-01', units: ['pujiang'], into: 'c' } };
    const state = units(planning, pujiang, founded('c', '丙镇'), merged, again);
    const days = ['2019-01-31', '2019-02-01', '2021-01-01'];
    expect(days.map((day) => currentUnit(state, 'planning', day))).toEqual(['planning', 'pujiang', 'c']);
    expect(currentUnit(state, 'nobody', '2021-01-01')).toBe('nobody');
  });

  it('mergers in a circle, which no command makes, still end somewhere', () => {
    const back: Event = {
      type: 'UnitsMerged',
      data: { effectiveFrom: '2019-02-01', units: ['pujiang'], into: 'planning' },
    };
    expect(currentUnit(units(planning, pujiang, merged, back), 'planning', '2020-01-01')).toBe('planning');
  });

  it('a unit whose successor was closed has none (semantics 32)', () => {
    const state = units(planning, pujiang, merged, closed);
    expect(closedWithoutSuccessor(state, 'planning', '2019-12-31')).toBe(false);
    expect(closedWithoutSuccessor(state, 'planning', '2020-01-01')).toBe(true);
    expect(closedWithoutSuccessor(state, 'nobody', '2020-01-01')).toBe(false);
  });
});

describe('correcting the units (semantics 7–10)', () => {
  const subject = (...events: Event[]) => ({
    events: recorded(events),
    correcting: unit.correcting!,
    context,
    versions: unit.versions,
  });

  it('waits for a second person, whatever is corrected', () => {
    const command = { target: 'e1', data: { name: '区规土局' }, reason: '名称误录' };
    expect(correctFact(command, subject(planning))).toMatchObject([
      { type: 'CorrectionProposed', data: { act: 'correct', fields: ['name'] } },
    ]);
  });

  it('is checked like a body: an unknown field or a wrong shape is refused', () => {
    const correct = (data: Record<string, unknown>) => () =>
      correctFact({ target: 'e1', data, reason: '误录' }, subject(planning));
    expect(correct({ colour: 'red' })).toThrow('body.invalid');
    expect(correct({ name: 7 })).toThrow('name');
    expect(correct({ effectiveFrom: '2015-02-30' })).toThrow('date.malformed');
  });

  it('does not take a founding away from what rests on it', () => {
    const retract = () => retractFact({ target: 'e1', reason: '误录' }, subject(planning, pujiang, merged));
    expect(retract).toThrow('fact.has-dependents');
    expect(retractFact({ target: 'e2', reason: '误录' }, subject(planning, pujiang))).toMatchObject([
      { type: 'CorrectionProposed', data: { act: 'retract' } },
    ]);
  });
});
