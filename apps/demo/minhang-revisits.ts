import type { Finding } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import { writtenDown } from './days.js';
import { ledgerRow, ledgerRows } from './ledgers.js';
import { officeStep, type Step } from './step.js';
import { clerks, teller } from './telling.js';
import { clerkOf } from './units.js';

/** 回头看 of the start of 2015 over the 13 + 3 earlier cases, and that of 6 August over the whole term. */
export const firstCampaign = '2015-lookback';
export const secondCampaign = '2015-legacy';

type Row = readonly [ref: string, first: Finding | undefined, second: Finding | undefined];

const findings: readonly Row[] = [
  ['2013-s0043', 'fullySolved', 'fullySolved'],
  ['2013-s0087', 'fullySolved', 'fullySolved'],
  ['2013-s0345', 'partlySolved', 'fullySolved'],
  ['2014-s0052', 'partlySolved', 'fullySolved'],
  ['2015-s0136', undefined, 'fullySolved'],
  ['2014-s0094', 'inProgress', 'partlySolved'],
  ['2014-s0361', 'partlySolved', 'partlySolved'],
  ['2015-s0658', undefined, 'partlySolved'],
  ['2014-s0131', 'inProgress', 'concluded'],
  ['2013-s0398', 'inProgress', 'solved'],
  ['2013-s0372', 'unchanged', 'unchanged'],
  ['2015-s0217', undefined, 'unchanged'],
  ['2014-s0389', 'unchanged', 'solved'],
  ['2013-s0112', 'unchanged', 'inProgress'],
  ['2013-s0156', 'unchanged', 'unchanged'],
  ['2014-s0165', 'unchanged', 'unchanged'],
  ['2015-s0624', undefined, 'unchanged'],
  ['2015-s0731', undefined, 'unchanged'],
  ['2015-s0745', undefined, 'unchanged'],
  ['2013-p0025', 'partlySolved', 'fullySolved'],
  ['2014-p0058', 'inProgress', 'fullySolved'],
  ['2014-p0033', 'inProgress', 'fullySolved'],
];

/** 天利: the only finding that moves a class by name. */
export const tianli = '2013-s0112';
export const tianliFound: Day = '2015-08-20';
const moved = { newOutcome: 'planned' as const, reason: '多方努力下企业已停产停业，由留作参考改为计划解决' };

const found = (ref: string, finding: Finding, { campaign, on }: { campaign: string; on: Day }): Step => {
  const row = ledgerRow(ref);
  const isMove = ref === tianli && campaign === secondCampaign;
  const evidence = '现场核实记录（重建）';
  const body = { occurredOn: on, campaign, finding, evidence, reason: '跟踪梳理', ...(isMove ? moved : {}) };
  return teller(row)('RecordRevisit', body, { by: clerkOf(row.leads[0] ?? '') });
};

const campaignStep = (
  campaign: string,
  occurredOn: Day,
  told: { title: string; trigger: string; until: string },
): Step => {
  const keys = ledgerRows
    .filter(({ role, receivedOn }) => role !== 'co' && receivedOn < told.until)
    .map(({ key }) => key);
  const { title, trigger } = told;
  const body = { occurredOn, campaign, title, trigger, scope: [] };
  const when = { at: `${occurredOn}T09:00:00+08:00`, by: clerks.first, key: `campaign/${campaign}` };
  return officeStep(when, {
    aggregate: 'campaign',
    id: campaign,
    name: 'OpenCampaign',
    body,
    cases: { field: 'scope', keys },
  });
};

const closing = (campaign: string, occurredOn: Day): Step =>
  officeStep(
    { at: writtenDown(occurredOn), by: clerks.first, key: `close/${campaign}` },
    { aggregate: 'campaign', id: campaign, name: 'CloseCampaign', body: { occurredOn } },
  );

const secondDay = (ref: string): Day => (ref === tianli ? tianliFound : '2015-08-18');

const waiting = (): Step => {
  const row = ledgerRow('2015-p0318');
  const occurredOn = '2015-08-18';
  const waitingOn = { body: '市有关部门', since: '2015-05-04' };
  const body = { occurredOn, percent: 20, text: '待市有关部门协调推进', waitingOn };
  return teller(row)('ReportProgress', body, { by: clerkOf(row.leads[0] ?? '') });
};

export const revisits = (): readonly Step[] => [
  campaignStep(firstCampaign, '2015-01-12', {
    title: '本届以来办理件“回头看”',
    trigger: '年初全面梳理',
    until: '2015-01-01',
  }),
  ...findings.flatMap(([ref, first]) =>
    first ? [found(ref, first, { campaign: firstCampaign, on: '2015-01-20' })] : [],
  ),
  closing(firstCampaign, '2015-01-30'),
  campaignStep(secondCampaign, '2015-08-06', {
    title: '历史遗留件“回头看”',
    trigger: '市政府办公厅要求',
    until: '2016-01-01',
  }),
  ...findings.flatMap(([ref, , second]) =>
    second ? [found(ref, second, { campaign: secondCampaign, on: secondDay(ref) })] : [],
  ),
  closing(secondCampaign, '2015-09-25'),
  waiting(),
];
