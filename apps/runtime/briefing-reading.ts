import { addDays } from '#libs/calendar/day.js';
import { dayOf } from '#libs/kernel/clock.js';
import type { BriefingContext, FiguresRequest } from '#libs/office/briefing.js';
import { ruleBook, rulesInForce } from '#libs/office/rule-book.js';
import { checkIdentities } from '#libs/statistics/identities.js';
import { briefingDefinitions, briefingFigures } from './queries/briefing-figures.js';
import { officeAt, policiesAt } from './queries/office-at.js';
import type { StatisticsSources } from './queries/statistics.js';

/** Figures of a briefing, from the columns at the K it names (engine 18). */
export const figuresFor =
  (sources: StatisticsSources): BriefingContext['figures'] =>
  (request) => {
    const { columns } = sources.feed;
    const knownAt = request.knownAt ?? columns.seq;
    if (knownAt === 0 || knownAt > columns.seq) return undefined;
    const at = { validAt: request.validAt, knownAt };
    const rules = rulesInForce(sources.office.state(ruleBook, sources.jurisdiction, { knownAt }), request.validAt);
    return {
      knownAt,
      knownDay: dayOf(sources.clock.now()),
      rules: rules?.version ?? 'none',
      ...computed(request, at, sources),
    };
  };

const computed = (request: FiguresRequest, at: { validAt: string; knownAt: number }, sources: StatisticsSources) => {
  if (request.isAbsent) return { definitions: [], figures: [], failed: [] };
  const { office, jurisdiction, feed } = sources;
  const policies = policiesAt(office, jurisdiction, at);
  const from = request.from ?? addDays(request.until, -1);
  const reading = officeAt(office, jurisdiction, at);
  const identities = checkIdentities(feed.columns, reading, { ...at, policies, window: { from } });
  return {
    definitions: briefingDefinitions,
    figures: briefingFigures(feed.columns, reading, { ...at, from, policies }),
    failed: identities.filter(({ holds }) => !holds).map(({ id, cases }) => ({ identity: id, cases })),
  };
};
