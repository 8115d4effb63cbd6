import type { BriefingKind } from '#libs/office/briefing-bodies.js';
import { firstSet, type BriefingSpan, type Figure } from '#libs/office/briefing-events.js';
import { bookFlows } from '#libs/statistics/definitions/definition.js';
import { briefingDefinitions, briefingFigures } from '../queries/briefing-figures.js';
import { nameOf, type FigureRow } from './figures.js';
import type { BriefingPoint } from './point.js';

/** The stock's book of the window (semantics 30). */
const book = bookFlows.map((flow) => `flow.${flow}`);

const answers = ['N3', 'N3b', 'N4', 'N4b', 'N4i', 'N5', 'N5i'];
const quality = ['N6f', 'N7', 'N8', 'N9', 'N9a', 'N15', 'N21/extension', 'N20'];
/** What stands open whatever year it came from. */
const open = ['stock', 'overdue', 'overdue/reply', 'overdue/opinion', 'overdue/inner', 'N17'];
const receipts = ['received', 'N1'];

type Rows = (span: Pick<BriefingSpan, 'from' | 'validAt'>) => readonly FigureRow[];

const windowed: Rows = ({ from }) =>
  from === undefined
    ? []
    : [
        { figures: book, by: [], scope: {} },
        { figures: book, by: ['unit'], scope: {} },
        { figures: ['flow.received', 'flow.answered'], by: ['kind', 'outerRole'], scope: {} },
      ];

/** Two months, or any stretch of days, of a district's whole business. */
const standard: Rows = (span) => {
  const year = { year: span.validAt.slice(0, 4) };
  return [
    ...windowed(span),
    { figures: [...receipts, ...answers, ...quality], by: [], scope: year },
    { figures: [...receipts, 'N3b', 'N4b'], by: ['level', 'kind', 'outerRole'], scope: year },
    { figures: [...receipts, 'N16', ...answers, ...quality], by: ['unit'], scope: year },
    { figures: ['N9/grades', 'N9a/grades', 'contacts'], by: [], scope: year, cells: true },
    { figures: open, by: [], scope: {} },
    { figures: open, by: ['unit'], scope: {} },
    { figures: ['N17/waiting'], by: [], scope: {}, cells: true },
  ];
};

/** A year, and the term of office it lies in. */
const annual: Rows = (span) => {
  const year = { year: span.validAt.slice(0, 4) };
  return [
    ...windowed(span),
    { figures: [...receipts, ...answers, ...quality, 'N13', 'N14', 'N14p'], by: [], scope: year },
    { figures: receipts, by: ['level', 'kind', 'outerRole'], scope: year },
    { figures: [...receipts, 'N16', ...answers, ...quality], by: ['unit'], scope: year },
    { figures: ['N11', 'N14/disclosures', 'N19', 'N9/grades'], by: [], scope: year, cells: true },
    { figures: [...receipts, 'N3', 'N12', 'N12c'], by: ['period', 'kind', 'outerRole'], scope: {} },
    { figures: open, by: [], scope: {} },
  ];
};

/** Lists of figures by name and version, immutable once released: an issued briefing is read again by its own. */
const sets: Readonly<Record<string, Rows>> = { 'standard@2': standard, 'annual@1': annual };

export const setOf = (kind: BriefingKind): string => (kind === 'annual' ? 'annual@1' : 'standard@2');

/** All figures of a set at a point, each once. */
export const figuresOfSet = (set: string, point: BriefingPoint): readonly Figure[] => {
  if (set === firstSet) return asInRelease01(point);
  const rows = sets[set];
  if (!rows) throw new Error(`no list of figures ${set}`);
  const figures = rows(point).flatMap((row) => point.figures.row(row));
  const named = new Map(figures.map((figure) => [nameOf(figure.id, figure.scope), figure]));
  return [...named.values()];
};

const asInRelease01 = ({ columns, units, from, until, validAt, knownAt, policies }: BriefingPoint): readonly Figure[] =>
  briefingFigures(columns, units, { from: from ?? until, validAt, knownAt, policies });

/** Definitions with their versions, in the order first met. */
export const definitionsIn = (set: string, figures: readonly Figure[]): readonly string[] =>
  set === firstSet ? briefingDefinitions : [...new Set(figures.map(({ id }) => id))];
