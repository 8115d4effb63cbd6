import { foldAt } from '#libs/kernel/decider.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import { recorded } from '#libs/kernel/specification.js';
import { cases } from './aggregate.js';
import type { CaseContext } from './context.js';
import type { DueDate } from './events.js';
import { facts } from './facts.js';
import { restateDueDates } from './restating.js';
import { handled, registering } from './testing/cases.js';
import { office } from './testing/office.js';
import { told } from './testing/story.js';

type Event = ReturnType<typeof told>[number];

/** The same office after a notice: dates that fell on these days fall on those. */
const afterNotice = (moves: Readonly<Record<string, DueDate>>): CaseContext => ({
  ...office,
  due: (start, span) => {
    const due = office.due(start, span);
    return moves[due.on] ?? due;
  },
});

const notice = { because: 'notice-1', kind: 'issued' as const, on: '2015-01-20', year: 2015 };
const restate = (events: readonly Event[], moves: Readonly<Record<string, DueDate>>, more: object = {}) =>
  restateDueDates({ ...notice, ...more }, events, afterNotice(moves));
const goOn = (events: readonly Event[], added: ReturnType<typeof restate>) => recorded([...events, ...added]);

const registered = told(registering());
const moved = { '2015-05-11': { on: '2015-05-12' } };

describe('a notice that comes after the clock started (semantics 21)', () => {
  it('restates each date that is another now, on the notice’s day or the clock’s own start', () => {
    expect(restate(registered, moved)).toEqual([
      {
        type: 'DueDateRestated',
        data: {
          occurredOn: '2015-02-10',
          clock: 'reply',
          target: 'e1',
          unit: undefined,
          old: { on: '2015-05-11' },
          new: { on: '2015-05-12' },
          because: 'notice-1',
        },
      },
    ]);
    expect(restate(registered, moved, { on: '2015-03-01' })[0]!.data).toMatchObject({ occurredOn: '2015-03-01' });
  });

  it('changes the figure from that day on, and only by its own event: the notice alone changes none', () => {
    const events = goOn(registered, restate(registered, moved, { on: '2015-03-01' }));
    const due = (validAt: string) => facts(foldAt(cases, events, { validAt }))[0]!.fields['replyDue'];
    expect([due('2015-02-28'), due('2015-03-01')]).toEqual(['2015-05-11', '2015-05-12']);
  });

  it('confirms a provisional date by the same event', () => {
    const provisional = told(registering({ occurredOn: '2015-02-10' })).map((event) => ({
      ...event,
      data: { ...(event.data as object), due: { reply: { on: '2015-05-11', provisional: true as const } } },
    }));
    expect(facts(foldAt(cases, provisional))[0]!.fields['provisionalDue']).toBe(true);
    const [confirmed] = restate(provisional, {});
    expect(confirmed!.data).toMatchObject({ clock: 'reply', new: { on: '2015-05-11' } });
    expect((confirmed!.data as { new: DueDate }).new.provisional).toBeUndefined();
    const events = goOn(provisional, [confirmed!]);
    expect(facts(foldAt(cases, events))[0]!.fields['provisionalDue']).toBe(false);
  });

  it('said once: looked at again, nothing is left to say; a second notice goes on from the first', () => {
    const once = goOn(registered, restate(registered, moved));
    expect(restate(once, moved)).toEqual([]);
    expect(restate(once, { '2015-05-11': { on: '2015-05-13' } })[0]!.data).toMatchObject({
      old: { on: '2015-05-12' },
      new: { on: '2015-05-13' },
    });
  });

  it('each unit’s own clock, and not the date that a sheet stated', () => {
    const stated = told(registering({ statedReplyDue: '2015-05-11' }), ...handled.slice(1, 3));
    const changes = restate(stated, {
      ...moved,
      '2015-04-16': { on: '2015-04-17' },
      '2015-03-03': { on: '2015-03-04' },
    });
    expect(changes.map(({ data }) => [(data as { clock: string }).clock, (data as { unit?: string }).unit])).toEqual([
      ['returnRequest', undefined],
      ['innerReply', 'jiaotong'],
    ]);
    const state = foldAt(cases, goOn(stated, changes));
    expect(state.assignments['jiaotong']?.due?.on).toBe('2015-04-17');
    expect(state.assignments['shuiwu']?.returnDue?.on).toBe('2015-03-04');
  });

  it('of another year, it says nothing', () => {
    expect(restate(registered, moved, { year: 2016 })).toEqual([]);
  });
});

describe('a notice whose data had been wrong (semantics 10, 21)', () => {
  const wrong = { kind: 'corrected' as const, year: undefined, proposedBy: 'office-1', approvedBy: 'office-2' };

  it('corrects the event that started the clock, under the two names of the approved correction', () => {
    const [correction] = restate(registered, moved, wrong);
    expect(correction).toMatchObject({
      type: 'FactCorrected',
      data: {
        target: 'e1',
        targetType: 'CaseRegistered',
        fields: ['due'],
        proposedBy: 'office-1',
        approvedBy: 'office-2',
      },
    });
    const events = goOn(registered, [correction!]);
    expect(effectiveHistory(events)[0]!.data).toMatchObject({ due: { reply: { on: '2015-05-12' } } });
    expect(restate(events, moved, wrong)).toEqual([]);
  });
});
