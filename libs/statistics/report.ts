import { dayOf } from '#libs/kernel/clock.js';
import type { Day, Instant } from '#libs/kernel/event.js';
import type { FactColumns } from './columns.js';
import { definitionOf } from './definitions/table.js';
import { figureOf, tallied, type Figure, type Tallied } from './figure.js';
import type { GroupKey } from './dimensions.js';
import type { OfficeReading } from './office-reading.js';
import { byKeys, keyed, partsOf } from './overlaps.js';
import type { Policies } from './policies.js';
import type { Asked, Counted, Question } from './question.js';

export interface ReportRequest extends Asked {
  /** `N4` for the newest version, `N4@1` for that one, `N12c/explicit-only` for a named variant. */
  readonly figures: readonly string[];
  /** When the log reached K (effective recordedAt): a V after that day is a forecast (semantics 3). */
  readonly knownInstant?: Instant;
}

/** `projected`: 预计, known facts carried forward beyond the day they were known. */
export type Mark = 'projected';

export interface ReportGroup {
  readonly group: GroupKey;
  /** Names of units in force at V. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
}

export interface Report {
  readonly reading: { readonly validAt: Day; readonly knownAt: number; readonly marks: readonly Mark[] };
  /** Rule-book data the figures rest on, such as the outcomes of a legacy case (semantics 47). */
  readonly policies: Policies;
  readonly groups: readonly ReportGroup[];
  readonly total: readonly Figure[];
}

/**
 * Figures at (V, K), by group and in total. The same columns, office and request give the same bytes, for ever
 * (semantics 4).
 * @param office the units and schemes at the request's own (V, K)
 * Refuses `figure.unknown`, `known.ahead`, `known.before-start`, `window.missing`, `window.empty`, `mapping.unknown`.
 */
export const report = (columns: FactColumns, office: OfficeReading, request: ReportRequest): Report => {
  const { by = [], validAt, knownAt } = request;
  const { whole, parts } = partsOf({ columns, office }, request, request.figures.map(definitionOf));
  const answers = parts.map((part) => ({ ...figuresOf(part.question, part.counted), keys: part.keys }));
  const groups = answers.flatMap((part) =>
    part.groups.map((row) => ({ ...row, group: keyed(by, { ...part.keys, ...row.group }) })),
  );
  const isWhole = parts[0] === whole;
  return {
    reading: { validAt, knownAt, marks: marksOf(request) },
    policies: whole.question.inquiry.policies,
    groups: isWhole ? groups : groups.sort((a, b) => byKeys(by)(a.group, b.group)),
    total: isWhole ? (answers[0]?.total ?? []) : figuresOf(whole.question, whole.counted).total,
  };
};

/** The figures of every group in printed order, and over all of them. */
export const figuresOf = (question: Question, counted: readonly Counted[]): Pick<Report, 'groups' | 'total'> => {
  const { grouping, inquiry } = question;
  const tallies = counted.map((figure) => tallied(inquiry, figure, grouping.size));
  const over = (slots: readonly number[]): readonly Figure[] =>
    counted.map((figure, index) => figureOf(inquiry, figure, { tally: tallies[index] as Tallied, slots }));
  const ordered = grouping.ordered();
  const groups = ordered.map((slot) => labelled(grouping.group(slot), over([slot]), inquiry.office));
  return { groups, total: over(ordered) };
};

const labelled = (group: GroupKey, figures: readonly Figure[], office: OfficeReading): ReportGroup => {
  const { unit } = group;
  if (unit === undefined || unit === 'unassigned') return { group, figures };
  return { group, labels: { [unit]: office.unitName(unit) }, figures };
};

const marksOf = ({ validAt, knownInstant }: ReportRequest): readonly Mark[] =>
  knownInstant !== undefined && validAt > dayOf(knownInstant) ? ['projected'] : [];

/** 「主合办」 is printed only where a joint case is held, else 「主办」 (semantics 51). */
export const leadLabel = ({ lead, leadOrJoint }: { lead: number; leadOrJoint: number }): { zh: string; en: string } =>
  leadOrJoint > lead ? { zh: '主合办', en: 'lead or joint' } : { zh: '主办', en: 'lead' };
