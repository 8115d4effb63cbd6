import { systemActor } from '#libs/kernel/actor.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import type { IssueBriefing, RestateBriefing } from './briefing-bodies.js';
import type { BriefingContext, BriefingFigures, ContentRequest, FiguresRequest } from './briefing-context.js';
import { openRestatement, type BriefingEvents, type Mention } from './briefing-events.js';
import { briefing } from './briefing.js';

type Event = EventOf<BriefingEvents>;

const reading: BriefingFigures = {
  knownAt: 412,
  knownDay: '2015-03-16',
  definitions: ['N1@1'],
  rules: 'shanghai-2013',
  set: 'standard@2',
  figures: [{ id: 'N1@1', scope: { kind: 'suggestion' }, numerator: 12 }],
  failed: [],
};
const requests: FiguresRequest[] = [];
const pages: ContentRequest[] = [];
const content = { digest: 'd'.repeat(64), renderer: 'renderer@1', packed: 'cGFnZXM=' };
const grounds = [{ rule: 'slow', evidence: [{ case: 'case-a', number: '0624', events: [7, 9] }] }];
const criticism: Mention = { as: 'criticism', unit: 'transport', grounds };
const context: BriefingContext = {
  actor: systemActor('spec'),
  today: '2015-03-16',
  id: (what) => `${what}-1`,
  unitExists: (unit) => unit === 'transport',
  importsOpen: [],
  proposals: () => [criticism],
  content: (request) => {
    pages.push(request);
    return content;
  },
  blocksOf: () => ['progress', 'next'],
  unknownFields: (_, names) => names.filter((name) => name !== 'received'),
  figures: (request) => {
    requests.push(request);
    return reading;
  },
};
const given = specification(briefing, context);

const command: IssueBriefing = {
  occurredOn: '2015-03-16',
  briefing: 'bimonthly-2015-01',
  kind: 'bimonthly',
  period: '2015-01',
  criticised: ['transport'],
};
const issued: Event = {
  type: 'BriefingIssued',
  data: {
    occurredOn: '2015-03-16',
    briefing: 'bimonthly-2015-01',
    kind: 'bimonthly',
    period: '2015-01',
    from: '2015-01-01',
    until: '2015-03-01',
    validAt: '2015-02-28',
    knownAt: 412,
    definitions: ['N1@1'],
    rules: 'shanghai-2013',
    set: 'standard@2',
    figures: reading.figures,
    criticised: ['transport'],
    content,
  },
};

describe('issuing a briefing (semantics H)', () => {
  it('freezes the figures of its two months at the last day and at what was known', () => {
    const { outcome } = given().when('IssueBriefing', command);
    expect(outcome).toEqual({ events: [issued] });
    expect(requests.at(-1)).toMatchObject({
      kind: 'bimonthly',
      until: '2015-03-01',
      validAt: '2015-02-28',
      isAbsent: false,
    });
  });

  it('happens once', () => {
    given(issued).when('IssueBriefing', command).thenRefused('briefing.already-issued');
  });

  it('is refused where V lies after what is known (semantics 3)', () => {
    given()
      .when('IssueBriefing', command, { figures: () => ({ ...reading, knownDay: '2015-02-27' }) })
      .thenRefused('briefing.provisional');
    given()
      .when('IssueBriefing', command, { figures: () => ({ ...reading, knownDay: '2015-02-28' }) })
      .thenTypes('BriefingIssued');
  });

  it('is refused where nothing was known by then (semantics 2)', () => {
    given()
      .when('IssueBriefing', command, { figures: () => undefined })
      .thenRefused('known.before-start');
  });

  it('waits for an import to be complete (engine 22)', () => {
    given()
      .when('IssueBriefing', command, { importsOpen: ['ab12'] })
      .thenRefused('briefing.import-open');
  });

  it('is blocked by a failed identity, unless a reason is printed for each (domain 7)', () => {
    const figures = () => ({ ...reading, failed: [{ identity: 'by-kind', cases: ['case-a'] }] });
    given().when('IssueBriefing', command, { figures }).thenRefused('briefing.identity-failed');
    const overrides = [{ identity: 'by-kind', reason: '区办件尚未录入' }];
    given()
      .when('IssueBriefing', { ...command, overrides }, { figures })
      .then([{ data: { ...issued.data, overrides } as never }]);
  });

  it('criticises units that exist', () => {
    given()
      .when('IssueBriefing', { ...command, criticised: ['nowhere'] })
      .thenRefused('unit.unknown');
  });

  it('has one id a period, so that no two months are reported twice (semantics 48)', () => {
    given()
      .when('IssueBriefing', { ...command, briefing: 'another' })
      .thenRefused('briefing.not-its-period');
    given()
      .when('IssueBriefing', { ...command, validAt: '2015-02-27' })
      .thenRefused('briefing.not-its-period');
    given()
      .when('IssueBriefing', { ...command, period: '2015-02' })
      .thenRefused('period.unknown');
    given()
      .when('IssueBriefing', { ...command, period: undefined })
      .thenRefused('period.unknown');
  });

  it('may lack figures only where an old special report’s content was not preserved', () => {
    const absent = 'reconstructed, content not preserved';
    const special = { occurredOn: '2015-03-10', briefing: 'special-1', kind: 'special' as const, absent };
    const { outcome } = given().when('IssueBriefing', special);
    expect(outcome).toMatchObject({ events: [{ data: { absent, validAt: '2015-03-10', definitions: [] } }] });
    expect(outcome).not.toHaveProperty('events.0.data.figures');
    expect(requests.at(-1)?.isAbsent).toBe(true);
    given()
      .when('IssueBriefing', { ...command, absent })
      .thenRefused('briefing.figures-required');
  });

  it('another kind covers the days it names, in order', () => {
    const annual = {
      occurredOn: '2015-03-10',
      briefing: 'annual-2014',
      kind: 'annual' as const,
      validAt: '2014-12-31',
    };
    given()
      .when('IssueBriefing', { ...annual, from: '2014-01-01' })
      .then([{ data: { from: '2014-01-01', until: '2015-01-01' } as never }]);
    given()
      .when('IssueBriefing', { ...annual, from: '2015-01-01' })
      .thenRefused('briefing.days-in-order');
  });
});

const change = (now: number) => ({
  figure: 'N1@1',
  scope: { kind: 'suggestion' },
  issued: { numerator: 12 },
  now: { numerator: now },
});
const cause = { eventId: 'e9', seq: 500, stream: 'case-a', type: 'FactCorrected' };
const restate = (...changes: ReturnType<typeof change>[]): RestateBriefing => ({
  knownAt: 500,
  changes,
  causes: [cause],
  addressees: ['transport'],
});
const restated: Event = {
  type: 'BriefingRestated',
  data: { ...restate(change(11)), restatement: 'restatement-0', open: true },
};

describe('restating an issued briefing (semantics 49)', () => {
  it('names the figures, the causing events and the units addressed', () => {
    given(issued)
      .when('RestateBriefing', restate(change(11)))
      .then([{ data: { restatement: 'restatement-1', open: true, ...restate(change(11)) } }]);
  });

  it('is of an issued briefing only', () => {
    given()
      .when('RestateBriefing', restate(change(11)))
      .thenRefused('briefing.not-issued');
  });

  it('stands once: it is updated, not multiplied', () => {
    given(issued, restated)
      .when('RestateBriefing', { ...restate(change(11)), knownAt: 501 })
      .then([]);
    given(issued, restated)
      .when('RestateBriefing', restate(change(10)))
      .then([{ data: { restatement: 'restatement-0', open: true } as never }]);
  });

  it('is closed when the figures read as issued again, and another one opened later', () => {
    const closed: Event = {
      type: 'BriefingRestated',
      data: { ...restate(), restatement: 'restatement-0', open: false },
    };
    given(issued, restated).when('RestateBriefing', restate()).then([closed]);
    given(issued, restated, closed).when('RestateBriefing', restate()).then([]);
    given(issued).when('RestateBriefing', restate()).then([]);
    given(issued, restated, closed)
      .when('RestateBriefing', restate(change(9)))
      .then([{ data: { restatement: 'restatement-1' } as never }]);
  });

  it('leaves the issued figures as they were', () => {
    const state = foldAt(briefing, recorded([issued, restated]));
    expect(state.issued).toEqual(issued.data);
    expect(openRestatement(state)?.restatement).toBe('restatement-0');
    expect(openRestatement(foldAt(briefing, recorded([issued])))).toBeUndefined();
  });

  it('is read whatever the valid time: it is knowledge, not an event of the office', () => {
    const state = foldAt(briefing, recorded([issued, restated]), { validAt: '2015-03-16' });
    expect(openRestatement(state)?.open).toBe(true);
  });
});
