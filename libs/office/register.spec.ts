import { systemActor } from '#libs/kernel/actor.js';
import { correctFact } from '#libs/kernel/correction.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import type { UnitContext } from './context.js';
import { register, registerCounts, registerEntries, type RegisterEvents } from './register.js';

type Event = EventOf<RegisterEvents>;

const context: UnitContext = {
  actor: systemActor('spec'),
  today: '2024-12-31',
  id: (what) => `${what}-1`,
  unitExists: (unit) => unit !== 'nowhere',
};
const given = specification(register, context);

const training = (occurredOn: string): Event => ({
  type: 'TrainingHeld',
  data: { occurredOn, entry: `training-${occurredOn}`, title: '办理工作培训' },
});
const meeting = (occurredOn: string, meetingType: 'portfolio' | 'executive'): Event => ({
  type: 'MeetingHeld',
  data: { occurredOn, entry: `meeting-${occurredOn}`, meetingType, title: '会议', chair: '副区长甲' },
});
const submitted: Event = {
  type: 'ArticleSubmitted',
  data: { occurredOn: '2024-04-10', entry: 'article-1', title: '经验', to: '上海建议提案工作' },
};
const adoption = { occurredOn: '2024-05-06', article: 'article-1', by: '上海建议提案工作' };
const adopted: Event = { type: 'ArticleAdopted', data: { entry: 'adoption-1', ...adoption } };

const folded = (...events: Event[]) => foldAt(register, recorded(events));

describe('the register of office work', () => {
  it('gives an entry an id, or keeps the one it brings, and no id twice', () => {
    const command = { occurredOn: '2015-04-16', title: '办理工作培训' };
    given()
      .when('RecordTraining', command)
      .then([{ type: 'TrainingHeld', data: { ...command, entry: 'entry-1' } }]);
    given(training('2015-04-16'))
      .when('RecordTraining', { ...command, entry: 'training-2015-04-16' })
      .thenRefused('register.entry-exists');
  });

  it('holds what has happened, not what is planned', () => {
    given().when('IssueNotice', { occurredOn: '2025-01-01', title: '提示' }).thenRefused('date.in-future');
    given().when('IssueNotice', { occurredOn: '2024-12-31', title: '提示' }).thenTypes('NoticeIssued');
  });

  it('takes meetings, instructions and inspections of units that exist', () => {
    const meetingCommand = { occurredOn: '2024-03-01', meetingType: 'portfolio' as const, title: '会议', chair: '甲' };
    given().when('RecordMeeting', meetingCommand).thenTypes('MeetingHeld');
    given()
      .when('RecordInstruction', { occurredOn: '2024-03-01', leader: '区长甲', text: '办好' })
      .thenTypes('InstructionGiven');
    given()
      .when('RecordInspection', { occurredOn: '2015-04-03', units: ['transport'] })
      .thenTypes('InspectionMade');
    given()
      .when('RecordInspection', { occurredOn: '2015-04-03', units: ['nowhere'] })
      .thenRefused('unit.unknown');
  });

  it('an article is adopted after it was submitted, once by each outlet', () => {
    given(submitted).when('AdoptArticle', adoption).thenTypes('ArticleAdopted');
    given().when('SubmitArticle', { occurredOn: '2024-04-10', title: '经验', to: '甲' }).thenTypes('ArticleSubmitted');
    given().when('AdoptArticle', adoption).thenRefused('register.article-unknown');
    given(submitted)
      .when('AdoptArticle', { ...adoption, occurredOn: '2024-04-09' })
      .thenRefused('register.article-unknown');
    given(submitted, adopted).when('AdoptArticle', adoption).thenRefused('register.already-adopted');
    given(submitted, adopted)
      .when('AdoptArticle', { ...adoption, by: '乙' })
      .thenTypes('ArticleAdopted');
  });
});

describe('counting the register', () => {
  it('counts to the end of the day asked for (Q20: one training by 2015-08-31, two by the end of September)', () => {
    const state = folded(training('2015-04-16'), training('2015-09-10'));
    expect(registerCounts(state, { validAt: '2015-08-31' })['TrainingHeld']).toBe(1);
    expect(registerCounts(state, { validAt: '2015-09-10' })['TrainingHeld']).toBe(2);
    expect(registerCounts(state, { from: '2015-09-11' })['TrainingHeld']).toBeUndefined();
  });

  it('counts meetings also by their type, and units inspected in all', () => {
    const inspection: Event = {
      type: 'InspectionMade',
      data: { occurredOn: '2015-04-03', entry: 'inspection', units: ['transport', 'b', 'c'] },
    };
    const state = folded(meeting('2024-02-19', 'portfolio'), meeting('2024-03-05', 'executive'), inspection);
    expect(registerCounts(state)).toEqual({
      MeetingHeld: 2,
      'MeetingHeld.portfolio': 1,
      'MeetingHeld.executive': 1,
      InspectionMade: 1,
      'InspectionMade.units': 3,
    });
    expect(registerEntries(state, { meetingType: 'portfolio' })).toHaveLength(1);
    expect(registerEntries(state, { type: 'InspectionMade' })).toHaveLength(1);
  });

  it('every number opens its events', () => {
    const [first] = registerEntries(folded(training('2015-09-10'), training('2015-04-16')));
    expect(first).toMatchObject({ on: '2015-04-16', eventId: 'e2', seq: 2 });
  });
});

describe('correcting the register', () => {
  const subject = {
    events: recorded([submitted, adopted]),
    correcting: register.correcting!,
    context,
    versions: register.versions,
  };
  const correct = (target: string, data: Record<string, unknown>) => () =>
    correctFact({ target, data, reason: '误录' }, subject);

  it('takes effect at once: it enters no statistic of cases (semantics 10)', () => {
    expect(correct('e1', { title: '经验交流' })()).toMatchObject([
      { type: 'FactCorrected', data: { fields: ['title'] } },
    ]);
  });

  it('leaves no entry without its id, and no adoption without its article (semantics 9)', () => {
    expect(correct('e1', { entry: null })).toThrow('body.invalid');
    expect(correct('e1', { entry: 'article-2' })).toThrow('fact.has-dependents');
    expect(correct('e1', { occurredOn: '2024-05-07' })).toThrow('fact.has-dependents');
  });
});
