import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '#libs/kernel/actor.js';
import { claimId } from '#libs/office/claim.js';
import { operator } from './accounts.js';
import { configFrom } from './config.js';
import { aggregateNamed } from './catalog.js';
import { caseIdOf } from './registration.js';
import { openRuntime } from './runtime.js';
import { aSuggestion, openOffice, type TestOffice } from '../../test/support/office.js';

describe('a number whose case never came to be (semantics 15, engine 5)', () => {
  let office: TestOffice;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const ghost = caseIdOf({ actor: operator, key: 'late' });
  const { level, kind, body, term, session, sitting, number } = aSuggestion('0001');
  const key = { level, kind, body, term, session, sitting, number };

  /** A registration claimed the number, and its process died before the case was written. */
  const claimed = () =>
    office.runtime.execute({
      aggregate: aggregateNamed('claim')!,
      id: claimId(key),
      name: 'ClaimNumber',
      body: { case: ghost, ...key },
      actor: systemActor('registration'),
      key: 'died',
    });
  const typesOf = async (stream: string) =>
    (await office.runtime.events.readStream(`lookback-${stream}`)).events.map(({ type }) => type);

  it('is fenced before another takes it over, so that the late writer finds its case closed', async () => {
    await claimed();
    const { id } = await office.give('case', 'RegisterCase', aSuggestion('0001'));
    expect(await typesOf(`case-${ghost}`)).toEqual(['RegistrationAbandoned']);
    expect(await typesOf(`claim-${claimId(key)}`)).toEqual(['NumberClaimed', 'NumberReleased', 'NumberClaimed']);
    expect(await typesOf(`case-${id}`)).toEqual(['CaseRegistered']);
    const late = office.give('case', 'RegisterCase', aSuggestion('0001'), { key: 'late' });
    await expect(late).rejects.toMatchObject({ code: 'case.already-registered' });
  });

  it('is not even claimed by a registration that is refused', async () => {
    const refused = office.give('case', 'RegisterCase', aSuggestion('0001', { occurredOn: '2015-04-11' }));
    await expect(refused).rejects.toMatchObject({ code: 'date.in-future' });
    expect(await typesOf(`claim-${claimId(key)}`)).toEqual([]);
    await office.give('case', 'RegisterCase', aSuggestion('0001'));
  });
});

it('a process that only starts appends nothing (engine 4)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-'));
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_SAMPLE: 'none', LOOKBACK_MIN_FREE: '0' });
  const runtime = await openRuntime({ config, projector: 'inline' });
  await runtime.settle();
  expect(await runtime.events.head()).toMatchObject({ seq: 0 });
  await runtime.close();
  rmSync(folder, { recursive: true });
});
