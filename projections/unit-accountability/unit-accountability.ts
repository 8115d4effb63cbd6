import { plainOffice } from '#libs/statistics/office-reading.js';
import { report } from '#libs/statistics/report.js';
import type { Counter } from '../following-columns.js';
import { lastDay } from '../last-day.js';

/**
 * Figures that rest on dated facts alone: what is overdue today, and what a rule book of the day decides (whose visit is
 * a leader's), is computed when asked, never stored.
 */
const figures = [
  'N1@1',
  'stock@1',
  'N3@2',
  'N3b@2',
  'N5@1',
  'N5i@1',
  'N6@1',
  'N6f@1',
  'N15@1',
  'N16@1',
  'N21/returns@1',
  'N21/reminders@1',
  'contacts@2',
];

/** unit-accountability: what each original unit has to answer for, with numerators and denominators. */
export const unitAccountability: Counter = {
  name: 'unit-accountability',
  version: 2,
  collection: { name: 'units', indexes: [{ unit: 1, _id: 1 }] },
  documents: (columns, { seq }) => {
    if (columns.table('case').length === 0) return [];
    const asked = { validAt: lastDay, knownAt: seq, figures, by: ['unit'] as const, units: 'original' as const };
    return report(columns, plainOffice, asked).groups.map(({ group, figures: own }) => ({
      _id: group.unit ?? 'unassigned',
      unit: group.unit ?? 'unassigned',
      figures: Object.fromEntries(
        own.map(({ id, numerator, denominator, apart }) => [
          id.replace('@', '_'),
          {
            numerator,
            ...(denominator === undefined ? {} : { denominator }),
            ...(apart === undefined ? {} : { apart }),
          },
        ]),
      ),
    }));
  },
};
