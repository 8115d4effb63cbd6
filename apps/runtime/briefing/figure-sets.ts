import type { BriefingKind } from '#libs/office/briefing-bodies.js';
import { firstSet, type BriefingSpan, type Figure } from '#libs/office/briefing-events.js';
import { briefingDefinitions, briefingFigures } from '../queries/briefing-figures.js';
import { nameOf, type FigureRow } from './figures.js';
import type { BriefingPoint } from './point.js';

/** The stock's book of the window (semantics 30). */
const book = [
  'opening',
  'received',
  'reopened',
  'transferredIn',
  'answered',
  'terminated',
  'transferredOut',
  'closing',
].map((flow) => `flow.${flow}@1`);

const answers = ['N3@2', 'N3b@2', 'N4@2', 'N4b@2', 'N4i@2', 'N5@1', 'N5i@1'];
const quality = ['N6f@1', 'N7@1', 'N8@1', 'N9@1', 'N9a@1', 'N15@1', 'N21/extension@2', 'N20@1'];
/** What stands open whatever year it came from. */
const open = ['stock@1', 'overdue@1', 'overdue/reply@1', 'overdue/opinion@1', 'overdue/inner@1', 'N17@2'];
const receipts = ['received@1', 'N1@1'];

type Rows = (span: Pick<BriefingSpan, 'from' | 'validAt'>) => readonly FigureRow[];

const windowed: Rows = ({ from }) =>
  from === undefined
    ? []
    : [
        { figures: book, by: [], scope: {} },
        { figures: book, by: ['unit'], scope: {} },
        { figures: ['flow.received@1', 'flow.answered@1'], by: ['kind', 'outerRole'], scope: {} },
      ];

/** Two months, or any stretch of days, of a district's whole business. */
const standard: Rows = (span) => {
  const year = { year: span.validAt.slice(0, 4) };
  return [
    ...windowed(span),
    { figures: [...receipts, ...answers, ...quality], by: [], scope: year },
    { figures: [...receipts, 'N3b@2', 'N4b@2'], by: ['level', 'kind', 'outerRole'], scope: year },
    { figures: [...receipts, 'N16@1', ...answers, ...quality], by: ['unit'], scope: year },
    { figures: ['N9/grades@2', 'N9a/grades@2', 'contacts@2'], by: [], scope: year, cells: true },
    { figures: open, by: [], scope: {} },
    { figures: open, by: ['unit'], scope: {} },
    { figures: ['N17/waiting@1'], by: [], scope: {}, cells: true },
  ];
};

/** A year, and the term of office it lies in. */
const annual: Rows = (span) => {
  const year = { year: span.validAt.slice(0, 4) };
  return [
    ...windowed(span),
    { figures: [...receipts, ...answers, ...quality, 'N13@1', 'N14@2', 'N14p@2'], by: [], scope: year },
    { figures: receipts, by: ['level', 'kind', 'outerRole'], scope: year },
    { figures: [...receipts, 'N16@1', ...answers, ...quality], by: ['unit'], scope: year },
    { figures: ['N11@2', 'N14/disclosures@2', 'N19@1', 'N9/grades@2'], by: [], scope: year, cells: true },
    { figures: [...receipts, 'N3@2', 'N12@2', 'N12c@1'], by: ['period', 'kind', 'outerRole'], scope: {} },
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
