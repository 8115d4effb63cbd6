import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#libs/kernel/actor.js';
import { scriptedClock } from '#libs/kernel/clock.js';
import {
  shanghai,
  shanghaiCalendars,
  shanghaiOutcomeSchemes,
  shanghaiRuleBooks,
  shanghaiSubjectSchemes,
} from '#libs/office/shanghai-rules.js';
import { operator } from '../accounts.js';
import { aggregateNamed } from '../catalog.js';
import { configFrom } from '../config.js';
import { openRuntime, type Runtime } from '../runtime.js';
import { ledgerTemplate } from './template.js';

let folder: string;
let runtime: Runtime;

const give = async (aggregate: string, name: string, body: object, id?: string) => {
  const key = `${name}-${JSON.stringify(body)}`;
  await runtime.execute({ aggregate: aggregateNamed(aggregate)!, id, name, body, actor: operator, key });
};

const units = { jiaotong: '区交通委', jianguan: '区建管委' };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-'));
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
  runtime = await openRuntime({ config, projector: 'inline', clock: scriptedClock('2024-12-31T09:00:00+08:00') });
  for (const book of shanghaiRuleBooks.slice(0, 1)) await give('rule-book', 'IssueRuleBook', book, shanghai);
  for (const scheme of shanghaiOutcomeSchemes) await give('rule-book', 'IssueOutcomeScheme', scheme, shanghai);
  for (const scheme of shanghaiSubjectSchemes) await give('rule-book', 'IssueSubjectScheme', scheme, shanghai);
  for (const notice of shanghaiCalendars.slice(-5)) await give('rule-book', 'IssueCalendar', notice, shanghai);
  for (const [unit, name] of Object.entries(units))
    await give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit, name });
});

afterEach(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

const [heading = '', example = ''] = ledgerTemplate().trim().split('\r\n');
const row = (number: string): string => example.replace('示例', number);
const file = (...rows: readonly string[]) => ({ name: '台账.csv', bytes: Buffer.from([heading, ...rows].join('\n')) });
const colleague: Actor = { ...operator, id: 'colleague' };

/** Every event recorded so far, as type and row. */
const recorded = async () => {
  const { events } = await runtime.events.readAll('start', 1_000);
  return events.map(({ type, metadata }) => [type, metadata.source?.row]);
};

it('the template’s example is accepted by every decider, each evidence it lacks written down', async () => {
  const result = await runtime.imports.run(file(row('0001')), operator);
  expect(result).toMatchObject({ rows: 1, created: 1, skipped: 0, remarks: [], resumed: false });
  expect((await recorded()).slice(-11)).toEqual([
    ['ImportStarted', undefined],
    ['NumberClaimed', undefined],
    ['CaseRegistered', 2],
    ['CaseClassified', 2],
    ['CaseAssigned', 2],
    ['AssignmentAccepted', 2],
    ['ContactRecorded', 2],
    ['ReplyFiled', 2],
    ['FeedbackAsked', 2],
    ['FeedbackRecorded', 2],
    ['ImportCompleted', undefined],
  ]);
});

it('the same cases again add only the marks of a new file, whoever imports them', async () => {
  await runtime.imports.run(file(row('0001'), row('0002')), operator);
  const before = await recorded();
  expect(await runtime.imports.run(file(row('0001'), row('0002')), colleague)).toMatchObject({
    created: 0,
    skipped: 2,
  });
  expect(await recorded()).toEqual(before);
  const other = await runtime.imports.run(file(row('0002'), row('0001')), colleague);
  expect(other).toMatchObject({ created: 0, skipped: 2, remarks: [] });
  expect((await recorded()).slice(before.length).map(([type]) => type)).toEqual(['ImportStarted', 'ImportCompleted']);
});

it('a case told otherwise is a remark and no event', async () => {
  await runtime.imports.run(file(row('0001')), operator);
  const before = await recorded();
  const changed = row('0001').replace('2024-04-25', '2024-04-26');
  const { skipped, remarks } = await runtime.imports.run(file(changed), operator);
  expect([skipped, remarks.map(({ code }) => code)]).toEqual([1, ['import.differs']]);
  expect((await recorded()).slice(before.length).map(([type]) => type)).toEqual(['ImportStarted', 'ImportCompleted']);
});
