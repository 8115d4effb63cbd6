import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import type { Day } from '#libs/kernel/event.js';
import type { FactFields } from './grains.js';
import { caseRow, childRow, columnsOf, office, type HandMadeRow } from './hand-made-rows.js';
import { checkIdentities } from './identities.js';
import { report } from './report.js';

// A second, naive reading of semantics E to G over plain objects, sharing nothing with the columns but the rows.

type Case = FactFields<'case'>;
interface Child<F> {
  case: string;
  fields: F;
  of: Case;
}

/** What holds at (V, K), joined the plain way. */
const world = (rows: readonly HandMadeRow[], v: Day, k: number) => {
  const holding = rows.filter(
    ({ from, to, known, until }) => from <= v && (!to || v < to) && known <= k && (!until || k < until),
  );
  const cases = new Map(holding.filter(({ grain }) => grain === 'case').map((row) => [row.case, row.fields as Case]));
  const children = <F>(grain: string): Child<F>[] =>
    holding.flatMap((row) => {
      const of = cases.get(row.case);
      return row.grain === grain && of ? [{ case: row.case, fields: row.fields as F, of }] : [];
    });
  return { v, cases, children };
};
type World = ReturnType<typeof world>;

const standing = (c: Case) => c.terminatedOn === null;
const answering = (c: Case) =>
  standing(c) && (c.level === 'district' || c.outerRole === 'lead' || c.outerRole === 'joint');
const co = (c: Case) => standing(c) && !answering(c) && c.outerRole === 'co';

/** [unit, in numerator, in denominator, apart] of each thing counted. */
type Entry = [unit: string, numerator: boolean, denominator: boolean, apart?: boolean];
const unitNow = (id: string | null) => (id === null ? 'unassigned' : id === 'A' ? 'B' : id);
const now = (c: Case) => unitNow(c.countingUnit);
const atReply = (c: Case) => unitNow(c.replyOn !== null ? c.replyUnit : c.countingUnit);

const timely = (unit: string, v: Day, [due, done]: [Day | null, Day | null]): Entry => {
  const inTime = done !== null && (due === null || done <= due);
  return [unit, inTime, done !== null || (due !== null && due < v)];
};

const everyCase = (w: World, entry: (c: Case, id: string) => Entry | null): Entry[] =>
  [...w.cases].map(([id, c]) => entry(c, id)).filter((found) => found !== null);

const contacts = (w: World, id: string, c: Case, test: (f: FactFields<'contact'>) => boolean) =>
  w
    .children<FactFields<'contact'>>('contact')
    .some(
      ({ case: of, fields }) => of === id && (c.replyOn === null || (fields.on ?? '') <= c.replyOn) && test(fields),
    );
const met = (f: FactFields<'contact'>) => f.faceToFace === true && f.phase !== 'after';

const coverage = (test: (f: FactFields<'contact'>) => boolean) => (w: World) =>
  everyCase(w, (c, id) => {
    if (!answering(c)) return null;
    if (c.visitWaivedOn !== null) return [now(c), false, false, true];
    return [now(c), contacts(w, id, c, test), true];
  });

const share = (credit: (c: Case) => string, isMet: (c: Case) => boolean) => (w: World) =>
  everyCase(w, (c) => (answering(c) && c.replyOn !== null ? [credit(c), isMet(c), true] : null));

type Form = FactFields<'form'>;
const latestForms = (w: World): Child<Form>[] => {
  const forms = w.children<Form>('form').filter(({ fields, of }) => fields.askedOn !== null && standing(of));
  const isLater = (a: Child<Form>, b: Child<Form>) =>
    a.case === b.case && a.fields.proposer === b.fields.proposer && (a.fields.round ?? 0) > (b.fields.round ?? 0);
  return forms.filter((form) => !forms.some((other) => isLater(other, form)));
};

const opinions = (layer: string) => (w: World) =>
  w
    .children<FactFields<'opinion'>>('opinion')
    .filter(({ fields: f, of }) => standing(of) && f.layer === layer)
    .filter(({ fields: f }) => f.waivedOn === null || (f.due !== null && f.waivedOn > f.due))
    .map(({ fields: f }) => timely(unitNow(f.unit), w.v, [f.due, f.filedOn]));

const late = (c: Case, v: Day) => {
  const [due, done] = answering(c) ? [c.replyDue, c.replyOn] : co(c) ? [c.opinionDue, c.opinionOn] : [null, null];
  return {
    overdue: due !== null && due < v && done === null,
    missed: due !== null && due < v && (done === null || done > due),
  };
};

const oracle: Readonly<Record<string, (w: World) => Entry[]>> = {
  received: (w) => everyCase(w, (c) => [now(c), true, false]),
  N1: (w) => everyCase(w, (c) => [now(c), standing(c), false]),
  'N2/leadOrJoint': (w) =>
    everyCase(w, (c) => [now(c), standing(c) && ['lead', 'joint'].includes(c.outerRole ?? ''), false]),
  stock: (w) => everyCase(w, (c) => [now(c), c.inStock === true, false]),
  N3: (w) => everyCase(w, (c) => (answering(c) ? [atReply(c), c.replyOn !== null, true] : null)),
  N3b: (w) =>
    everyCase(w, (c) => {
      if (answering(c)) return [atReply(c), c.replyOn !== null, true];
      return co(c) ? [atReply(c), c.opinionOn !== null, true] : null;
    }),
  N4: (w) => everyCase(w, (c) => (answering(c) ? timely(atReply(c), w.v, [c.replyDue, c.replyOn]) : null)),
  N4b: (w) =>
    everyCase(w, (c) => {
      if (answering(c)) return timely(atReply(c), w.v, [c.replyDue, c.replyOn]);
      return co(c) ? timely(atReply(c), w.v, [c.opinionDue, c.opinionOn]) : null;
    }),
  N5: opinions('outer'),
  N5i: opinions('inner'),
  N6: coverage(() => true),
  N6f: coverage(met),
  N7: coverage((f) => met(f) && (f.ledByPosts ?? []).includes('districtLeader')),
  N8: (w) => latestForms(w).map(({ fields, of }) => [now(of), fields.givenOn !== null, true]),
  N9: (w) =>
    latestForms(w)
      .filter(({ fields }) => fields.givenOn !== null)
      .map(({ fields, of }) => [now(of), fields.result === 'satisfied', true]),
  'N12c/explicit-only': share(now, (c) => c.explicitOutcome === 'solved'),
  N12: share(atReply, (c) => c.replyOutcome === 'solved'),
  N13: share(now, (c) => c.implementation === 'fully'),
  N14: share(atReply, (c) => c.disclosure === 'public'),
  classChanged: share(now, (c) => c.currentOutcome !== c.replyOutcome),
  N17: (w) =>
    everyCase(w, (c) => {
      const start = `${w.v.slice(0, 4)}-01-01`;
      const open =
        ['solving', 'planned', 'reference'].includes(c.replyOutcome ?? '') &&
        !['fully', 'cannot'].includes(c.implementation ?? '');
      const legacy = standing(c) && c.replyOn !== null && c.replyOn < start && open;
      return [now(c), legacy, false, c.inStock === true && (c.registeredOn ?? '') < start];
    }),
  N16: (w) =>
    w
      .children<FactFields<'assignment'>>('assignment')
      .map(({ fields, of }) => [unitNow(fields.unit), fields.live === true && standing(of), false]),
  N20: (w) =>
    w
      .children<FactFields<'commitment'>>('commitment')
      .filter(({ of }) => standing(of))
      .map(({ fields: f, of }) => timely(now(of), w.v, [f.due, f.fulfilledOn])),
  overdue: (w) => everyCase(w, (c) => [now(c), late(c, w.v).overdue, false]),
  missed: (w) => everyCase(w, (c) => [atReply(c), late(c, w.v).missed, false]),
};

const days = ['2014-11-30', '2014-12-31', '2015-01-01', '2015-02-28', '2015-03-01', '2015-05-18', '2015-08-06'];
const day = fc.constantFrom(...days);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const unit = fc.constantFrom('A', 'B', 'C');
const outcome = fc.constantFrom('solved', 'solving', 'planned', 'reference');
const grade = fc.constantFrom('satisfied', 'mostly', 'understands', 'dissatisfied');

const caseFields: fc.Arbitrary<Partial<Case>> = fc.record({
  level: fc.constantFrom('city', 'district'),
  kind: fc.constantFrom('suggestion', 'proposal'),
  outerRole: maybe(fc.constantFrom('lead', 'joint', 'co')),
  countingUnit: maybe(unit),
  terminatedOn: fc.option(day, { nil: null, freq: 6 }),
  inStock: fc.boolean(),
  registeredOn: day,
  replyDue: maybe(day),
  replyOn: maybe(day),
  replyUnit: maybe(unit),
  opinionDue: maybe(day),
  opinionOn: maybe(day),
  replyOutcome: maybe(outcome),
  currentOutcome: maybe(outcome),
  explicitOutcome: maybe(outcome),
  implementation: fc.constantFrom('notStarted', 'fully', 'partly', 'cannot'),
  disclosure: maybe(fc.constantFrom('public', 'withheld')),
  visitWaivedOn: fc.option(day, { nil: null, freq: 5 }),
});

const openSpan = fc.record({ from: fc.constantFrom(...days.slice(0, -1)), known: fc.integer({ min: 1, max: 8 }) });

const children = (id: string): fc.Arbitrary<HandMadeRow[]> => {
  const row = <T>(grain: 'contact' | 'opinion' | 'assignment' | 'commitment', fields: fc.Arbitrary<T>) =>
    fc
      .tuple(fields, openSpan, fc.nat())
      .map(([given, times, key]) => childRow(grain, { case: id, key: `${key}`, ...times }, given as object));
  const contact = row(
    'contact',
    fc.record({
      on: day,
      phase: fc.constantFrom('before', 'after'),
      faceToFace: fc.boolean(),
      ledByPosts: fc.subarray(['districtLeader', 'unitLeader']),
    }),
  );
  const opinion = row(
    'opinion',
    fc.record({
      layer: fc.constantFrom('outer', 'inner'),
      unit,
      due: maybe(day),
      filedOn: maybe(day),
      waivedOn: fc.option(day, { nil: null, freq: 3 }),
    }),
  );
  const assignment = row(
    'assignment',
    fc.record({ unit, role: fc.constantFrom('lead', 'support'), live: fc.boolean() }),
  );
  const commitment = row('commitment', fc.record({ due: maybe(day), fulfilledOn: maybe(day) }));
  return fc.array(fc.oneof(contact, opinion, assignment, commitment), { maxLength: 6 });
};

/** Forms are one a (case, round, proposer). */
const forms = (id: string): fc.Arbitrary<HandMadeRow[]> =>
  fc
    .uniqueArray(
      fc.record({
        round: fc.integer({ min: 1, max: 3 }),
        proposer: fc.constantFrom('代表甲', '代表乙'),
        askedOn: maybe(day),
        givenOn: maybe(day),
        result: maybe(grade),
      }),
      {
        selector: ({ round, proposer }) => `${round}|${proposer}`,
        maxLength: 4,
      },
    )
    .map((given) =>
      given.map((fields) =>
        childRow('form', { case: id, key: `${fields.round}|${fields.proposer}`, from: '2014-11-30' }, fields),
      ),
    );

/** A case's timeline as known at first, and redrawn from some position on: rectangles that never overlap. */
const timeline = (id: string, { known, until }: { known: number; until?: number }): fc.Arbitrary<HandMadeRow[]> =>
  fc
    .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 4 }), fc.array(caseFields, { minLength: 4, maxLength: 4 }))
    .map(([starts, fields]) =>
      starts.sort().map((from, at) => caseRow(id, fields[at], { from, to: starts[at + 1], known, until })),
    );

const aCase = (id: string): fc.Arbitrary<HandMadeRow[]> =>
  fc
    .integer({ min: 2, max: 9 })
    .chain((redrawn) =>
      fc.tuple(timeline(id, { known: 1, until: redrawn }), timeline(id, { known: redrawn }), children(id), forms(id)),
    )
    .map((parts) => parts.flat());

const ledger = fc
  .integer({ min: 0, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => aCase(`c${at}`))))
  .map((cases) => cases.flat());

const merged = office({ unitNow: (id) => (id === 'A' ? 'B' : id) });

describe('the report', () => {
  const figures = Object.keys(oracle);
  const sums = (entries: readonly Entry[]) => ({
    numerator: entries.filter(([, numerator]) => numerator).length,
    denominator: entries.filter(([, , denominator]) => denominator).length,
    apart: entries.filter(([, , , apart]) => apart).length,
  });

  it('equals the naive oracle, in total and by unit, at any (V, K)', () => {
    const point = fc.record({
      validAt: day,
      knownAt: fc.integer({ min: 1, max: 12 }),
      page: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(ledger, point, (rows, { validAt, knownAt, page }) => {
        const w = world(rows, validAt, knownAt);
        const found = report(columnsOf(rows, 100, page), merged, { validAt, knownAt, figures, by: ['unit'] });
        figures.forEach((figure, at) => {
          const entries = oracle[figure]?.(w) ?? [];
          const { numerator, denominator, apart } = sums(entries);
          expect({ figure, ...found.total[at] }).toMatchObject({ figure, numerator });
          if (found.total[at]?.denominator !== undefined) expect(found.total[at]?.denominator).toBe(denominator);
          if (found.total[at]?.apart !== undefined) expect(found.total[at]?.apart).toBe(apart);
          const units = new Set(entries.map(([name]) => name));
          const expected = [...units]
            .sort()
            .map((name) => [name, sums(entries.filter(([of]) => of === name)).numerator]);
          const groups = found.groups.map(({ group, figures: row }) => [group.unit ?? '', row[at]?.numerator] as const);
          expect({
            figure,
            of: groups
              .filter(([name]) => units.has(name))
              .map((row) => [...row])
              .sort(),
          }).toEqual({ figure, of: expected.sort() });
        });
      }),
      trials(150),
    );
  });

  it('semantics 30: balances its stock over any window, in total and by unit', () => {
    fc.assert(
      fc.property(ledger, day, day, (rows, a, b) => {
        const [from, validAt] = a < b ? [a, b] : [b, a];
        const asked = { validAt, knownAt: 12, window: { from } };
        const failed = checkIdentities(columnsOf(rows), merged, asked).filter(
          ({ id, holds }) => id.startsWith('stock') && !holds,
        );
        expect(failed).toEqual([]);
      }),
      trials(150),
    );
  });
});
