import { addDays, dayNumber } from '#libs/calendar/day.js';
import type { MentionKind } from '#libs/office/briefing-bodies.js';
import type { Evidence, Ground, Mention } from '#libs/office/briefing-events.js';
import { criticismRules, type MentionRule, type MentionRules } from '#libs/office/rules.js';
import { latestGiven } from '#libs/statistics/definitions/forms.js';
import { none } from '#libs/statistics/grains.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { CaseRows } from './lists/case-rows.js';
import { legacySolved } from './lists/legacy.js';
import type { BriefingLists, ListLine } from './lists/lists.js';
import { pointAt, yearOf, type BriefingPoint } from './point.js';

/** Where the rules in force set none. */
const usualRules: MentionRules = {
  praise: [
    { rule: 'allInTime', least: 2 },
    { rule: 'legacySolved', least: 1 },
  ],
  criticism: criticismRules.map((rule) => ({ rule, least: rule === 'overdue' || rule === 'opinions' ? 1 : 2 })),
};

/** A case that meets a rule, and whose doing it was; nobody's is nobody's to answer for. */
interface Met {
  readonly unit?: string;
  readonly evidence: Evidence;
}

type Rule = (lists: BriefingLists) => readonly Met[];

/** Who is to be praised and who criticised, by the rules in force at V, each with its evidence (semantics 50). */
export const proposedMentions = (lists: BriefingLists): readonly Mention[] => {
  const { praise, criticism } = lists.rows.point.rules?.policies.mentions ?? usualRules;
  const criticised = mentionsBy(lists, { as: 'criticism', rules: criticism });
  return [...mentionsBy(lists, { as: 'praise', rules: praise }), ...criticised];
};

const mentionsBy = (
  lists: BriefingLists,
  { as, rules }: { as: MentionKind; rules: readonly MentionRule[] },
): readonly Mention[] => {
  const grounds = new Map<string, Ground[]>();
  const proposed = rules.flatMap(({ rule, least }) =>
    [...byUnit(rulesByName[rule]?.(lists) ?? [])]
      .filter(([, evidence]) => evidence.length >= least)
      .map(([unit, evidence]) => ({ unit, ground: { rule, evidence } })),
  );
  for (const { unit, ground } of proposed) grounds.set(unit, [...(grounds.get(unit) ?? []), ground]);
  return [...grounds].sort(([a], [b]) => byCodeUnit(a, b)).map(([unit, own]) => ({ as, unit, grounds: own }));
};

const byUnit = (met: readonly Met[]): ReadonlyMap<string, readonly Evidence[]> => {
  const units = new Map<string, Evidence[]>();
  for (const { unit, evidence } of met) if (unit !== undefined) units.set(unit, [...(units.get(unit) ?? []), evidence]);
  return units;
};

const evidenceOf = ({ case: id, number, events }: ListLine): Evidence => ({ case: id, number, events });

const listed =
  (name: 'overdue' | 'slow' | 'vague' | 'undated' | 'returned' | 'unmet' | 'dissatisfied'): Rule =>
  (lists) =>
    lists.of(name).map((line) => ({ unit: line.unit, evidence: evidenceOf(line) }));

/** An inner opinion is the co-unit's doing, an outer one the unit's that leads inside. */
const opinions: Rule = (lists) =>
  lists.of('opinions').map((line) => ({ unit: line.owedBy ?? line.unit, evidence: evidenceOf(line) }));

const firstDay = ({ from, validAt }: BriefingPoint): number => dayNumber(from ?? `${yearOf({ validAt })}-01-01`);

interface Answered extends Met {
  readonly isInTime: boolean;
}

/** Replies and opinions of the window, each the credit of the unit of its day. */
const answeredIn = (rows: CaseRows): readonly Answered[] => {
  const first = firstDay(rows.point);
  return rows
    .where((row) => rows.standing[row] === 1)
    .flatMap((row) => {
      const isCo = rows.coHandling[row] === 1;
      const [on, due, seq] = isCo
        ? (['opinionOn', 'opinionDue', 'opinionSeq'] as const)
        : (['replyOn', 'replyDue', 'replySeq'] as const);
      const [done, by] = [rows.value(row, on), rows.value(row, due)];
      if (done === none || done < first) return [];
      const credited = isCo ? rows.text(row, 'countingUnit') : rows.text(row, 'replyUnit');
      const unit = credited === undefined ? {} : { unit: rows.point.units.unitNow(credited) };
      const evidence = { case: rows.id(row), number: rows.text(row, 'number') ?? '', events: [rows.value(row, seq)] };
      return [{ ...unit, evidence, isInTime: by === none || done <= by }];
    });
};

/** Everything the unit answered in the window was in time, and nothing of it is overdue at V. */
const allInTime: Rule = (lists) => {
  const answered = answeredIn(lists.rows);
  const late = new Set([
    ...answered.filter(({ isInTime }) => !isInTime).map(({ unit }) => unit),
    ...lists.of('overdue').map(({ unit }) => unit),
    ...opinions(lists).map(({ unit }) => unit),
  ]);
  return answered.filter(({ unit }) => !late.has(unit));
};

/** A legacy case fully implemented in the window. */
const solvedLegacy: Rule = ({ rows }) => {
  const { from, validAt } = rows.point;
  const first = from ?? `${yearOf({ validAt })}-01-01`;
  const eve = new CaseRows(pointAt(rows.point, { validAt: addDays(first, -1) }));
  return legacySolved(rows, eve).map((line) => ({ unit: line.unit, evidence: evidenceOf(line) }));
};

/** Cases whose forms given in the window are satisfied throughout. */
const satisfied: Rule = ({ rows }) => {
  const { reading, point } = rows;
  const column = (name: 'givenOn' | 'givenSeq' | 'attitude' | 'result') => reading.column('form', name);
  const [counts, happy] = [latestGiven(reading), reading.code('satisfied')];
  const given = new Map<number, { events: number[]; isHappy: boolean }>();
  rows.placesOf('form').forEach((place, row) => {
    if (place < 0 || counts[row] !== 1 || (column('givenOn')[row] as number) < firstDay(point)) return;
    const known = given.get(place) ?? { events: [], isHappy: true };
    const isHappy = known.isHappy && column('attitude')[row] === happy && column('result')[row] === happy;
    given.set(place, { events: [...known.events, column('givenSeq')[row] as number], isHappy });
  });
  return [...given]
    .filter(([, { isHappy }]) => isHappy)
    .map(([row, { events }]) => ({ unit: rows.unit(row), evidence: evidenceOf({ ...rows.line(row), events }) }))
    .sort((a, b) => byCodeUnit(a.evidence.number, b.evidence.number));
};

const rulesByName: Readonly<Record<string, Rule>> = {
  allInTime,
  legacySolved: solvedLegacy,
  satisfied,
  overdue: listed('overdue'),
  opinions,
  slow: listed('slow'),
  vague: listed('vague'),
  undated: listed('undated'),
  returned: listed('returned'),
  unmet: listed('unmet'),
  dissatisfied: listed('dissatisfied'),
};

/** Words of a ground, before its cases. */
export const groundWords: Readonly<Record<string, { zh: string; en: string }>> = {
  allInTime: { zh: '本期答复和会办意见全部按期', en: 'everything answered in time' },
  legacySolved: { zh: '历史遗留件得到解决', en: 'legacy cases solved' },
  satisfied: { zh: '代表、委员均表示满意', en: 'proposers satisfied' },
  overdue: { zh: '逾期未答复', en: 'replies overdue' },
  opinions: { zh: '会办意见逾期未提交', en: 'opinions overdue' },
  slow: { zh: '办理进度较慢', en: 'slow' },
  vague: { zh: '办理计划笼统、时间节点不明确', en: 'plans vague' },
  undated: { zh: '答复未列时间节点', en: 'replies without dates' },
  returned: { zh: '答复稿审核被退回', en: 'replies returned in review' },
  unmet: { zh: '答复前未面商', en: 'not met face to face' },
  dissatisfied: { zh: '代表、委员不满意', en: 'proposers dissatisfied' },
};
