import type { Block, Cell, TableBlock } from '#libs/documents/content.js';
import type { Mention } from '#libs/office/briefing-events.js';
import { caseAddress, figureAddress } from '../addresses.js';
import { byNumber, type CaseRows } from '../lists/case-rows.js';
import { daysLeft } from '../lists/lights.js';
import { dayFromNumber } from '#libs/calendar/day.js';
import { none } from '#libs/statistics/grains.js';
import { groundWords } from '../mentions.js';
import { shownAs } from '../fields.js';
import { yearOf, type BriefingPoint } from '../point.js';
import { spanWithYear } from '../sentences/bimonthly.js';
import { kindWord, lightWord, roleWord } from '../words.js';
import { besides, usualLetterhead } from './letterhead.js';
import { framed, heading, type Page, type Paging } from './page.js';
import { unitsIn } from './tables.js';

/** A sheet for each unit that has anything to do: its figures, what was said of it, its open cases. */
export const unitPages = (paging: Paging): Readonly<Record<string, Page>> => {
  const { drafting, figures } = paging;
  const open = openCases(drafting.lists.rows);
  const units = unitsIn(figures).filter((unit) => unit !== 'unassigned');
  return Object.fromEntries(units.map((unit) => [unit, unitPage(paging, unit, open.get(unit) ?? [])]));
};

const unitPage = (paging: Paging, unit: string, rows: readonly number[]): Page => {
  const { drafting, request } = paging;
  const { point, lists } = drafting;
  const name = point.units.unitName(unit);
  const mentions = request.mentions.filter((mention) => mention.unit === unit);
  const blocks: readonly Block[] = [
    heading('办理数字'),
    figureTable(point, unit),
    ...(mentions.length > 0 ? [heading('通报提到'), ...mentions.map(mentionParagraph)] : []),
    heading('在办件'),
    ...(rows.length > 0
      ? [openTable(lists.rows, rows), said('以上在办件请按期限办理，进展及时报送。')]
      : [said('没有在办件。')]),
  ];
  const own = request.letterhead ?? usualLetterhead(point.kind);
  const title = own.form === 'bulletin' ? own.name : usualLetterhead(point.kind).name;
  const letterhead = besides(own, { name: title, recipients: [name] });
  return framed(
    { ...paging, request: { ...request, letterhead } },
    { title: `${name}${spanWithYear(point)}办理情况`, blocks },
  );
};

const said = (text: string): Block => ({ kind: 'paragraph', runs: [text] });

const mentionParagraph = ({ as, grounds, remark }: Mention): Block => {
  const said = grounds.map(({ rule, evidence }) => {
    const numbers = evidence.map(({ number }) => `第${number}号`).join('、');
    return `${groundWords[rule]?.zh ?? rule}（${numbers}）`;
  });
  const words = `${as === 'praise' ? '表扬' : '点名批评'}：${said.join('；')}${remark ? `；${remark}` : ''}。`;
  return { kind: 'paragraph', runs: [words] };
};

const ofYear: readonly (readonly [title: string, figure: string])[] = [
  ['今年收到', 'received'],
  ['件次', 'N16'],
  ['办复率', 'N3b'],
  ['按期办复率', 'N4b'],
  ['区内配合意见按期率', 'N5i'],
  ['面商率', 'N6f'],
  ['办理结果满意率', 'N9'],
];
const standing: readonly (readonly [title: string, figure: string])[] = [
  ['在办', 'stock'],
  ['逾期未办', 'overdue'],
  ['历史遗留件', 'N17'],
];

/** Cells of a figure: what it is, how much, of how many. */
const titles = [
  ['指标', 9],
  ['数值', 3],
  ['分子/分母', 4.5],
] as const;

/**
 * Numerators and denominators in words, so that a rate can be checked on paper. Two figures in a row: a unit without
 * open cases has all of its sheet on one page.
 */
const figureTable = (point: BriefingPoint, unit: string): TableBlock => {
  const year = { year: yearOf(point), unit };
  const rowOf = (title: string, id: string, scope: Record<string, string>): readonly Cell[] => {
    const figure = point.figures.one(id, scope);
    const isRate = figure.denominator !== undefined;
    const value = shownAs(figure, isRate ? 'rate' : 'count');
    const parts = isRate ? `${figure.numerator}/${figure.denominator}` : '';
    return [title, { value, address: figureAddress(figure, point) }, parts];
  };
  return {
    kind: 'table',
    columns: [...titles, ...titles].map(([title, width]) => ({ title, width, type: 'text' as const })),
    rows: inPairs([
      ...ofYear.map(([title, id]) => rowOf(title, id, year)),
      ...standing.map(([title, id]) => rowOf(title, id, { unit })),
    ]),
  };
};

/** The second half beside the first. */
const inPairs = (rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => {
  const half = Math.ceil(rows.length / 2);
  return rows.slice(0, half).map((row, at) => [...row, ...(rows[half + at] ?? ['', '', ''])]);
};

/** Cases in stock by the unit they count for. */
const openCases = (rows: CaseRows): ReadonlyMap<string, readonly number[]> => {
  const units = new Map<string, number[]>();
  for (const row of rows.where((each) => rows.isInStock(each))) {
    const unit = rows.unit(row);
    if (unit !== undefined) units.set(unit, [...(units.get(unit) ?? []), row]);
  }
  return units;
};

/** What is due first stands first, what has no date last. */
const byDue = (rows: CaseRows) => {
  const dueOf = (row: number) => (rows.due(row) === none ? Number.MAX_SAFE_INTEGER : rows.due(row));
  return (a: number, b: number) => dueOf(a) - dueOf(b) || byNumber(rows.line(a), rows.line(b));
};

const openTable = (rows: CaseRows, own: readonly number[]): TableBlock => ({
  kind: 'table',
  columns: [
    { title: '编号', type: 'text', width: 4 },
    { title: '案由', type: 'text', width: 12 },
    { title: '类别', type: 'text', width: 4 },
    { title: '角色', type: 'text', width: 3 },
    { title: '责任人', type: 'text', width: 4 },
    { title: '期限', type: 'day', width: 5 },
    { title: '剩余工作日', type: 'number', width: 3 },
    { title: '灯', type: 'text', width: 2 },
  ],
  rows: own.toSorted(byDue(rows)).map((row) => openRow(rows, row)),
});

const openRow = (rows: CaseRows, row: number): readonly Cell[] => {
  const line = rows.line(row);
  const due = rows.due(row);
  const light = rows.light(row);
  return [
    { value: line.number, address: caseAddress(line.case, rows.point) },
    line.title,
    kindWord(line.kind),
    roleWord(line.outerRole),
    line.handler ?? '',
    due === none ? null : dayFromNumber(due),
    due === none ? null : daysLeft(due, rows.lights),
    light ? (lightWord[light] ?? '') : '',
  ];
};
