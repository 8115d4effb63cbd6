import type { FigureScope } from './figures.js';
import { listNames, listTitles, type ListName } from './lists/lists.js';

/** What of a figure a field shows. */
export type Shown = 'count' | 'base' | 'rate' | 'apart';

/** A field by name: a figure and what of it is printed. `year` and `window` are those of the reading. */
export interface FigureField {
  readonly zh: string;
  readonly figure: string;
  readonly scope: FigureScope;
  /** The calendar year of V is part of the scope. */
  readonly ofYear?: true;
  readonly shows: Shown;
}

export interface ListField {
  readonly zh: string;
  readonly list: ListName;
}

const counted = (zh: string, figure: string, scope: FigureScope = {}): FigureField => ({
  zh,
  figure,
  scope,
  shows: 'count',
});
const ofYear = (field: FigureField): FigureField => ({ ...field, ofYear: true });

const flows: Readonly<Record<string, FigureField>> = Object.fromEntries(
  [
    ['opening', '期初在办'],
    ['received', '本期收到'],
    ['reopened', '本期恢复办理'],
    ['answered', '本期办复'],
    ['terminated', '本期终止'],
    ['closing', '期末在办'],
  ].map(([flow = '', zh = '']) => [flow, counted(zh, `flow.${flow}`)]),
);

const kinds = [
  ['suggestion', '建议'],
  ['proposal', '提案'],
] as const;
const roles = [
  ['lead', '主办'],
  ['joint', '合办'],
  ['leadOrJoint', '主合办'],
  ['co', '会办'],
  ['none', '区办'],
] as const;

/** `year.suggestion.lead` 「本年收到建议主办」, and each without its kind or its role. */
const receipts = (): Readonly<Record<string, FigureField>> => {
  const fields: Record<string, FigureField> = { year: ofYear(counted('本年收到', 'received')) };
  for (const [role, zh] of roles)
    fields[`year.${role}`] = ofYear(counted(`本年收到${zh}`, 'received', { outerRole: role }));
  for (const [kind, word] of kinds) {
    fields[`year.${kind}`] = ofYear(counted(`本年收到${word}`, 'received', { kind }));
    fields[`received.${kind}`] = counted(`本期收到${word}`, 'flow.received', { kind });
    fields[`answered.${kind}`] = counted(`本期办复${word}`, 'flow.answered', { kind });
    for (const [role, zh] of roles)
      fields[`year.${kind}.${role}`] = ofYear(counted(`本年收到${word}${zh}`, 'received', { kind, outerRole: role }));
  }
  return fields;
};

const rates: readonly (readonly [name: string, zh: string, figure: string])[] = [
  ['replied', '答复', 'N3'],
  ['done', '办复', 'N3b'],
  ['inTime', '按期答复', 'N4'],
  ['doneInTime', '按期办复', 'N4b'],
  ['opinionsInTime', '会办意见按期', 'N5'],
  ['innerInTime', '区内配合意见按期', 'N5i'],
  ['met', '面商', 'N6f'],
  ['metByLeader', '领导带队面商', 'N7'],
  ['formsGiven', '反馈回收', 'N8'],
  ['satisfied', '办理结果满意', 'N9'],
  ['satisfiedAttitude', '办理态度满意', 'N9a'],
  ['extended', '延期', 'N21/extension'],
  ['promisesKept', '承诺兑现', 'N20'],
  ['public', '主动公开', 'N14'],
  ['published', '已公开', 'N14p'],
  ['implemented', '落实', 'N13'],
];

const rated = (): Readonly<Record<string, FigureField>> =>
  Object.fromEntries(
    rates.flatMap(([name, zh, figure]) => [
      [name, ofYear({ zh, figure, scope: {}, shows: 'count' })],
      [`${name}.base`, ofYear({ zh: `${zh}基数`, figure, scope: {}, shows: 'base' })],
      [`${name}.rate`, ofYear({ zh: `${zh}率`, figure, scope: {}, shows: 'rate' })],
    ]),
  );

const standing: Readonly<Record<string, FigureField>> = {
  stock: counted('在办', 'stock'),
  overdue: counted('逾期未办', 'overdue'),
  'overdue.reply': counted('逾期未答复', 'overdue/reply'),
  'overdue.opinion': counted('会办意见逾期', 'overdue/opinion'),
  rehandled: ofYear(counted('重新办理', 'N15')),
  legacy: counted('历史遗留件', 'N17'),
  'legacy.unanswered': { ...counted('往年未办复', 'N17'), shows: 'apart' },
};

/** Every figure that prose may name by a word of its own. */
export const figureFields: Readonly<Record<string, FigureField>> = {
  ...flows,
  ...receipts(),
  ...rated(),
  ...standing,
};

/** How long each list is: `list.slow` 「进度较慢件数」. */
export const listFields: Readonly<Record<string, ListField>> = Object.fromEntries(
  listNames.map((list) => [`list.${list}`, { zh: `${listTitles[list].zh}数`, list }]),
);

/** Entries of the register of office work, from the first day covered to V. */
export const registerFields: Readonly<Record<string, { readonly zh: string; readonly counts: string }>> = {
  'register.meetings': { zh: '会议', counts: 'MeetingHeld' },
  'register.executive': { zh: '常务会议', counts: 'MeetingHeld.executive' },
  'register.portfolio': { zh: '条线专题会', counts: 'MeetingHeld.portfolio' },
  'register.bimonthly': { zh: '双月通报会', counts: 'MeetingHeld.bimonthly' },
  'register.coordination': { zh: '协调会', counts: 'MeetingHeld.coordination' },
  'register.trainings': { zh: '培训', counts: 'TrainingHeld' },
  'register.inspections': { zh: '检查指导', counts: 'InspectionMade' },
  'register.inspectedUnits': { zh: '检查指导单位', counts: 'InspectionMade.units' },
  'register.notices': { zh: '工作提示', counts: 'NoticeIssued' },
  'register.articles': { zh: '录用稿件', counts: 'ArticleAdopted' },
};

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...figureFields, ...listFields, ...registerFields }).map(([name, { zh }]) => [zh, name]),
);

/** The name a field goes by: its own, or the office's word for it. */
export const fieldNamed = (name: string): string => aliases.get(name) ?? name;
