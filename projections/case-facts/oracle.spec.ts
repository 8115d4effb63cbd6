import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { caseDecider } from '#libs/cases/case.js';
import { facts } from '#libs/cases/facts.js';
import { everything } from '#libs/cases/testing/everything.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { DomainEvent, RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import { dayNumber, dayFromNumber } from '#libs/calendar/day.js';
import { FactColumns } from '#libs/statistics/columns.js';
import { grains, none, type Grain } from '#libs/statistics/grains.js';
import { grainNames, storedColumns } from '#libs/statistics/layout.js';
import { readingAt } from '#libs/statistics/reading.js';
import type { Segment } from '#libs/statistics/segment.js';
import type { OwnViews } from '#libs/projecting/port.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';
import { caseFacts, type KeptColumns } from './case-facts.js';
import { segments } from './segments.js';

const registered: DomainEvent = {
  type: 'CaseRegistered',
  data: {
    occurredOn: '2015-02-10',
    level: 'city',
    kind: 'suggestion',
    body: '上海市人大',
    term: 14,
    session: 3,
    sitting: 'in-session',
    number: '0624',
    title: '一件事',
    proposers: ['代表甲'],
    leadProposer: '代表甲',
    outerRole: 'lead',
    due: { reply: { on: '2015-05-11' }, coOpinion: { on: '2015-03-10' } },
    rules: 'r1',
  },
};

const day = fc.integer({ min: dayNumber('2015-02-10'), max: dayNumber('2015-12-31') }).map(dayFromNumber);

/** Ordinary events in any order of days, as they come late or in time. */
const ordinary: fc.Arbitrary<DomainEvent> = fc.oneof(
  day.map((occurredOn) => ({
    type: 'ContactRecorded',
    data: {
      contact: 'c',
      occurredOn,
      mode: 'faceToFace',
      phase: 'during',
      participants: [],
      proposers: ['代表甲'],
      countsAsFaceToFace: true,
      summary: 's',
    },
  })),
  day.map((occurredOn) => ({
    type: 'CaseAssigned',
    data: {
      occurredOn,
      units: [
        { unit: 'u1', role: 'lead' },
        { unit: 'u2', role: 'support' },
      ],
      due: {},
      rules: 'r1',
    },
  })),
  day.map((occurredOn) => ({
    type: 'AssignmentAccepted',
    data: { occurredOn, unit: 'u1', leaderInCharge: '甲', handler: '乙' },
  })),
  day.map((occurredOn) => ({
    type: 'OuterRoleChanged',
    data: {
      occurredOn,
      from: 'lead',
      to: 'co',
      by: 'x',
      reason: 'y',
      due: { coOpinion: { on: '2015-06-01' } },
      rules: 'r1',
    },
  })),
  day.map((occurredOn) => ({
    type: 'CoOpinionFiled',
    data: { occurredOn, opinion: 'outer', layer: 'outer', unit: 'u1', text: 't', filing: 1 },
  })),
  day.map((occurredOn) => ({
    type: 'ReplyFiled',
    data: {
      occurredOn,
      round: 1,
      outcome: 'planned',
      outcomeWording: '',
      scheme: 's',
      answeredBy: 'district',
      units: ['u1'],
      docNo: 'd',
      sentTo: [],
      disclosure: 'public',
      digest: '',
      commitments: [],
      milestones: [],
    },
  })),
  day.map((occurredOn) => ({
    type: 'RehandlingOrdered',
    data: { occurredOn, round: 2, cause: 'doubt', reason: 'r', due: { on: '2015-12-01' } },
  })),
  day.map((occurredOn) => ({
    type: 'RevisitRecorded',
    data: { occurredOn, revisit: 'r', finding: 'solved', commitments: [], reason: 'r' },
  })),
  day.map((occurredOn) => ({ type: 'CaseWithdrawn', data: { occurredOn, reason: 'r', signers: [] } })),
);

/** What is recorded about an earlier event: a new day, another role, or its end. */
const correcting = (count: number): fc.Arbitrary<DomainEvent> => {
  const target = fc.integer({ min: 1, max: Math.max(1, count) }).map((index) => `e${index}`);
  return fc.oneof(
    fc.tuple(target, day).map(([id, occurredOn]) => ({
      type: 'FactCorrected',
      data: {
        target: id,
        targetType: '',
        targetVersion: 1,
        data: { occurredOn },
        fields: ['occurredOn'],
        reason: '',
        proposedBy: 'a',
      },
    })),
    fc.tuple(target, fc.constantFrom('co', 'lead', 'joint')).map(([id, outerRole]) => ({
      type: 'FactCorrected',
      data: {
        target: id,
        targetType: '',
        targetVersion: 1,
        data: { outerRole },
        fields: ['outerRole'],
        reason: '',
        proposedBy: 'a',
      },
    })),
    target.map((id) => ({ type: 'FactRetracted', data: { target: id, targetType: '', reason: '', proposedBy: 'a' } })),
  );
};

const history: fc.Arbitrary<readonly RecordedEvent[]> = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
  .chain((kinds) =>
    fc.tuple(...kinds.map((kind, index) => (kind === 0 && index > 0 ? correcting(index + 1) : ordinary))),
  )
  .map((events) =>
    recorded([registered, ...(events as DomainEvent[])]).map((event) => ({ ...event, stream: 'lookback-case-a' })),
  );

/** What a folder stores, page by page; a stored segment is JSON, as in every store. */
class Stored {
  private readonly segments = new Map<string, Segment>();

  keep(changes: readonly Change[]): void {
    for (const { id, document } of changes)
      if (document) this.segments.set(id, JSON.parse(JSON.stringify(document)) as Segment);
      else this.segments.delete(id);
  }

  get own(): OwnViews {
    return { load: async () => new Map(), find: async (...asked) => this.find(...asked) };
  }

  get columns(): FactColumns {
    const columns = new FactColumns();
    this.after(0).forEach((segment) => columns.apply(segment));
    return columns;
  }

  private after(seq: number): readonly Segment[] {
    return [...this.segments.values()].filter(({ toSeq }) => toSeq > seq).sort((a, b) => a.toSeq - b.toSeq);
  }

  private find(...[name, filter, options]: Parameters<OwnViews['find']>): readonly ViewDocument[] {
    expect(name).toBe(segments);
    const { toSeq } = filter as { toSeq: { $gt: number } };
    return this.after(toSeq.$gt).slice(0, options?.limit) as never;
  }
}

/** Folds pages the way the projector does, committing each; a folder that forgets begins from what is stored. */
const folded = async (
  events: readonly RecordedEvent[],
  pageSize: number,
  forgetsAfter: (at: number) => boolean = () => false,
): Promise<FactColumns> => {
  const stored = new Stored();
  const ofStream = async (stream: string, before: number) =>
    events.filter((event) => event.stream === stream && event.seq < before);
  const folder = caseFacts('lookback').open(stored.own, { ofStream });
  for (let at = 0; at < events.length; at += pageSize) {
    stored.keep(await folder.apply(events.slice(at, at + pageSize)));
    folder.committed();
    if (forgetsAfter(at)) folder.forget();
  }
  const { columns } = stored;
  columns.caughtUp(events.length);
  expect(contentOf(await (folder.kept as KeptColumns).columns())).toEqual(contentOf(columns));
  return columns;
};

/** Everything columns hold, as plain values. */
const contentOf = (columns: FactColumns): unknown => ({
  terms: columns.dictionary.from(0),
  grains: grainNames.map((grain) => {
    const table = columns.table(grain);
    const whole = (name: string) => [...table.whole(name).subarray(0, table.length)];
    return [...storedColumns(grain).map(whole), [...table.kTo.values]];
  }),
});

/** Rows of the table at a point, as the fold states them. */
const tableRows = (columns: FactColumns, validAt: string, knownAt: number): readonly string[] =>
  (Object.keys(grains) as Grain[]).flatMap((grain) => {
    const reading = readingAt(columns, { validAt, knownAt });
    const rows = reading.rows(grain);
    return Array.from({ length: rows.length }, (_, row) => {
      const fields = Object.entries(grains[grain]).map(([name, kind]) => [
        name,
        decoded(columns, kind, rows.column(name as never)[row]!),
      ]);
      return JSON.stringify([grain, fields]);
    });
  });

const decoded = (columns: FactColumns, kind: string, value: number): unknown => {
  if (value === none) return kind === 'set' ? [] : null;
  if (kind === 'day') return dayFromNumber(value);
  if (kind === 'code') return columns.dictionary.text(value);
  return kind === 'set' ? columns.dictionary.text(value).split('|') : kind === 'flag' ? value === 1 : value;
};

/** The oracle: replay of the whole history at the point. */
const foldedRows = (events: readonly RecordedEvent[], validAt: string, knownAt: number): readonly string[] =>
  facts(foldAt(caseDecider, events, { validAt, knownAt })).map(({ grain, fields }) =>
    JSON.stringify([grain, Object.keys(grains[grain as Grain]).map((name) => [name, ordered(fields[name])])]),
  );

const ordered = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);

const runs = Number(process.env['RUNS'] ?? 200);

it('the bitemporal rows at any (V, K) are what a replay of the log says (engine 25)', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.integer({ min: 1, max: 4 }),
      day,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (events, pageSize, validAt, part) => {
        const knownAt = Math.max(1, Math.round(part * events.length));
        const columns = await folded(events, pageSize);
        expect([...tableRows(columns, validAt, knownAt)].sort()).toEqual(
          [...foldedRows(events, validAt, knownAt)].sort(),
        );
      },
    ),
    trials(runs),
  );
});

/** Some of all that can happen to a case, in any order, once more with other days, and corrected. */
const anything: fc.Arbitrary<readonly RecordedEvent[]> = fc
  .tuple(
    fc.shuffledSubarray([...everything()], { minLength: 1 }),
    fc.array(day, { minLength: 60, maxLength: 60 }),
    fc.array(correcting(60), { maxLength: 6 }),
    fc.boolean(),
  )
  .map(([some, days, corrections, moved]) => {
    const redated = some.map((event, at) => (moved && at % 3 === 0 ? redatedTo(event, days[at % 60]!) : event));
    const corrected = corrections.map((event, at): RecordedEvent => ({
      ...redated[0]!,
      ...event,
      id: `correction-${at}`,
    }));
    const [head, tail] = [redated.slice(0, redated.length >> 1), redated.slice(redated.length >> 1)];
    const all = [
      ...head,
      ...corrected.map((event, at) => aimedAt(event, head[at % Math.max(1, head.length)])),
      ...tail,
    ];
    return all.map((event, index) => ({ ...event, seq: index + 1, revision: index, stream: 'lookback-case-a' }));
  });

const redatedTo = (event: RecordedEvent, occurredOn: string): RecordedEvent => ({
  ...event,
  data: { ...(event.data as object), occurredOn },
});

const aimedAt = (event: RecordedEvent, target: RecordedEvent | undefined): RecordedEvent => ({
  ...event,
  data: { ...(event.data as object), target: target?.id ?? 'none' },
});

it('whatever happens to a case in whatever order, its rows are what a replay says (engine 19, 25)', async () => {
  await fc.assert(
    fc.asyncProperty(anything, day, fc.double({ min: 0, max: 1, noNaN: true }), async (events, validAt, part) => {
      const knownAt = Math.max(1, Math.round(part * events.length));
      const columns = await folded(events, 7);
      expect([...tableRows(columns, validAt, knownAt)].sort()).toEqual(
        [...foldedRows(events, validAt, knownAt)].sort(),
      );
    }),
    trials(runs),
  );
});

it('the table is the same to the byte, whatever the pages and however often the projector began again (quality 5)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(anything, history),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (events, pageSize, every) => {
        const [whole, restarted] = [
          await folded(events, events.length),
          await folded(events, pageSize, (at) => at % every === 0),
        ];
        expect(contentOf(restarted)).toEqual(contentOf(whole));
      },
    ),
    trials(runs),
  );
});

const contact = (occurredOn: string): DomainEvent => ({
  type: 'ContactRecorded',
  data: {
    contact: 'c',
    occurredOn,
    mode: 'phone',
    phase: 'during',
    participants: [],
    proposers: ['代表甲'],
    countsAsFaceToFace: false,
    summary: '',
  },
});

const contacts = (count: number, { first, days }: { first: string; days: number }): readonly DomainEvent[] =>
  Array.from({ length: count }, (_, index) =>
    contact(dayFromNumber(dayNumber(first) + Math.floor((index * days) / count))),
  );

it('opens at most 5,000 rows for a case of 1,000 events and 1,000 late contacts, in seconds (engine 26)', async () => {
  const inTime = contacts(1_000, { first: '2015-06-01', days: 200 });
  const late = contacts(1_000, { first: '2015-02-11', days: 100 });
  const events = recorded([registered, ...inTime, ...late]).map((event) => ({ ...event, stream: 'lookback-case-a' }));
  const started = performance.now();
  const columns = await folded(events, 500);
  const rows = (Object.keys(grains) as Grain[]).reduce((sum, grain) => sum + columns.table(grain).length, 0);
  expect(rows).toBeLessThanOrEqual(5_000);
  expect(performance.now() - started).toBeLessThan(30_000);
});

const reports = (count: number, { first, days }: { first: string; days: number }): readonly DomainEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const occurredOn = dayFromNumber(dayNumber(first) + Math.floor((index * days) / count));
    const waitingOn = index % 3 === 0 && { waitingOn: { body: '市有关部门', since: occurredOn } };
    const data = {
      progress: `${first}-${index}`,
      occurredOn,
      unit: 'u',
      percent: 1,
      text: '',
      levels: [],
      products: [],
    };
    return { type: 'ProgressReported', data: { ...data, ...waitingOn } };
  });

it('a report of progress that is recorded late opens no more rows than one in time (engine 26)', async () => {
  const inTime = reports(300, { first: '2015-06-01', days: 200 });
  const late = reports(300, { first: '2015-02-11', days: 100 });
  const rowsOf = async (events: readonly DomainEvent[]) => {
    const told = recorded([registered, ...events]).map((event) => ({ ...event, stream: 'lookback-case-a' }));
    const columns = await folded(told, 500);
    return (Object.keys(grains) as Grain[]).reduce((sum, grain) => sum + columns.table(grain).length, 0);
  };
  const [half, whole] = [await rowsOf(inTime), await rowsOf([...inTime, ...late])];
  expect(whole - half).toBeLessThanOrEqual(2 * half);
});
