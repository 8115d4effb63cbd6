import type { ActivityPage } from '#apps/runtime/queries/activity.js';
import type { FactDifference } from '#apps/runtime/queries/case-differences.js';
import type { CaseInconsistency } from '#apps/runtime/queries/inconsistencies.js';
import type { Inconsistency } from '#libs/cases/inconsistencies.js';
import type { IdentityResult } from '#libs/statistics/identities.js';
import type { Speech } from '../words/speech.js';
import type { Table } from './table.js';

/** Who did what, line by line; the stream says what it is about. */
export const activityTable = ({ lines, names }: ActivityPage, speech: Speech): Table => {
  const told = speech.knowing(names);
  const columns = ['seq', 'on', 'recorded', 'who', 'unit', 'what', 'about'] as const;
  return {
    columns: columns.map((name) => told.column(name)),
    rows: lines.map(({ seq, on, recordedAt, actor, unit, type, stream }) => [
      ...[seq, on, told.minute(recordedAt), told.actor(actor)],
      ...[unit === null ? null : told.unit(unit), told.event(type), aboutText(stream, names)],
    ]),
  };
};

/** A case by its number and title, any other stream by its name. */
const aboutText = (stream: string, { cases }: ActivityPage['names']): string => {
  const name = stream.replace(/^[^-]*-/, '');
  const found = cases[name.replace(/^case-/, '')];
  return found ? `${found.number} ${found.title}` : name;
};

/** What two readings of a case state differently. */
export const caseDiffTable = (
  { differences, units }: { differences: readonly FactDifference[]; units: Readonly<Record<string, string>> },
  words: Speech,
): Table => {
  const speech = words.knowing({ units });
  const columns = ['fact', 'before', 'after', 'events'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: differences.map(({ grain, field, key, old, new: now, events }) => [
      grain === 'case' ? speech.fact(field) : `${speech.grain(grain)} ${keyText(key, speech)} ${speech.fact(field)}`,
      speech.value(field, old),
      speech.value(field, now),
      events.map(({ seq, type }) => `${seq} ${speech.event(type)}`).join('\n'),
    ]),
  };
};

/** A unit or a round by its name; ids are for programs. */
const keyText = (key: string, speech: Speech): string => (/[0-9a-f]{8}-/.test(key) ? '' : speech.unit(key));

type Mark = Inconsistency['event'];

const markText = ({ seq, type, on }: Mark, speech: Speech): string => `${seq} ${speech.event(type)} ${on}`;

const whyText = (why: Inconsistency['why'], speech: Speech): string => {
  const words = { needs: ['缺少所依据的事实', 'rests on nothing'], contradicts: ['相互矛盾', 'contradicts'] } as const;
  return words[why][speech.isChinese ? 0 : 1];
};

export const inconsistencyRows = (found: readonly Inconsistency[], speech: Speech): Table['rows'] =>
  found.map(({ why, event, other }) => [
    markText(event, speech),
    whyText(why, speech),
    other ? markText(other, speech) : null,
  ]);

export const inconsistenciesTable = (
  { inconsistencies }: { inconsistencies: readonly CaseInconsistency[] },
  speech: Speech,
): Table => {
  const columns = ['number', 'title', 'event', 'why', 'other'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: inconsistencies.flatMap(({ number, title, ...pair }) =>
      inconsistencyRows([pair], speech).map((row) => [number, title, ...row]),
    ),
  };
};

export const identitiesTable = ({ answer }: { answer: readonly IdentityResult[] }, speech: Speech): Table => {
  const columns = ['code', 'name', 'holds', 'left', 'right', 'cases'] as const;
  return {
    columns: columns.map((name) => speech.column(name)),
    rows: answer.map(({ id, name, holds, left, right, cases }) => [
      ...[id, name[speech.language], speech.value('', holds)],
      ...[left, right, cases.length > 0 ? cases.length : null],
    ]),
  };
};
