import { jest } from '@jest/globals';
import fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { dayOf } from '#libs/kernel/clock.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { validFrom } from '#libs/kernel/history.js';
import { accountWith, openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

jest.setTimeout(60_000);

let api: TestApi;
let events: readonly RecordedEvent[];

/** Some weeks of an office: two clerks, two units, several cases, late facts, a correction, a denial, an export. */
beforeAll(async () => {
  api = await openApi('2015-03-02T09:00:00+08:00');
  const { clock } = api.office;
  const office = { authorization: `Bearer ${await accountWith(api.office, 'office')}` };
  const stranger = { authorization: 'Bearer of-nobody' };
  for (let week = 0; week < 6; week += 1) {
    clock.set(`2015-0${3 + Math.floor(week / 3)}-${10 + (week % 3) * 7}T09:00:00+08:00`);
    const registered = await api.post('/cases', aSuggestion(`000${week}`), { headers: week % 2 ? office : {} });
    const path = `/cases/${String(registered.body['id'])}`;
    const units = [
      { unit: week % 2 ? 'jiaotong' : 'pujiang', role: 'lead' },
      ...(week % 3 === 0 ? [{ unit: week % 2 ? 'pujiang' : 'jiaotong', role: 'support' }] : []),
    ];
    await api.post(`${path}/assignments`, { occurredOn: '2015-02-13', units }, { ifMatch: '"0"' });
    await api.get('/cases', stranger);
  }
  await api.get('/exports/log', office);
  await api.office.runtime.access.settled();
  ({ events } = await api.office.runtime.events.readAll('start', 10_000));
}, 60_000);
afterAll(() => api.close());

interface Asked {
  readonly actor?: string;
  readonly unit?: string;
  readonly case?: string;
  readonly type?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
}

const onOf = ({ data }: RecordedEvent): string | null => (validFrom(data) === '0000-01-01' ? null : validFrom(data));

const unitsOf = ({ data, metadata }: RecordedEvent): readonly unknown[] => {
  const { unit, units = [] } = data as { unit?: string; units?: readonly { unit: string }[] };
  return [unit, ...units.map((each) => each.unit), metadata.unit];
};

/** As naively as can be: every event looked at. */
const expected = (asked: Asked): readonly number[] =>
  events
    .filter((event) => {
      const on = onOf(event);
      const recorded = dayOf(event.metadata.recordedAt);
      return [
        asked.actor === undefined || event.metadata.actor === asked.actor,
        asked.unit === undefined || unitsOf(event).includes(asked.unit),
        asked.case === undefined || event.stream === `lookback-case-${asked.case}`,
        asked.type === undefined || asked.type.split(',').includes(event.type),
        asked.validFrom === undefined || (on !== null && on >= asked.validFrom),
        asked.validTo === undefined || (on !== null && on <= asked.validTo),
        asked.recordedFrom === undefined || recorded >= asked.recordedFrom,
        asked.recordedTo === undefined || recorded <= asked.recordedTo,
      ].every(Boolean);
    })
    .map(({ seq }) => seq);

interface Page {
  readonly lines: readonly { seq: number; on: string | null; label?: object }[];
  readonly next?: string;
}

/** Every page, by the Link header alone. */
const found = async (asked: Asked, limit: number): Promise<Page['lines']> => {
  const search = new URLSearchParams({ ...asked, limit: String(limit) } as Record<string, string>);
  const lines: Page['lines'][number][] = [];
  for (let next: string | undefined = `?${search.toString()}`; next !== undefined;) {
    const answer = await api.get(`/activity${next}`);
    expect([next, answer.status]).toEqual([next, 200]);
    const page = answer.body as unknown as Page;
    expect(page.lines.length).toBeLessThanOrEqual(limit);
    lines.push(...page.lines);
    next = /<([^>]+)>/.exec(answer.headers['link'] ?? '')?.[1];
  }
  return lines;
};

const someDay = fc.constantFrom('2012-01-01', '2015-02-10', '2015-02-13', '2015-03-10', '2015-03-17', '2015-04-24');
const oneOf = (...values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const optionalDay = fc.option(someDay, { nil: undefined });

const anAsking = () =>
  fc.record({
    actor: oneOf('operator', 'a-office', 'system:unauthenticated', 'nobody'),
    unit: oneOf('jiaotong', 'pujiang', 'nowhere'),
    case: oneOf(...events.filter(({ type }) => type === 'CaseRegistered').map(({ stream }) => stream.slice(14))),
    type: oneOf('CaseRegistered', 'CaseAssigned', 'CaseRegistered,UnitFounded', 'AccessDenied,ExportMade'),
    ...{ validFrom: optionalDay, validTo: optionalDay, recordedFrom: optionalDay, recordedTo: optionalDay },
  });

const given = (asked: Asked): Asked =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));

it('finds by person, unit, case, kind and both dates exactly the events that match, each once, page by page', async () => {
  await fc.assert(
    fc.asyncProperty(anAsking(), fc.integer({ min: 1, max: 40 }), async (record, limit) => {
      const asked = given(record);
      const seqs = (await found(asked, limit)).map(({ seq }) => seq);
      expect([asked, [...seqs].sort((a, b) => a - b)]).toEqual([asked, expected(asked)]);
    }),
    trials(300),
  );
}, 60_000);

it('comes the latest recorded first, or the latest in force first where only that was asked for', async () => {
  const all = (await found({}, 500)).map(({ seq }) => seq);
  expect(all).toEqual(all.toSorted((a, b) => b - a));
  const byDay = (await found({ validFrom: '2015-01-01' }, 3)).map(
    ({ on, seq }) => `${on}.${String(seq).padStart(6, '0')}`,
  );
  expect(byDay).toEqual(byDay.toSorted().toReversed());
});

it('says what an event is called, and who and which unit an id stands for', async () => {
  const { body } = await api.get('/activity?type=CaseAssigned&actor=operator&limit=1');
  expect(body).toMatchObject({
    lines: [{ type: 'CaseAssigned', label: { zh: '交办', en: 'Assigned' } }],
    names: { units: { jiaotong: '区交通委' } },
  });
});

it('shows who was turned away and what was exported', async () => {
  const { body } = await api.get('/activity?type=AccessDenied,ExportMade');
  const types = (body['lines'] as readonly { type: string }[]).map(({ type }) => type);
  expect(types).toContain('AccessDenied');
  expect(types[0]).toBe('ExportMade');
});

it.each(['cursor=x', 'cursor=9999999999999', 'validFrom=2015-01-01&cursor=5', 'validFrom=yesterday', 'type=,'])(
  'what cannot be read is refused: %s',
  async (query) => {
    expect((await api.get(`/activity?${query}`)).body['code']).toBe('query.malformed');
  },
);

it('a recording date is a day or an instant', async () => {
  const { status } = await api.get('/activity?recordedFrom=2015-03-10T01:00:00Z&recordedTo=2015-03-10');
  expect(status).toBe(200);
  expect((await api.get('/activity?recordedFrom=march')).body['code']).toBe('known.malformed');
});
