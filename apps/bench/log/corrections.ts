import { dayFromNumber } from '#libs/calendar/day.js';
import type { Case, Told } from './telling.js';

/** Part of the cases in which a recorded day turns out wrong, and in which an event is taken back. */
const correctedPart = 0.06;
const retractedPart = 0.02;

const office = { actor: 'office-1' } as const;
const second = { actor: 'office-2' } as const;

/** Corrections as the office makes them: proposed by one, approved by another, weeks or months later. */
export const corrected = ({ teller: { seeded, told } }: Case): readonly Told[] => {
  const wrong = told.find(({ type }) => type === 'ReplyFiled' || type === 'CoOpinionFiled');
  const twice = told.find(({ type }) => type === 'ContactRecorded');
  const at = seeded.whole(10, 150);
  return [
    ...(wrong && seeded.chance(correctedPart) ? redated(wrong, at, [seeded.id(), seeded.id()]) : []),
    ...(twice && seeded.chance(retractedPart) ? retracted(twice, at, [seeded.id(), seeded.id()]) : []),
  ];
};

type Ids = readonly [proposal: string, act: string];

/** It happened some days earlier than first written down. */
const redated = (target: Told, after: number, [proposal, act]: Ids): readonly Told[] => {
  const on = target.recordedOn + after;
  const said = {
    target: target.id,
    targetType: target.type,
    targetVersion: 1,
    data: { ...target.data, occurredOn: dayFromNumber(target.on - 2) },
    fields: ['occurredOn'],
    reason: '原件日期有误',
    proposedBy: office.actor,
  };
  return [
    recordedAt(on, { id: proposal, type: 'CorrectionProposed', data: { act: 'correct', ...said }, ...office }),
    recordedAt(on + 1, { id: act, type: 'FactCorrected', data: { ...said, ...approved(proposal) }, ...second }),
  ];
};

const retracted = (target: Told, after: number, [proposal, act]: Ids): readonly Told[] => {
  const on = target.recordedOn + after;
  const said = {
    target: target.id,
    targetType: target.type,
    targetVersion: 1,
    reason: '重复录入',
    proposedBy: office.actor,
  };
  return [
    recordedAt(on, { id: proposal, type: 'CorrectionProposed', data: { act: 'retract', ...said }, ...office }),
    recordedAt(on + 1, { id: act, type: 'FactRetracted', data: { ...said, ...approved(proposal) }, ...second }),
  ];
};

const approved = (proposal: string) => ({ proposal, approvedBy: second.actor });

const recordedAt = (recordedOn: number, event: Omit<Told, 'on' | 'recordedOn'>): Told => ({
  ...event,
  on: recordedOn,
  recordedOn,
});
