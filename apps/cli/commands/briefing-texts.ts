import type { AnnualSummaries } from '#apps/runtime/briefing/annual-summary.js';
import type { MovedCase } from '#apps/runtime/briefing/difference.js';
import { groundWords } from '#apps/runtime/briefing/mentions.js';
import type { BriefingQueries } from '#apps/runtime/briefing/queries.js';
import type { OfficeLists } from '#apps/runtime/queries/office-lists.js';
import type { Point } from '#apps/runtime/queries/point.js';
import { briefingsTable } from '#apps/api/tables/office-tables.js';
import { figureName } from '#apps/api/tables/report-table.js';
import type { Cell } from '#apps/api/tables/table.js';
import type { ColumnName } from '#apps/api/words/column-labels.js';
import type { FigureChange } from '#libs/office/briefing-bodies.js';
import type { Figure } from '#libs/office/briefing-events.js';
import type { Report } from '#libs/statistics/report.js';
import { tableText, type Terminal } from '../terminal.js';
import { reportText } from './statistics.js';

type Answer<F extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>;

/** At what a briefing reads. */
export interface BriefingReading {
  readonly validAt: string;
  readonly knownAt: number;
}

interface Shown extends BriefingReading {
  readonly isIssued: boolean;
  readonly absent?: string;
  readonly figures?: readonly Figure[];
  readonly restatement?: { readonly changes: readonly FigureChange[] } | null;
}

/** What the API answers, as the command line prints it. */
export interface Answers {
  readonly list: Answer<OfficeLists['briefings']>;
  readonly show: Shown;
  readonly units: Answer<OfficeLists['units']>;
  readonly draft: Answer<BriefingQueries['draft']>;
  readonly check: Answer<BriefingQueries['check']>;
  readonly fields: Answer<BriefingQueries['fields']>;
  readonly diff: Answer<BriefingQueries['diff']>;
  readonly restatements: Answer<BriefingQueries['restatements']>;
  readonly annual: Answer<AnnualSummaries['summary']>;
  readonly book: Report & { readonly known: Point };
}

const tabled = (names: readonly ColumnName[], rows: readonly (readonly Cell[])[], terminal: Terminal): string =>
  rows.length === 0 ? '' : tableText({ columns: names.map((name) => terminal.speech.column(name)), rows }, terminal);

const paragraphs = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

const scopeText = (scope: Readonly<Record<string, string>>, { speech }: Terminal): string =>
  Object.entries(scope)
    .map(([name, value]) => speech.value(name, value))
    .join(' · ');

const fraction = ({ numerator, denominator }: { numerator: number; denominator?: number }): string =>
  denominator === undefined ? String(numerator) : `${numerator}/${denominator}`;

const list = (answer: Answers['list'], terminal: Terminal): string => {
  const drafts = answer.drafts.map(({ briefing, kind, occurredOn, validAt, knownAt }) => [
    ...[briefing, terminal.speech.value('briefing', kind), occurredOn, validAt, knownAt],
  ]);
  const open = tabled(['briefing', 'type', 'on', 'validAt', 'knownAt'], drafts, terminal);
  const issued = tableText(briefingsTable(answer, terminal.speech), terminal);
  return paragraphs(issued, open === '' ? '' : `${terminal.say('briefing.drafted')}\n${open}`);
};

const show = ({ validAt, knownAt, absent = '', figures = [], restatement }: Shown, terminal: Terminal): string => {
  const rows = figures.map(({ id, scope, ...value }) => [
    ...[figureName(id, terminal.speech), scopeText(scope, terminal), fraction(value)],
  ]);
  return paragraphs(
    terminal.say('title.issued', { validAt, knownAt }),
    absent,
    restatement ? terminal.say('briefing.restated', { count: restatement.changes.length }) : '',
    tabled(['figure', 'group', 'value'], rows, terminal),
  );
};

const groundIn = (rule: string, { language }: Terminal): string => groundWords[rule]?.[language] ?? rule;

const draft = (answer: Answers['draft'], terminal: Terminal): string => {
  const { blocks, mentions, proposals, validAt, knownAt } = answer;
  const words = blocks.map(
    ({ block, heading = block, text, edited }) => `【${heading}】${block}${edited === undefined ? '' : ' *'}\n${text}`,
  );
  const isConfirmed = (as: string, unit: string) => mentions.some((each) => each.as === as && each.unit === unit);
  const rows = proposals.map(({ as, unit, grounds }) => [
    terminal.say(`briefing.as.${as}`),
    terminal.speech.unit(unit),
    grounds
      .map(({ rule, evidence }) => `${groundIn(rule, terminal)} ${evidence.map(({ number }) => number).join(' ')}`)
      .join('\n'),
    isConfirmed(as, unit) ? '✓' : '',
  ]);
  const head = terminal.say('title.issued', { validAt, knownAt });
  return paragraphs(head, words.join('\n'), tabled(['type', 'unit', 'why', 'state'], rows, terminal));
};

type Issue = Extract<Answers['check'], { isIssued: true }>;

/** How the frozen pages of an issue stand. */
export const content = ({ briefing, content: pages }: Issue, { say }: Terminal): string =>
  pages
    ? say(`briefing.content.${pages.state}`, { briefing, digest: pages.digest })
    : say('briefing.content.absent', { briefing });

const check = (found: Answers['check'], terminal: Terminal): string => {
  const { say, language } = terminal;
  if (found.isIssued) return content(found, terminal);
  const { identities, failed, unfounded, importsOpen, isStale, missingGlyphs, mayIssue } = found;
  const rows = identities.map(({ name, holds, left, right, cases }) => [
    ...[name[language], holds ? '✓' : '✗', left, right, cases.slice(0, 10).join('\n')],
  ]);
  const glyphs = missingGlyphs.map(({ character, code, font, place }) => `${character} ${code} ${font} ${place}`);
  const blocking = [...failed, ...unfounded, ...importsOpen, ...(isStale ? [say('briefing.stale')] : [])];
  return paragraphs(
    tabled(['name', 'holds', 'left', 'right', 'case'], rows, terminal),
    glyphs.join('\n'),
    mayIssue ? say('briefing.mayIssue') : say('briefing.blocked', { by: blocking.join('、') }),
  );
};

const fields = ({ fields: named }: Answers['fields'], terminal: Terminal): string =>
  tabled(
    ['code', 'name', 'value'],
    named.map(({ name, zh, text }) => [`{${name}}`, zh, text]),
    terminal,
  );

/** 「+0624 答复 #1017」: the case that came or went, and the events that moved it. */
const movedCase = ({ case: id, number, change, events }: MovedCase, { speech }: Terminal): string => {
  const why = events.map(({ seq, type }) => `${speech.event(type)} #${seq}`).join(' ');
  return `${change === 'entered' ? '+' : '−'}${number === '' ? id.slice(0, 8) : number} ${why}`;
};

const diff = ({ figures, previous }: Answers['diff'], terminal: Terminal): string => {
  const rows = figures.map(({ figure, scope, before, after, cases }) => [
    ...[figureName(figure, terminal.speech), scopeText(scope, terminal), fraction(before), fraction(after)],
    cases.map((each) => movedCase(each, terminal)).join('\n'),
  ]);
  return paragraphs(previous ?? '', tabled(['figure', 'group', 'before', 'after', 'events'], rows, terminal));
};

const restatements = ({ open, restatements: stated }: Answers['restatements'], terminal: Terminal): string => {
  if (!open) return terminal.say(stated.length === 0 ? 'briefing.asIssued' : 'briefing.asIssuedAgain');
  const rows = open.changes.map(({ figure, scope, issued, now }) => [
    ...[figureName(figure, terminal.speech), scopeText(scope, terminal), fraction(issued), fraction(now)],
  ]);
  return paragraphs(open.text ?? '', tabled(['figure', 'group', 'before', 'after'], rows, terminal));
};

const annual = ({ sentences }: Answers['annual']): string => {
  const blocks = [...new Set(sentences.map(({ heading }) => heading))];
  return blocks
    .map((heading) => {
      const own = sentences.filter((sentence) => sentence.heading === heading);
      return [`【${heading}】`, ...own.map(({ text }) => text)].join('\n');
    })
    .join('\n');
};

export const briefingTexts = { list, show, draft, check, fields, diff, restatements, annual, book: reportText };
