import { dayFromNumber } from '#libs/calendar/day.js';
import type { Commitment, Milestone } from '#libs/cases/events.js';
import type { Outcome } from '#libs/cases/vocabulary.js';
import type { Case } from './telling.js';

/** Plan, progress, reply, what the proposer says of it; answers the last day told. */
export const answering = (life: Case): number => {
  planned(life);
  reporting(life, life.start + 30, life.start + 80);
  const due = extended(life);
  const repliedOn = life.teller.day(life.start, 46, due);
  replied(life, 1, repliedOn);
  const heardOn = heard(life, 1, repliedOn);
  if (!life.teller.seeded.chance(0.07)) return heardOn;
  const due2 = { on: dayFromNumber(heardOn + 40) };
  life.teller.tell('RehandlingOrdered', heardOn + 5, { round: 2, cause: 'dissatisfied', reason: '未落实', due: due2 });
  const againOn = life.teller.day(heardOn, 15, 45);
  replied(life, 2, againOn);
  return heard(life, 2, againOn);
};

const planned = ({ teller, start, units: [lead = ''] }: Case): void => {
  const on = teller.day(start, 12, 30);
  const milestones = [1, 2].map((step): Milestone => {
    const id = teller.seeded.id();
    return { id, text: `第${step}步`, due: dayFromNumber(on + step * 60), owner: `${lead}经办` };
  });
  teller.by(lead).tell('PlanSet', on, { unit: lead, text: '分两步推进', milestones });
  for (const { id } of milestones)
    if (teller.seeded.chance(0.6))
      teller.by(lead).tell('MilestoneCompleted', teller.day(on, 30, 150), { milestone: id });
};

const reporting = ({ teller, units: [lead = ''] }: Case, from: number, to: number): void => {
  const reports = teller.seeded.whole(2, 5);
  for (let report = 1; report <= reports; report += 1) {
    const data = {
      progress: teller.seeded.id(),
      unit: lead,
      percent: Math.round((100 * report) / (reports + 1)),
      text: '按计划推进，已完成阶段性工作',
      levels: ['district' as const],
      products: [],
      ...(teller.seeded.chance(0.3) && { waitingOn: { body: '市有关部门', since: dayFromNumber(from) } }),
    };
    teller.by(lead).tell('ProgressReported', teller.day(from, 0, to - from), data);
  }
};

/** Days after registration within which the reply comes; a few come late. */
const extended = ({ teller, start, units: [lead = ''] }: Case): number => {
  if (!teller.seeded.chance(0.12)) return teller.seeded.chance(0.9) ? 88 : 110;
  const [extension, newDue] = [teller.seeded.id(), dayFromNumber(start + 150)];
  const asked = { extension, round: 1, unit: lead, newDue, reason: '涉及多部门' };
  teller.by(lead).tell('ExtensionRequested', start + 40, asked);
  teller.tell('ExtensionGranted', start + 43, { extension, round: 1, newDue, consent: '经提出人同意' });
  return 140;
};

const outcomes: readonly Outcome[] = ['solved', 'solved', 'solving', 'planned', 'reference'];

const replied = (life: Case, round: number, on: number): void => {
  const {
    teller,
    units: [lead = ''],
    registered,
  } = life;
  const { seeded } = teller;
  const outcome = seeded.pick(outcomes);
  const promised: Commitment[] = ['solving', 'planned'].includes(outcome)
    ? [{ id: seeded.id(), text: '年内完成', due: dayFromNumber(on + 200), owner: lead }]
    : [];
  life.commitments.push(...promised);
  teller.by(lead).tell('ReplyDrafted', on - 3, { round, version: 1, unit: lead, text: '答复如下', outcome });
  const data = {
    round,
    outcome,
    outcomeWording: outcome,
    scheme: `${registered.kind}-2013`,
    answeredBy: registered.level === 'district' ? lead : 'district',
    units: [lead],
    docNo: `闵府办〔${registered.occurredOn.slice(0, 4)}〕${registered.number}号`,
    signer: '副区长子',
    signerPosts: ['districtLeader'],
    sentTo: registered.proposers,
    disclosure: 'public' as const,
    digest: seeded.hex(64),
    commitments: promised,
    milestones: [],
  };
  teller.tell('ReplyFiled', on, data);
};

const heard = ({ teller, registered }: Case, round: number, on: number): number => {
  const { seeded } = teller;
  const proposers = [registered.leadProposer];
  teller.tell('FeedbackAsked', on + 2, { round, proposers });
  const grades = ['satisfied', 'satisfied', 'satisfied', 'mostly', 'understands', 'dissatisfied'] as const;
  const given = { round, proposer: proposers[0]!, attitude: 'satisfied' as const, result: seeded.pick(grades) };
  const heardOn = teller.day(on, 8, 25);
  teller.tell('FeedbackRecorded', heardOn, given);
  if (seeded.chance(0.8)) teller.tell('ReplyPublished', teller.day(on, 5, 20), { channel: '区政府门户网站' });
  return heardOn;
};

const findings = ['fullySolved', 'partlySolved', 'inProgress', 'unchanged'] as const;

/** The year after: has it been done? */
export const lookingBack = (life: Case, from: number): void => {
  const {
    teller,
    commitments,
    units: [lead = ''],
  } = life;
  const { seeded } = teller;
  const visits = seeded.whole(1, 3);
  for (let visit = 1; visit <= visits; visit += 1) {
    const data = { revisit: seeded.id(), finding: seeded.pick(findings), commitments: [], reason: '回头看' };
    teller.tell('RevisitRecorded', teller.day(from, 60 * visit, 60 * visit + 50), data);
  }
  reporting(life, from + 30, from + 260);
  for (const { id } of commitments)
    if (seeded.chance(0.5))
      teller.by(lead).tell('CommitmentFulfilled', teller.day(from, 90, 280), { commitment: id, evidence: '验收单' });
};
