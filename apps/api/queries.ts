import { parsePeriod } from '#libs/calendar/period.js';
import { account, actorOf } from '#libs/office/account.js';
import type { RegisterQuery } from '#libs/office/register.js';
import { bookFlows } from '#libs/statistics/definitions/definition.js';
import {
  askingOf,
  askingParameters,
  listOf,
  pointOf,
  pointParameters,
  scopeOf,
  scopeParameters,
} from './parameters.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import { briefingRoutes } from './briefing-queries.js';
import { refuseHttp } from './errors.js';
import { eventLabel } from './words/labels.js';
import type { QueryRoute } from './query-route.js';
import { statisticsRoutes } from './statistics-queries.js';
import { activityTable, caseDiffTable, inconsistenciesTable } from './tables/audit-tables.js';
import { ledgerTable } from './tables/ledger-table.js';
import { campaignsTable, registerTable, unitsTable } from './tables/office-tables.js';
import { figuresTable } from './tables/report-table.js';
import { caseDiff, caseTimeline } from './case-timeline.js';

const usualUnitFigures = [
  'N1',
  'N3',
  'N3b',
  'N4',
  'N4b',
  'N4i',
  'N5',
  'N5i',
  'N6f',
  'N7',
  'N16',
  'N17',
  'overdue/reply',
  'overdue/opinion',
];

const caseRoutes: readonly QueryRoute[] = [
  {
    path: '/cases',
    summary: { zh: '台账', en: 'The ledger' },
    parameters: {
      ...pointParameters,
      ...scopeParameters,
      number: 'text',
      contains: 'text',
      limit: 'limit',
      cursor: 'text',
    },
    table: ledgerTable,
    answer: (runtime, read) => {
      const { number, contains, cursor, limit } = read;
      const page = { number, contains, after: cursor, limit: Number(limit ?? 100) };
      return runtime.cases.ledger({ ...pointOf(read), scope: scopeOf(read), ...page });
    },
  },
  {
    path: '/cases/:id',
    summary: { zh: '一件', en: 'One case at a reading' },
    parameters: pointParameters,
    answer: (runtime, read, id) => runtime.cases.view(id, pointOf(read)),
  },
  {
    path: '/cases/:id/history',
    summary: { zh: '一件的留痕', en: 'Who did what, when in force, when recorded' },
    parameters: pointParameters,
    answer: async (runtime, read, id) => caseTimeline(runtime, id, pointOf(read)),
  },
  {
    path: '/cases/:id/diff',
    summary: {
      zh: '一件在两个时点的差异',
      en: 'What two readings of a case state differently, and the events responsible',
    },
    parameters: { ...pointParameters, toValidAt: 'day', toKnownAt: 'text' },
    table: caseDiffTable,
    answer: (runtime, read, id) => caseDiff(runtime, id, read),
  },
  {
    path: '/inconsistencies',
    summary: { zh: '前后矛盾的事实', en: 'Facts that contradict each other as now known, each with both its events' },
    parameters: { ...pointParameters, ...scopeParameters, limit: 'limit', cursor: 'text' },
    table: inconsistenciesTable,
    answer: (runtime, read) => {
      const { cursor, limit } = read;
      return runtime.inconsistencies.across({
        ...pointOf(read),
        scope: scopeOf(read),
        cursor,
        limit: Number(limit ?? 100),
      });
    },
  },
  {
    path: '/cases/:id/events',
    summary: { zh: '一件的事件', en: 'Events as recorded' },
    answer: (runtime, _, id) => runtime.cases.events(id),
  },
];

const officeRoutes: readonly QueryRoute[] = [
  {
    path: '/register',
    summary: { zh: '办理工作登记', en: 'The register of office work, listed and counted' },
    parameters: { ...pointParameters, from: 'day', type: 'text', meetingType: 'text' },
    table: registerTable,
    answer: (runtime, read) => {
      const { from, type, meetingType } = read;
      return runtime.lists.register({ ...pointOf(read), from, type, meetingType } as RegisterQuery);
    },
  },
  {
    path: '/campaigns',
    summary: { zh: '回头看行动', en: 'Campaigns' },
    parameters: pointParameters,
    table: campaignsTable,
    answer: (runtime, read) => runtime.lists.campaigns(pointOf(read)),
  },
  {
    path: '/briefing-figures/:id',
    summary: { zh: '双月数字', en: 'The stock’s book of two months, by unit' },
    parameters: askingParameters,
    table: figuresTable,
    answer: (runtime, read, id) => {
      const { from, validAt } = parsePeriod(id);
      const asking = {
        by: ['unit'] as const,
        ...pointOf(read),
        validAt,
        from,
        figures: bookFlows.map((name) => `flow.${name}`),
      };
      return runtime.statistics.report({ ...asking, scope: scopeOf(read) });
    },
  },
  {
    path: '/units',
    summary: { zh: '承办单位', en: 'Units' },
    parameters: pointParameters,
    table: unitsTable,
    answer: (runtime, read) => runtime.lists.units(pointOf(read)),
  },
  {
    path: '/units/accountability',
    summary: { zh: '单位考核数字', en: 'Figures by unit' },
    parameters: askingParameters,
    table: figuresTable,
    answer: (runtime, read) =>
      runtime.statistics.report({ figures: usualUnitFigures, ...defined(askingOf(read)), by: ['unit'] }),
  },
  {
    path: '/units/events',
    summary: { zh: '单位沿革', en: 'Units over time' },
    answer: (runtime) => runtime.lists.stream(runtime.lists.streams.unit),
  },
  {
    path: '/posts/events',
    summary: { zh: '任职沿革', en: 'Posts over time' },
    answer: (runtime) => runtime.lists.stream(runtime.lists.streams.post),
  },
  {
    path: '/rule-books/:id/events',
    summary: { zh: '规则沿革', en: 'A rule book over time' },
    answer: async (runtime, _, id) => {
      const stream = await runtime.lists.stream(`rule-book-${id}`);
      if (stream.events.length === 0) throw refuseHttp('rule-book.unknown', { id });
      return stream;
    },
  },
];

const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

const houseRoutes: readonly QueryRoute[] = [
  {
    path: '/activity',
    summary: { zh: '谁在何时做了什么', en: 'Who did what: by person, unit, case, kind and both dates' },
    parameters: {
      ...{ actor: 'text', unit: 'text', case: 'text', stream: 'text', type: 'list' },
      ...{ validFrom: 'day', validTo: 'day', recordedFrom: 'text', recordedTo: 'text' },
      ...{ cursor: 'text', limit: 'limit' },
    },
    table: activityTable,
    answer: async (runtime, { type, limit, ...asked }) => {
      const page = await runtime.activity.find({ ...asked, types: listOf(type), limit: Number(limit ?? 100) });
      return { ...page, lines: page.lines.map((line) => ({ ...line, label: eventLabel(line.type) })) };
    },
  },
  {
    path: '/projections',
    summary: { zh: '投影', en: 'Projections' },
    answer: async (runtime) => ({ projections: await runtime.projector.progress() }),
  },
  {
    path: '/projections/:id',
    summary: { zh: '一个投影', en: 'Where one projection stands now, each of its generations' },
    isLive: true,
    answer: async (runtime, _, id) => {
      const projections = (await runtime.projector.progress()).filter(({ name }) => name === id);
      if (projections.length === 0) throw refuseQuery('projection.unknown', { name: id });
      return { projections };
    },
  },
  {
    path: '/accounts/:id',
    summary: { zh: '账户', en: 'One account' },
    answer: async (runtime, _, id) => {
      await runtime.office.refresh();
      const actor = actorOf(runtime.office.state(account, id));
      if (!actor) throw refuseHttp('account.unknown', { id });
      return { ...actor, revision: runtime.office.revision(`account-${id}`) };
    },
  },
];

/** Every question the API answers; the command line asks the same. */
export const queryRoutes: readonly QueryRoute[] = [
  ...statisticsRoutes,
  ...caseRoutes,
  ...officeRoutes,
  ...briefingRoutes,
  ...houseRoutes,
];
