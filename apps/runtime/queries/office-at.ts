import type { OfficeReading } from '#libs/statistics/office-reading.js';
import type { Policies } from '#libs/statistics/policies.js';
import {
  calendarOf,
  outcomesOf,
  periodOf,
  ruleBook,
  rulesInForce,
  subjectSchemeNamed,
} from '#libs/office/rule-book.js';
import { closedWithoutSuccessor, currentUnit, nameOf, unit } from '#libs/office/unit.js';
import type { Office } from '../office.js';
import type { Point } from './point.js';

/** Units, terms and schemes folded at a report's own (V, K): one mapping for the whole report (semantics 32). */
export const officeAt = (
  office: Office,
  jurisdiction: string,
  { validAt, knownAt }: Pick<Point, 'validAt' | 'knownAt'>,
): OfficeReading => {
  const units = office.state(unit, undefined, { knownAt });
  const rules = office.state(ruleBook, jurisdiction, { knownAt });
  const calendar = calendarOf(rules);
  return {
    unitNow: (id) => currentUnit(units, id, validAt),
    unitName: (id) => nameOf(units, id, validAt),
    closedWithoutSuccessor: (id) => closedWithoutSuccessor(units, id, validAt),
    periodOf: (body, term) => periodOf(rules, { body, term }, validAt),
    subjectsOf: (scheme) => subjectSchemeNamed(rules, scheme)?.subjects ?? [],
    outcomesOf: (scheme) => outcomesOf(rules, scheme),
    isWorkingDay: (day) => calendar.isWorkingDay(day),
  };
};

/** Rule-book data a report depends on, read at the same point. */
export const policiesAt = (
  office: Office,
  jurisdiction: string,
  { validAt, knownAt }: Pick<Point, 'validAt' | 'knownAt'>,
): Partial<Policies> => {
  const rules = rulesInForce(office.state(ruleBook, jurisdiction, { knownAt }), validAt);
  if (!rules) return {};
  const { district, unit: unitLeaders } = rules.lists.leaderPosts;
  return { districtLeaderPosts: district, unitLeaderPosts: unitLeaders, legacyOutcomes: rules.policies.legacyOutcomes };
};
