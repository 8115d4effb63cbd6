import type { Disclosure, Grade, Outcome } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import { acceptances } from './co-handling.js';
import { workingDay } from './days.js';
import { ledgerRow, type LedgerRow } from './ledgers.js';
import type { Step } from './step.js';
import { clerks, teller, type Tell } from './telling.js';
import { clerkOf, deputyOf, handlerOf } from './units.js';

/** One answering case: what its ledger row does not say. Dates are reconstructed unless a text gives them. */
export interface Answer {
  ref: string;
  /** Day of the face-to-face with the proposers, and who led it: the 分管领导, else the unit's own leader. */
  met: Day;
  led?: 'district';
  mode?: 'visit' | 'meeting';
  replied: Day;
  outcome: Outcome;
  /** In a few words, what the reply says. */
  gist: string;
  /** Why it is kept for reference. */
  because?: string;
  /** Dated steps of ② and ③. */
  milestones?: readonly (readonly [text: string, due: Day])[];
  disclosure?: Disclosure;
  /** Decided public with the reply, and otherwise before it was published. */
  isUnpublished?: true;
  /** 办理态度 and 办理结果, as the form came back. */
  grades?: readonly [attitude: Grade, result: Grade];
  /** Inner opinions that came on other days than the usual. */
  inner?: Readonly<Record<string, Day>>;
}

interface Handling {
  row: LedgerRow;
  answer: Answer;
  tell: Tell;
  /** The unit that writes for the case. */
  lead: string;
}

/** The texts of 2015 say nothing of publication: an earlier reply is given on request. */
const formerly: Disclosure = 'onRequest';

const contacts = ({ row, answer, tell, lead }: Handling): readonly Step[] => {
  const { met, led, mode = 'faceToFace' } = answer;
  const by = { by: clerkOf(lead), lag: 1 };
  const ledBy = led ? row.leaderInCharge : deputyOf(lead, met);
  const called = { occurredOn: workingDay(row.assignedOn, 4), mode: 'phone' as const, phase: 'before' as const };
  const proposers = [...row.proposers];
  return [
    tell('RecordContact', { ...called, proposers: proposers.slice(0, 1), summary: '电话沟通，了解提出背景' }, by),
    tell(
      'RecordContact',
      { occurredOn: met, mode, phase: 'during', proposers, ledBy, summary: '当面听取意见，说明办理思路（内容为重建）' },
      by,
    ),
  ];
};

const innerOpinions = ({ row, answer, tell }: Handling): readonly Step[] =>
  row.supports.map((unit, index) => {
    const occurredOn = answer.inner?.[unit] ?? workingDay(row.assignedOn, 8 + 2 * index);
    const text = '会办意见：结合本单位职责提出，供牵头单位统一答复。（内容为重建）';
    return tell('FileCoOpinion', { occurredOn, layer: 'inner', unit, text }, { by: clerkOf(unit) });
  });

const plan = ({ answer, tell, lead }: Handling): readonly Step[] => {
  if (!answer.milestones) return [];
  const occurredOn = workingDay(answer.met, 3);
  const owner = handlerOf(lead, occurredOn);
  const milestones = answer.milestones.map(([text, due]) => ({ text, due, owner }));
  return [tell('SetPlan', { occurredOn, text: answer.gist, milestones }, { by: clerkOf(lead) })];
};

const reply = ({ row, answer, tell, lead }: Handling, place: number): readonly Step[] => {
  const { replied, outcome, gist, because } = answer;
  const by = { by: clerkOf(lead) };
  const docNo = `闵府办复〔${replied.slice(0, 4)}〕${place}号`;
  const text = `${gist}（正文为重建）`;
  const signed = { docNo, signer: row.leaderInCharge, disclosure: answer.disclosure ?? formerly };
  return [
    tell('DraftReply', { occurredOn: workingDay(replied, -6), text, outcome }, by),
    tell('FileReply', { occurredOn: replied, outcome, ...signed, text, referenceReason: because }, by),
  ];
};

const feedback = ({ row, answer, tell, lead }: Handling): readonly Step[] => {
  if (!answer.grades) return [];
  const [attitude, result] = answer.grades;
  const askedOn = workingDay(answer.replied, 1);
  const givenOn = workingDay(answer.replied, 9);
  const [proposer = ''] = row.proposers;
  const form = { proposer, attitude, result, evidence: `征询意见表（${row.key.number}）` };
  return [
    tell('AskFeedback', { occurredOn: askedOn }, { by: clerkOf(lead) }),
    tell('RecordFeedback', { occurredOn: givenOn, ...form }, { by: clerks.first }),
  ];
};

/** Only what was decided public is published, within 20 working days. */
const publication = ({ answer, tell }: Handling): readonly Step[] => {
  if (answer.disclosure !== 'public' || answer.isUnpublished) return [];
  const occurredOn = workingDay(answer.replied, 9);
  return [tell('PublishReply', { occurredOn, channel: '闵行区政府门户网站' }, { by: clerks.first })];
};

/** From acceptance to what the proposers said of the reply. `place` numbers the year's replies. */
export const answerLife = (answer: Answer, place: number): readonly Step[] => {
  const row = ledgerRow(answer.ref);
  const handling: Handling = { row, answer, tell: teller(row), lead: row.leads[0] ?? '' };
  return [
    ...acceptances(row, 1),
    ...contacts(handling),
    ...innerOpinions(handling),
    ...plan(handling),
    ...reply(handling, place),
    ...feedback(handling),
    ...publication(handling),
  ];
};
