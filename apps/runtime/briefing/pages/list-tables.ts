import type { Cell, Column, TableBlock } from '#libs/documents/content.js';
import { caseAddress, matrixAddress } from '../addresses.js';
import type { BriefingLists, ListName, lists as allLists } from '../lists/lists.js';
import type { CaseLine } from '../lists/case-rows.js';
import type { BriefingPoint } from '../point.js';
import { matrixOf } from '../told-fields.js';
import { lightWord, outcomeWord, slowWord } from '../words.js';
import { unitNameOf } from './tables.js';

type Line<N extends ListName> = ReturnType<(typeof allLists)[N]>[number];

interface ListColumn<L> extends Column {
  cell(line: L, point: BriefingPoint): Cell;
}

const text = (title: string, width?: number): Column => ({ title, type: 'text', ...(width ? { width } : {}) });

/** The number opens the case. */
const caseColumns: readonly ListColumn<CaseLine>[] = [
  { ...text('编号', 4), cell: (line, point) => ({ value: line.number, address: caseAddress(line.case, point) }) },
  { ...text('案由', 10), cell: ({ title }) => title },
  { ...text('承办单位', 5), cell: ({ unit }, point) => unitNameOf(point, unit ?? 'unassigned') },
];

const responsible: readonly ListColumn<CaseLine>[] = [
  { ...text('分管领导', 4), cell: ({ leader = '' }) => leader },
  { ...text('责任人', 4), cell: ({ handler = '' }) => handler },
];

const day = <L>(title: string, of: (line: L) => string | undefined): ListColumn<L> => ({
  title,
  type: 'day',
  width: 5,
  cell: (line) => of(line) ?? null,
});

const whole = <L>(title: string, of: (line: L) => number | undefined): ListColumn<L> => ({
  title,
  type: 'number',
  width: 3,
  cell: (line) => of(line) ?? null,
});

const tableOf = <L>(
  lines: readonly L[],
  columns: readonly ListColumn<L>[],
  point: BriefingPoint,
): TableBlock | undefined =>
  lines.length === 0
    ? undefined
    : {
        kind: 'table',
        columns: columns.map(({ title, type, width }) => ({ title, type, ...(width ? { width } : {}) })),
        rows: lines.map((line) => columns.map(({ cell }) => cell(line, point))),
      };

type TableMaker = (lists: BriefingLists) => TableBlock | undefined;

/** 进度较慢件, with those who answer for them. */
const slow: TableMaker = (lists) =>
  tableOf<Line<'slow'>>(
    lists.of('slow'),
    [
      ...caseColumns,
      ...responsible,
      day('期限', ({ due }) => due),
      { ...text('灯', 2), cell: ({ light }) => (light ? (lightWord[light] ?? '') : '') },
      { ...text('原因', 5), cell: ({ why }) => why.map((each) => slowWord[each]).join('；') },
    ],
    lists.rows.point,
  );

const overdue: TableMaker = (lists) =>
  tableOf<Line<'overdue'>>(
    lists.of('overdue'),
    [...caseColumns, ...responsible, day('期限', ({ due }) => due), whole('逾期天数', ({ daysLate }) => daysLate)],
    lists.rows.point,
  );

const layers: Readonly<Record<string, string>> = { outer: '区对市', inner: '区内配合' };

const opinions: TableMaker = (lists) =>
  tableOf<Line<'opinions'>>(
    lists.of('opinions'),
    [
      ...caseColumns.slice(0, 2),
      { ...text('应提交单位', 5), cell: (line, point) => unitNameOf(point, line.owedBy ?? line.unit ?? 'unassigned') },
      { ...text('类别', 4), cell: ({ layer }) => layers[layer] ?? layer },
      day('期限', ({ due }) => due),
      whole('逾期天数', ({ daysLate }) => daysLate),
    ],
    lists.rows.point,
  );

const milestones: TableMaker = (lists) =>
  tableOf<Line<'milestones'>>(
    lists.of('milestones'),
    [
      ...caseColumns,
      { ...text('责任人', 4), cell: ({ owner = '' }) => owner },
      day('时间节点', ({ due }) => due),
      whole('推迟次数', ({ slipped }) => slipped),
      { ...text('状态', 3), cell: ({ isOverdue }) => (isOverdue ? '已过期' : '未到期') },
    ],
    lists.rows.point,
  );

const legacy: TableMaker = (lists) =>
  tableOf<Line<'legacy'>>(
    lists.of('legacy'),
    [
      ...caseColumns,
      day('答复日期', ({ repliedOn }) => repliedOn),
      { ...text('答复结果', 4), cell: ({ outcome }) => outcomeWord(outcome) },
      { ...text('等待', 5), cell: ({ waitingBody = '' }) => waitingBody },
    ],
    lists.rows.point,
  );

const faultTitles = { vague: '计划笼统', undated: '答复无时间节点', returned: '审核退回', unmet: '未面商' } as const;

const faults: TableMaker = (lists) => {
  const named = [...(Object.keys(faultTitles) as (keyof typeof faultTitles)[]), 'dissatisfied' as const];
  const lines = named.flatMap((name) =>
    lists.of(name).map((line) => ({ ...line, fault: name === 'dissatisfied' ? '不满意' : faultTitles[name] })),
  );
  const columns: readonly ListColumn<(typeof lines)[number]>[] = [
    ...caseColumns,
    { ...text('情形', 5), cell: ({ fault }) => fault },
  ];
  return tableOf(lines, columns, lists.rows.point);
};

const columnsOfMatrix: readonly (readonly [column: string, title: string])[] = [
  ['fullySolved', '全部解决'],
  ['partlySolved', '部分解决'],
  ['concluded', '已办结'],
  ['solved', '已解决'],
  ['inProgress', '推进中'],
  ['unchanged', '无变化'],
  ['to:solved', '改为解决采纳'],
  ['to:solving', '改为正在解决'],
  ['to:planned', '改为计划解决'],
  ['to:reference', '改为留作参考'],
  ['unchecked', '未核'],
];

/** Promised × found, kind by kind; columns that hold nothing are left out (semantics 45). */
const matrix: TableMaker = ({ rows: { point } }) => {
  const kinds = (['suggestion', 'proposal'] as const).map((kind) => {
    const scope = { kind, ...(point.term === undefined ? {} : { period: point.term }) };
    return { kind, address: matrixAddress(scope, point), rows: matrixOf(point, scope) };
  });
  const used = new Set(kinds.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ column }) => column))));
  const columns = columnsOfMatrix.filter(([column]) => used.has(column));
  if (columns.length === 0) return undefined;
  return {
    kind: 'table',
    ...(point.term === undefined ? {} : { title: `${point.term}年本届答复件` }),
    unit: '单位：件',
    columns: [
      { title: '类别', type: 'text' },
      { title: '答复结果', type: 'text' },
      { title: '合计', type: 'number' },
      ...columns.map(([, title]) => ({ title, type: 'number' as const })),
    ],
    rows: kinds.flatMap(({ kind, address, rows }) =>
      rows.map(({ outcome, total, cells }) => [
        kind === 'suggestion' ? '代表建议' : '政协提案',
        outcomeWord(outcome),
        { value: total, address },
        ...columns.map(([column]) => {
          const count = cells.find((cell) => cell.column === column)?.count;
          return count === undefined ? null : { value: count, address };
        }),
      ]),
    ),
  };
};

/** The lists that are attached, in the order they are printed; those that are empty are left out. */
export const listTables: readonly (readonly [title: string, make: TableMaker])[] = [
  ['进度较慢件清单', slow],
  ['逾期未答复件清单', overdue],
  ['逾期会办意见清单', opinions],
  ['答复办理质量问题清单', faults],
  ['时间节点清单', milestones],
  ['历史遗留件清单', legacy],
  ['“回头看”对照表', matrix],
];
