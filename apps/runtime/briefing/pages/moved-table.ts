import type { TableBlock } from '#libs/documents/content.js';
import { caseAddress } from '../addresses.js';
import { BriefingLists } from '../lists/lists.js';
import { movedSince, type MoveReason, type StandingFigure } from '../lists/moved.js';
import type { Drafting } from '../sentences/drafting.js';
import { unitNameOf } from './tables.js';

const figureWord: Readonly<Record<StandingFigure, string>> = {
  closing: '期末在办',
  overdue: '逾期未办',
  legacy: '历史遗留件',
};

const reasonWord: Readonly<Record<MoveReason, string>> = {
  received: '收到',
  reopened: '重新办理',
  answered: '答复',
  opined: '提交会办意见',
  terminated: '终止办理',
  cameDue: '到期未办',
  extended: '延期',
  yearTurned: '跨年转为遗留件',
  implemented: '已落实或已说明不具备条件',
  restated: '登记更正',
};

/** Behind each change of what stands: the cases that came and went, and why. */
export const movedTable = ({ lists, point, previous }: Drafting): TableBlock | undefined => {
  if (!previous) return undefined;
  const lines = movedSince(new BriefingLists(previous.point), lists);
  if (lines.length === 0) return undefined;
  return {
    kind: 'table',
    columns: [
      { title: '指标', type: 'text', width: 5 },
      { title: '增减', type: 'text', width: 2 },
      { title: '编号', type: 'text', width: 3 },
      { title: '案由', type: 'text', width: 10 },
      { title: '承办单位', type: 'text', width: 5 },
      { title: '缘由', type: 'text', width: 5 },
      { title: '日期', type: 'day', width: 5 },
    ],
    rows: lines.map(({ figure, change, number, title, unit, why, on, case: id }) => [
      figureWord[figure],
      change === 'entered' ? '增' : '减',
      { value: number, address: caseAddress(id, point) },
      title,
      unitNameOf(point, unit ?? 'unassigned'),
      reasonWord[why],
      on ?? null,
    ]),
  };
};
