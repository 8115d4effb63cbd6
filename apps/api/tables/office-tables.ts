import type { OfficeLists } from '#apps/runtime/queries/office-lists.js';
import type { Speech } from '../words/speech.js';
import type { Table } from './table.js';

type Answer<N extends 'register' | 'campaigns' | 'briefings' | 'units'> = Awaited<ReturnType<OfficeLists[N]>>;

/** `MeetingHeld.portfolio`: a type of entry, or a type of meeting. */
const entryType = (type: string, speech: Speech): string => {
  const [event = '', kind] = type.split('.');
  if (kind === undefined) return speech.event(event);
  const named = kind === 'units' ? speech.column('unit') : speech.value('meetingType', kind);
  return `${speech.event(event)}${speech.mark.colon}${named}`;
};

export const registerCountsTable = ({ counts }: Pick<Answer<'register'>, 'counts'>, speech: Speech): Table => ({
  columns: [speech.column('type'), speech.column('count')],
  rows: Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => [entryType(type, speech), count]),
});

type Entry = Answer<'register'>['entries'][number];

/** What an entry is about, whatever its type. */
const subjectOf = ({ data }: Entry, speech: Speech): string => {
  const { title, units, text, by } = data as unknown as Readonly<Record<string, unknown>>;
  return [title, text, units && speech.value('units', units), by].filter((each) => typeof each === 'string').join(' ');
};

/** The chair, the leader, whom an article went to. */
const whoOf = ({ data }: Entry): string => {
  const { chair, leader, to } = data as unknown as Readonly<Record<string, unknown>>;
  return [chair, leader, to].filter((each) => typeof each === 'string').join(' ');
};

export const registerTable = (answer: Answer<'register'>, speech: Speech): Table => {
  const told = speech.knowing({ units: answer.units });
  const columns = ['on', 'type', 'matter', 'who', 'seq'] as const;
  return {
    columns: columns.map((name) => told.column(name)),
    rows: answer.entries.map((entry) => {
      const kind = (entry.data as { meetingType?: string }).meetingType;
      return [
        entry.on,
        entryType(kind ? `${entry.type}.${kind}` : entry.type, told),
        subjectOf(entry, told),
        whoOf(entry),
        entry.seq,
      ];
    }),
  };
};

export const campaignsTable = ({ campaigns }: Answer<'campaigns'>, speech: Speech): Table => {
  const columns = ['campaign', 'name', 'trigger', 'opened', 'closed', 'cases'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: campaigns.map(({ campaign, title, trigger, occurredOn, closedOn, scope }) => [
      ...[campaign, title, trigger, occurredOn, closedOn],
      scope.length,
    ]),
  };
};

export const briefingsTable = ({ briefings }: Answer<'briefings'>, speech: Speech): Table => {
  const columns = ['briefing', 'type', 'period', 'issued', 'validAt', 'knownAt', 'figures', 'restated'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: briefings.map(({ briefing, kind, period, occurredOn, validAt, knownAt, figures, restatement }) => [
      ...[briefing, speech.value('briefing', kind), period ?? null, occurredOn, validAt],
      ...[knownAt, figures, restatement?.changes.length ?? null],
    ]),
  };
};

export const unitsTable = ({ units }: Answer<'units'>, speech: Speech): Table => ({
  columns: [speech.column('code'), speech.column('name')],
  rows: units.map(({ unit, name }) => [unit, name]),
});
