import type { ActingLevel, CaseFlag, Finding, Outcome, Product } from '#libs/cases/vocabulary.js';
import type { WaitingOn } from '#libs/cases/events.js';
import type { Day } from '#libs/kernel/event.js';
import { at } from './days.js';
import { ledgerRow } from './ledgers.js';
import { officeStep, type Step } from './step.js';
import { clerks, teller } from './telling.js';
import { clerkOf } from './units.js';

/** 进展 as the lead unit reported it. */
export interface ProgressRow {
  ref: string;
  on: Day;
  percent: number;
  text: string;
  levels?: readonly ActingLevel[];
  products?: readonly Product[];
  waitingOn?: WaitingOn;
  /** Working days it was written down late. */
  lag?: number;
}

export const progressSteps = (rows: readonly ProgressRow[]): readonly Step[] =>
  rows.map(({ ref, on: occurredOn, lag, levels = ['district'], products = [], ...said }) => {
    const row = ledgerRow(ref);
    const body = { ...said, occurredOn, levels: [...levels], products: [...products] };
    return teller(row)('ReportProgress', body, { by: clerkOf(row.leads[0] ?? ''), lag });
  });

export const flagSteps = (flag: CaseFlag, occurredOn: Day, reason: string) => (refs: readonly string[]) =>
  refs.map((ref) => teller(ledgerRow(ref))('FlagCase', { occurredOn, flag, reason }, { by: clerks.first }));

/** What one campaign found of one case. */
export interface FindingRow {
  ref: string;
  on: Day;
  finding: Finding;
  reason: string;
  evidence?: string;
  newOutcome?: Outcome;
}

export interface CampaignRow {
  id: string;
  title: string;
  trigger: string;
  opened: Day;
  closed: Day;
  /** Frozen: cases that come later belong to a later campaign. */
  scope: readonly string[];
  findings: readonly FindingRow[];
}

const opening = ({ id, title, trigger, opened, scope }: CampaignRow): Step =>
  officeStep(
    { at: at(opened, '09:00'), by: clerks.first, key: `${id}/OpenCampaign` },
    {
      aggregate: 'campaign',
      id,
      name: 'OpenCampaign',
      body: { occurredOn: opened, campaign: id, title, trigger, scope: [] },
      cases: { field: 'scope', keys: scope.map((ref) => ledgerRow(ref).key) },
    },
  );

const findingSteps = ({ id, findings }: CampaignRow): readonly Step[] =>
  findings.map(({ ref, on: occurredOn, ...found }) => {
    const row = ledgerRow(ref);
    return teller(row)('RecordRevisit', { ...found, occurredOn, campaign: id }, { by: clerkOf(row.leads[0] ?? '') });
  });

const closing = ({ id, closed: occurredOn }: CampaignRow): Step =>
  officeStep(
    { at: at(occurredOn, '17:30'), by: clerks.first, key: `${id}/CloseCampaign` },
    { aggregate: 'campaign', id, name: 'CloseCampaign', body: { occurredOn } },
  );

/** One 回头看: opened over a frozen list, found case by case, closed. */
export const campaignSteps = (campaign: CampaignRow): readonly Step[] => [
  opening(campaign),
  ...findingSteps(campaign),
  closing(campaign),
];
