import { pointOf, pointParameters } from './parameters.js';
import type { QueryRoute } from './query-route.js';
import { briefingsTable } from './tables/office-tables.js';

/** What is asked of briefings; what is done to them stands in the table of commands. */
export const briefingRoutes: readonly QueryRoute[] = [
  {
    path: '/briefings',
    summary: { zh: '通报', en: 'Briefings: drafted and issued' },
    parameters: pointParameters,
    table: briefingsTable,
    answer: (runtime, read) => runtime.lists.briefings(pointOf(read)),
  },
  {
    path: '/briefings/:id',
    summary: { zh: '一期通报', en: 'One briefing' },
    answer: (runtime, _, id) => runtime.lists.briefing(id),
  },
  {
    path: '/briefings/:id/draft',
    summary: { zh: '草稿：文字、数字、建议的表扬和批评', en: 'The draft: words, numbers, what the rules propose' },
    answer: (runtime, _, id) => runtime.briefings.draft(id),
  },
  {
    path: '/briefings/:id/fields',
    summary: { zh: '文字可引用的数字', en: 'The numbers its words may name' },
    answer: (runtime, _, id) => runtime.briefings.fields(id),
  },
  {
    path: '/briefings/:id/check',
    summary: { zh: '印发前核对', en: 'Identities and whatever else stands in the way of issuing' },
    answer: (runtime, _, id) => runtime.briefings.check(id),
  },
  {
    path: '/briefings/:id/praise',
    summary: { zh: '建议的表扬及依据', en: 'Whom the rules praise, by which cases' },
    answer: (runtime, _, id) => runtime.briefings.proposals(id, 'praise'),
  },
  {
    path: '/briefings/:id/criticism',
    summary: { zh: '建议的点名批评及依据', en: 'Whom the rules criticise, by which cases' },
    answer: (runtime, _, id) => runtime.briefings.proposals(id, 'criticism'),
  },
  {
    path: '/briefings/:id/diff',
    summary: { zh: '与上期比', en: 'Against the issue before: every figure that moved, by cases and events' },
    answer: (runtime, _, id) => runtime.briefings.diff(id),
  },
  {
    path: '/briefings/:id/restatements',
    summary: { zh: '更正', en: 'What became of its figures since, in words' },
    answer: (runtime, _, id) => runtime.briefings.restatements(id),
  },
  {
    path: '/briefing-lists/:id',
    summary: { zh: '清单', en: 'A list briefings count: slow, overdue, vague …' },
    parameters: { ...pointParameters, from: 'day' },
    answer: (runtime, read, id) => runtime.briefings.list(id, { ...pointOf(read), from: read['from'] }),
  },
  {
    path: '/annual-summaries/:id',
    summary: { zh: '年度总结的统计语句', en: 'The sentences of a year, each figure linked' },
    parameters: pointParameters,
    answer: (runtime, read, id) => runtime.annual.summary(id, pointOf(read)),
  },
];
