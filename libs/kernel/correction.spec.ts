import type { Correcting, DecisionContext } from './aggregate.js';
import { systemActor } from './actor.js';
import { approveCorrection, correctFact, pendingCorrections, rejectCorrection, retractFact } from './correction.js';
import type { DomainEvent } from './event.js';
import { isRefusal } from './refusal.js';
import { recorded } from './specification.js';

// The rules of correcting over the smallest stream there is: notes that rest on a founding.

const founded: DomainEvent = { type: 'Founded', data: { occurredOn: '2015-03-01', name: '甲', due: { a: 1, b: 2 } } };
const noted: DomainEvent = { type: 'Noted', data: { occurredOn: '2015-03-02', text: '一' } };

const correcting: Correcting<DecisionContext> = {
  validate: (_, data) => {
    if (data['name'] === '') throw new TypeError('a name is needed');
  },
  derive: ({ data, before }) => ({ ...data, derived: `${String(before['name'])}→${String(data['name'])}` }),
  needs: {
    Noted: (_, earlier) => {
      const found = earlier.filter(({ type }) => type === 'Founded');
      return found.length > 0 ? found : 'missing';
    },
  },
  root: 'Founded',
  movesStatistics: () => false,
};

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-12-31', id: (what) => what };
const subject = (
  events: readonly DomainEvent[],
  more: Partial<Correcting<DecisionContext>> = {},
  by = 'system:spec',
) => ({
  events: recorded(events),
  correcting: { ...correcting, ...more },
  context: { ...context, actor: { ...context.actor, id: by } },
  versions: { Founded: 3 },
});
const code = (attempt: () => unknown) => {
  try {
    return attempt();
  } catch (error) {
    return isRefusal(error) ? error.code : error;
  }
};
const moving = { movesStatistics: () => true };

describe('CorrectFact', () => {
  it('keeps the complete new data, its version, and the names of what differs (engine 20)', () => {
    const [event] = correctFact({ target: 'e1', data: { name: '乙' }, reason: '误' }, subject([founded]));
    expect(event).toEqual({
      type: 'FactCorrected',
      data: {
        target: 'e1',
        targetType: 'Founded',
        targetVersion: 3,
        data: { occurredOn: '2015-03-01', name: '乙', due: { a: 1, b: 2 }, derived: '甲→乙' },
        fields: ['derived', 'name'],
        reason: '误',
        proposedBy: 'system:spec',
      },
    });
  });

  it('the order of fields inside a value is no difference', () => {
    const same = { target: 'e1', data: { due: { b: 2, a: 1 } }, reason: '误' };
    const plain = subject([founded], { derive: undefined });
    expect(code(() => correctFact(same, plain))).toBe('fact.unchanged');
  });

  it('null takes a field away; it is judged before anything is derived from it', () => {
    const [event] = correctFact({ target: 'e1', data: { name: null }, reason: '误' }, subject([founded]));
    expect((event!.data as { data: object }).data).not.toHaveProperty('name');
    const judged = () => correctFact({ target: 'e1', data: { name: '' }, reason: '误' }, subject([founded]));
    expect(judged).toThrow(TypeError);
  });

  it('an office’s date may lie ahead, an occurrence may not (semantics 25)', () => {
    const dated = (data: object) => () =>
      correctFact({ target: 'e1', data: data as never, reason: '误' }, subject([founded]));
    expect(code(dated({ occurredOn: '2016-01-01' }))).toBe('fact.in-future');
    expect(code(dated({ effectiveFrom: '2016-01-01' }))).not.toBe('fact.in-future');
  });

  it('fields the aggregate does not offer are refused by name', () => {
    const offered = subject([founded], { fields: () => ['name'] });
    expect(code(() => correctFact({ target: 'e1', data: { due: {} }, reason: '误' }, offered))).toBe(
      'fact.field-not-correctable',
    );
  });

  it('what moves a statistic is proposed and settled by another person (semantics 10)', () => {
    const [proposal] = correctFact({ target: 'e1', data: { name: '乙' }, reason: '误' }, subject([founded], moving));
    expect(proposal).toMatchObject({
      type: 'CorrectionProposed',
      data: { act: 'correct', fields: ['derived', 'name'] },
    });
    const events = [founded, proposal!];
    expect(pendingCorrections(recorded(events)).map(({ id }) => id)).toEqual(['e2']);
    expect(code(() => approveCorrection({ proposal: 'e2' }, subject(events, moving)))).toBe('correction.same-person');
    expect(approveCorrection({ proposal: 'e2' }, subject(events, moving, 'second'))).toMatchObject([
      { type: 'FactCorrected', data: { proposal: 'e2', proposedBy: 'system:spec', approvedBy: 'second' } },
    ]);
    expect(code(() => approveCorrection({ proposal: 'e1' }, subject(events, moving, 'second')))).toBe(
      'correction.unknown',
    );
  });

  it('a rejected proposal is decided (semantics 10)', () => {
    const [proposal] = retractFact({ target: 'e1', reason: '误' }, subject([founded], moving));
    const [rejected] = rejectCorrection(
      { proposal: 'e2', reason: '无误' },
      subject([founded, proposal!], {}, 'second'),
    );
    expect(rejected).toEqual({
      type: 'CorrectionRejected',
      data: { proposal: 'e2', rejectedBy: 'second', reason: '无误' },
    });
    const events = [founded, proposal!, rejected!];
    expect(pendingCorrections(recorded(events))).toEqual([]);
    expect(code(() => rejectCorrection({ proposal: 'e2', reason: '' }, subject(events)))).toBe('correction.decided');
  });
});

describe('RetractFact', () => {
  const retract = (target: string, together?: string[]) => ({ target, together, reason: '误' });

  it('the founding takes everything along (semantics 9)', () => {
    const [event] = retractFact(retract('e1'), subject([founded, noted, noted]));
    expect(event).toMatchObject({ type: 'FactRetracted', data: { together: ['e2', 'e3'] } });
  });

  it('what others rest on is not taken alone; named along it is (semantics 9)', () => {
    const rootless = (events: readonly DomainEvent[]) => subject(events, { root: undefined });
    expect(code(() => retractFact(retract('e1'), rootless([founded, noted])))).toBe('fact.has-dependents');
    expect(code(() => retractFact(retract('e1', ['e2']), rootless([founded, noted, noted])))).toBe(
      'fact.has-dependents',
    );
    expect(retractFact(retract('e1', ['e2', 'e1']), rootless([founded, noted]))).toMatchObject([
      { data: { together: ['e2'] } },
    ]);
  });

  it('what rested on nothing before is no reason to refuse', () => {
    const orphan = subject([noted, { ...founded, data: { occurredOn: '2015-03-09' } }], { root: undefined });
    expect(retractFact(retract('e2'), orphan)).toMatchObject([{ type: 'FactRetracted' }]);
  });

  it('twice, of proposals, and of what the aggregate keeps, it is refused', () => {
    const gone: DomainEvent = { type: 'FactRetracted', data: { target: 'e2' } };
    expect(code(() => retractFact(retract('e2'), subject([founded, noted, gone])))).toBe('fact.retracted');
    const [proposal] = retractFact(retract('e2'), subject([founded, noted], moving));
    expect(code(() => retractFact(retract('e3'), subject([founded, noted, proposal!])))).toBe('fact.not-correctable');
    expect(code(() => retractFact(retract('e2'), subject([founded, noted], { retractable: () => false })))).toBe(
      'fact.not-correctable',
    );
    expect(code(() => retractFact(retract('e7'), subject([founded])))).toBe('fact.unknown');
  });
});
