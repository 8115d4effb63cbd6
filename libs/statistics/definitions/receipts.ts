import { and, carried, differ, equal, everywhere, oneOf, present } from '../masks.js';
import { none } from '../grains.js';
import { outerRoles, stages, terminations } from '../orders.js';
import type { Reading } from '../reading.js';
import { countOf, listOver, ofStanding, standing } from './bases.js';
import { part, type Definition } from './definition.js';

const registered = ['registeredSeq'];

/** 主办 / 主合办 / 会办 overlap: three figures, no partition (semantics 27). */
const byRole = (variant: string, { zh, en }: { zh: string; en: string }, roles: readonly string[]): Definition => ({
  id: 'N2',
  variant,
  version: 1,
  name: { zh, en },
  basis: { zh: `收件数中对市里角色为${zh}的件`, en: `standing cases the district handles as ${en}` },
  counts: 'case',
  credit: 'countingUnit',
  parts: { numerator: part(zh, en, ['registeredSeq', 'outerRoleSeq']) },
  classify: ({ reading }) => {
    const codes = roles.map((text) => reading.code(text));
    return countOf(and(standing(reading), oneOf(reading.column('case', 'outerRole'), codes)));
  },
});

const all = (reading: Reading): Uint8Array => everywhere(reading.rows('case').length);

const liveAssignments = (reading: Reading): Uint8Array =>
  and(equal(reading.column('assignment', 'live'), 1), ofStanding(reading, 'assignment'));

/** Joint leads other than the unit the case counts for. */
const jointShares = (reading: Reading): Uint8Array => {
  const counting = carried(reading.column('case', 'countingUnit'), reading.casesOf('assignment'), none);
  const jointLead = equal(reading.column('assignment', 'role'), reading.code('jointLead'));
  return and(liveAssignments(reading), jointLead, differ(counting, reading.column('assignment', 'unit')));
};

/** Receipt, stock and stage (semantics 26 to 30), and what the cases are about. */
export const receipts: readonly Definition[] = [
  {
    id: 'received',
    version: 1,
    name: { zh: '收到', en: 'received' },
    basis: {
      zh: '登记日在范围内的全部办理件，含已终止的',
      en: 'every live registration in scope, terminated ones included',
    },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('收到', 'received', registered) },
    classify: ({ reading }) => countOf(all(reading)),
  },
  {
    id: 'terminated',
    version: 2,
    name: { zh: '终止', en: 'terminated' },
    basis: {
      zh: '截至日前退回、转信访、撤回、并案、上交的件',
      en: 'returned, converted, withdrawn, merged away or referred up by V',
    },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('终止', 'terminated', ['terminatedSeq']) },
    classify: ({ reading }) => listOver(present(reading.column('case', 'terminatedOn'))),
    cells: { column: 'terminatedAs', order: terminations, absent: 'none', closed: true, rounding: 'largestRemainder' },
  },
  {
    id: 'N1',
    version: 1,
    name: { zh: '收件数', en: 'cases' },
    basis: { zh: '收到减去截至日前终止的', en: 'received less those terminated on or before V' },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('收件', 'cases', registered) },
    classify: ({ reading }) => countOf(standing(reading)),
  },
  byRole('lead', { zh: '主办', en: 'lead' }, [outerRoles[0]]),
  byRole('leadOrJoint', { zh: '主合办', en: 'lead or joint' }, [outerRoles[0], outerRoles[1]]),
  byRole('co', { zh: '会办', en: 'co' }, [outerRoles[2]]),
  {
    id: 'stock',
    version: 1,
    name: { zh: '在办件', en: 'stock' },
    basis: { zh: '截至日既未终止也未答复', en: 'neither terminated nor answered at V' },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('在办', 'in stock', ['registeredSeq', 'stockSeq']) },
    classify: ({ reading }) => countOf(equal(reading.column('case', 'inStock'), 1)),
  },
  {
    id: 'stage',
    version: 2,
    name: { zh: '办理阶段', en: 'stages' },
    basis: { zh: '收到的每一件恰在一个阶段', en: 'every received case is in exactly one stage' },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('件', 'cases', ['registeredSeq', 'stageSeq', 'answeredSeq', 'terminatedSeq']) },
    classify: ({ reading }) => listOver(all(reading)),
    cells: { column: 'stage', order: stages, absent: 'none', closed: true, rounding: 'largestRemainder' },
  },
  {
    id: 'N16',
    version: 1,
    name: { zh: '件次', en: 'assignments' },
    basis: { zh: '截至日有效的分办，牵头、共同牵头、配合均计', en: 'live assignments of any inner role at V' },
    counts: 'assignment',
    credit: 'ownUnit',
    parts: { numerator: part('件次', 'assignments', ['assignedSeq']) },
    classify: ({ reading }) => countOf(liveAssignments(reading)),
  },
  {
    id: 'N16',
    variant: 'jointShare',
    version: 1,
    name: { zh: '共同牵头', en: 'shared leads' },
    basis: { zh: '作为共同牵头、但件数计在另一单位的件', en: 'cases led jointly that count for another unit' },
    counts: 'assignment',
    credit: 'ownUnit',
    parts: { numerator: part('共同牵头', 'shared leads', ['assignedSeq']) },
    classify: ({ reading }) => countOf(jointShares(reading)),
  },
  {
    id: 'N19',
    version: 1,
    name: { zh: '题材构成', en: 'subjects' },
    basis: {
      zh: '收件数按题材，含未分类；百分比按最大余数法合计 100',
      en: 'cases by subject, shares by largest remainder',
    },
    counts: 'case',
    credit: 'countingUnit',
    parts: { numerator: part('件', 'cases', ['registeredSeq', 'subjectSeq']) },
    classify: ({ reading }) => listOver(standing(reading)),
    cells: { column: 'subject', absent: 'unclassified', rounding: 'largestRemainder', subjects: true },
  },
];
