import type { BriefingPoint } from '../point.js';
import { CaseRows, type CaseLine } from './case-rows.js';
import { milestonesAhead, overdueReplies, owedOpinions } from './dues.js';
import { legacyCases } from './legacy.js';
import { dissatisfiedCases, returnedDrafts, undatedReplies, unmetCases, vaguePlans } from './quality.js';
import { slowCases } from './slow.js';

/** A line of any list: a case and the events that put it there. */
export type ListLine = CaseLine & { readonly events: readonly number[] };

/** The lists a briefing names people by (domain 8, semantics 50), each read from one point. */
export const lists = {
  slow: slowCases,
  overdue: overdueReplies,
  opinions: owedOpinions,
  milestones: milestonesAhead,
  vague: vaguePlans,
  undated: undatedReplies,
  returned: returnedDrafts,
  unmet: unmetCases,
  dissatisfied: dissatisfiedCases,
  legacy: legacyCases,
} as const satisfies Record<string, (rows: CaseRows) => readonly ListLine[]>;

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as readonly ListName[];

type Lines<N extends ListName> = ReturnType<(typeof lists)[N]>;

/** The lists of one point, each drawn up at its first use. */
export class BriefingLists {
  readonly rows: CaseRows;
  private readonly drawn = new Map<ListName, readonly ListLine[]>();

  constructor(point: BriefingPoint) {
    this.rows = new CaseRows(point);
  }

  of<N extends ListName>(name: N): Lines<N> {
    const known = this.drawn.get(name) ?? lists[name](this.rows);
    this.drawn.set(name, known);
    return known as Lines<N>;
  }
}

export const listTitles: Readonly<Record<ListName, { zh: string; en: string }>> = {
  slow: { zh: '进度较慢件', en: 'Slow cases' },
  overdue: { zh: '逾期未答复件', en: 'Replies overdue' },
  opinions: { zh: '逾期会办意见', en: 'Opinions overdue' },
  milestones: { zh: '时间节点', en: 'Milestones' },
  vague: { zh: '计划笼统', en: 'Vague plans' },
  undated: { zh: '答复无时间节点', en: 'Replies without dates' },
  returned: { zh: '审核退回', en: 'Replies returned in review' },
  unmet: { zh: '未面商', en: 'Not met face to face' },
  dissatisfied: { zh: '不满意', en: 'Dissatisfied' },
  legacy: { zh: '历史遗留件', en: 'Legacy cases' },
};
