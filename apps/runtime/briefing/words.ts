import { caseEventLabels } from '#libs/cases/labels.js';
import { briefingLabels, officeEventLabels } from '#libs/office/labels.js';
import type { BriefingIssued } from '#libs/office/briefing-events.js';
import type { FigureValue } from '#libs/office/briefing-bodies.js';
import { definitionOf } from '#libs/statistics/definitions/table.js';
import { rate } from '#libs/statistics/fractions.js';
import type { FigureScope } from './figures.js';

/** Closed words of scopes, as an office says them. */
const scopeWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { suggestion: '代表建议', proposal: '政协提案' },
  outerRole: { lead: '主办', joint: '合办', co: '会办', none: '区办', leadOrJoint: '主合办' },
  level: { national: '全国件', city: '市办件', district: '区办件', 'city,national': '市办件' },
  cell: {
    ...{ satisfied: '满意', mostly: '基本满意', understands: '理解', dissatisfied: '不满意' },
    ...{ solved: '解决采纳', solving: '正在解决', planned: '计划解决', reference: '留作参考' },
    ...{ public: '主动公开', onRequest: '依申请公开', withheld: '不予公开', none: '无', unclassified: '未分类' },
    ...{ faceToFace: '当面', visit: '走访', meeting: '座谈', phone: '电话', online: '线上', written: '书面' },
  },
};

export const kindWord = (kind: string): string => scopeWords['kind']?.[kind] ?? kind;
export const roleWord = (role: string | undefined): string => scopeWords['outerRole']?.[role ?? 'none'] ?? role ?? '';
export const levelWord = (level: string): string => scopeWords['level']?.[level] ?? level;
export const outcomeWord = (outcome: string): string => scopeWords['cell']?.[outcome] ?? outcome;

type NameOf = (unit: string) => string;

const partInWords = (name: string, value: string, unitName: NameOf): string => {
  if (name === 'unit') return value === 'unassigned' ? '未分办' : unitName(value);
  if (name === 'year') return `${value}年`;
  if (name === 'scheme') return '';
  return scopeWords[name]?.[value] ?? value;
};

/** 「收到（2015年，代表建议，主办）」 */
export const figureInWords = (id: string, scope: FigureScope, unitName: NameOf): string => {
  const parts = Object.entries(scope).map(([name, value]) => partInWords(name, value, unitName));
  const said = parts.filter((part) => part !== '');
  const { name } = definitionOf(id);
  return said.length === 0 ? name.zh : `${name.zh}（${said.join('，')}）`;
};

/** A count as it stands, a rate with its numerator and denominator. */
export const valueInWords = ({ numerator, denominator }: FigureValue): string =>
  denominator === undefined ? String(numerator) : `${rate(numerator, denominator)}（${numerator}/${denominator}）`;

export const eventInWords = (type: string): string => {
  const labels: Readonly<Record<string, { zh: string }>> = { ...officeEventLabels, ...caseEventLabels };
  return Object.hasOwn(labels, type) ? (labels[type]?.zh ?? type) : type;
};

/** 「2015年3—4月双月通报」, 「专报 special-2015-1」. */
export const briefingInWords = ({ kind, period, briefing }: Pick<BriefingIssued, 'kind' | 'period' | 'briefing'>) => {
  const name = briefingLabels[kind].zh;
  if (kind !== 'bimonthly' || period === undefined) return `${name}（${briefing}）`;
  const [year, month = ''] = period.split('-');
  return `${year}年${Number(month)}—${Number(month) + 1}月${name}`;
};

export const lightWord: Readonly<Record<string, string>> = { red: '红', orange: '橙', yellow: '黄', green: '绿' };
export const slowWord: Readonly<Record<string, string>> = { undrafted: '临近期限未起草', untouched: '久无沟通和进展' };
