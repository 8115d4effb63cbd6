import type { Inquiry } from '../inquiry.js';
import { and, or, present } from '../masks.js';
import {
  answering,
  coHandling,
  countOf,
  missed,
  opinionDeadline,
  overdue,
  replied,
  replyDeadline,
  shareOf,
  timely,
  type Late,
} from './bases.js';
import { part, type Definition } from './definition.js';

const answeringCases = part('主合办件', 'answering cases', ['registeredSeq', 'outerRoleSeq']);
const replyEvidence = ['replyDueSeq', 'replySeq', 'extensionSeq'];
const eitherEvidence = [...replyEvidence, 'opinionDueSeq', 'opinionSeq'];
const innerEvidence = ['countingUnitSeq', 'replySeq'];
const inTime = part('按期', 'in time', replyEvidence);
const doneOrOverdue = part('已办复与逾期', 'done or overdue', ['registeredSeq', ...replyEvidence]);
const inTimeBoth = part('按期', 'in time', eitherEvidence);
const doneOrOverdueBoth = part('已办复与逾期', 'done or overdue', ['registeredSeq', ...eitherEvidence]);

/** Replies and opinions late by one of the two words of semantics 23; the two bases never overlap. */
const lateCases =
  (late: Late) =>
  ({ reading }: Inquiry) => {
    const byReply = late(answering(reading), replyDeadline(reading));
    return countOf(or(byReply, late(coHandling(reading), opinionDeadline(reading))));
  };

const lateReplies =
  (late: Late, due: 'replyDue' | 'innerReplyDue' = 'replyDue') =>
  ({ reading }: Inquiry) =>
    countOf(late(answering(reading), replyDeadline(reading, due)));

const lateOpinions =
  (late: Late) =>
  ({ reading }: Inquiry) =>
    countOf(late(coHandling(reading), opinionDeadline(reading)));

const lateRow = (
  id: 'overdue' | 'missed',
  { variant, zh, en }: { variant?: string; zh: string; en: string },
  classify: Definition['classify'],
): Definition => ({
  id,
  variant,
  version: id === 'overdue' ? 1 : 2,
  name: { zh, en },
  basis:
    id === 'overdue'
      ? { zh: '到期日早于截至日且截至日仍未办', en: 'due before V and not done by V' }
      : {
          zh: '到期日早于截至日且到期日前未办，迟办仍计',
          en: 'due before V and not done by the due date, late answers included',
        },
  counts: 'case',
  credit: id === 'overdue' ? 'countingUnit' : 'replyUnit',
  byDueDate: true,
  parts: { numerator: part(zh, en, ['registeredSeq', 'countingUnitSeq', ...eitherEvidence]) },
  classify,
});

/** Replies: how many, how many in time, how many late (semantics 23, 27, 35, 36). */
export const replies: readonly Definition[] = [
  {
    id: 'N3',
    version: 2,
    name: { zh: '办复率', en: 'replied' },
    basis: { zh: '第一轮已答复 / 主合办件', en: 'round-1 reply filed / answering cases' },
    counts: 'case',
    credit: 'replyUnit',
    parts: { numerator: part('已答复', 'replied', ['replySeq']), denominator: answeringCases },
    classify: ({ reading }) => shareOf(answering(reading), replied(reading)),
  },
  {
    id: 'N3b',
    version: 2,
    name: { zh: '办复率（含会办）', en: 'answered, co cases included' },
    basis: {
      zh: '已答复或已提交会办意见 / 主合办件与会办件',
      en: 'reply or outer opinion filed / answering and co cases',
    },
    counts: 'case',
    credit: 'replyUnit',
    parts: {
      numerator: part('已办复', 'answered', ['replySeq', 'opinionSeq']),
      denominator: part('主合办件与会办件', 'answering and co cases', ['registeredSeq', 'outerRoleSeq']),
    },
    classify: ({ reading }) => {
      const byOpinion = and(coHandling(reading), present(reading.column('case', 'opinionOn')));
      return shareOf(or(answering(reading), coHandling(reading)), or(replied(reading), byOpinion));
    },
  },
  {
    id: 'N4',
    version: 2,
    name: { zh: '按期办复率', en: 'replied in time' },
    basis: { zh: '按期答复 / （已答复 + 逾期未答复）', en: 'replied in time / (replied + overdue)' },
    counts: 'case',
    credit: 'replyUnit',
    byDueDate: true,
    parts: { numerator: inTime, denominator: doneOrOverdue },
    classify: ({ reading }) => timely(answering(reading), replyDeadline(reading)),
  },
  {
    id: 'N4b',
    version: 2,
    name: { zh: '按期办复率（含会办）', en: 'answered in time, co cases included' },
    basis: {
      zh: '主合办件按答复、会办件按会办意见，合并计算',
      en: 'answering cases by reply and co cases by opinion together',
    },
    counts: 'case',
    credit: 'replyUnit',
    byDueDate: true,
    parts: { numerator: inTimeBoth, denominator: doneOrOverdueBoth },
    classify: ({ reading }) => {
      const byReply = timely(answering(reading), replyDeadline(reading));
      return or(byReply, timely(coHandling(reading), opinionDeadline(reading)));
    },
  },
  {
    id: 'N4i',
    version: 2,
    name: { zh: '内部按期办复率', en: 'replied in time by the inner clock' },
    basis: { zh: '同按期办复率，按区内期限', en: 'as N4, by the inner due date' },
    counts: 'case',
    credit: 'replyUnit',
    byDueDate: true,
    parts: {
      numerator: part('按期', 'in time', innerEvidence),
      denominator: part('已办复与逾期', 'done or overdue', ['registeredSeq', ...innerEvidence]),
    },
    classify: ({ reading }) => timely(answering(reading), replyDeadline(reading, 'innerReplyDue')),
  },
  lateRow('overdue', { zh: '逾期未办', en: 'overdue' }, lateCases(overdue)),
  lateRow('overdue', { variant: 'reply', zh: '逾期未答复', en: 'replies overdue' }, lateReplies(overdue)),
  lateRow('overdue', { variant: 'opinion', zh: '会办意见逾期', en: 'opinions overdue' }, lateOpinions(overdue)),
  lateRow(
    'overdue',
    { variant: 'inner', zh: '内部逾期', en: 'overdue by the inner clock' },
    lateReplies(overdue, 'innerReplyDue'),
  ),
  lateRow('missed', { zh: '误期', en: 'missed' }, lateCases(missed)),
  lateRow('missed', { variant: 'reply', zh: '答复误期', en: 'replies missed' }, lateReplies(missed)),
  lateRow('missed', { variant: 'opinion', zh: '会办意见误期', en: 'opinions missed' }, lateOpinions(missed)),
  {
    id: 'N21',
    variant: 'extension',
    version: 1,
    name: { zh: '延期率', en: 'extended' },
    basis: { zh: '获准延期（第一轮） / 主合办件', en: 'cases with an extension of round 1 / answering cases' },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('获准延期', 'extended', ['extensionSeq']), denominator: answeringCases },
    classify: ({ reading }) => shareOf(answering(reading), present(reading.column('case', 'extensionSeq'))),
  },
];
