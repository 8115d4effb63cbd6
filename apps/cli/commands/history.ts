import type { Command } from 'commander';
import type { Inconsistency } from '#libs/cases/inconsistencies.js';
import type { HistoryEntry } from '#libs/cases/history.js';
import type { Speech } from '#apps/api/words/speech.js';
import { print, withClient, type Terminal } from '../terminal.js';
import { at, points, resolveCase, type At } from './cases.js';

interface History {
  readonly entries: readonly HistoryEntry[];
  readonly names: { readonly actors: Names; readonly units: Names };
  readonly inconsistencies: readonly Inconsistency[];
}

type Names = Readonly<Record<string, string>>;

/** `history NUMBER`: who, post, unit, when in force, when recorded, why, old → new. */
export const historyCommand = (program: Command, terminal: Terminal): void => {
  at(program.command('history <number>').description(terminal.say('history')), terminal).action(
    (number: string, _, command: Command) => history(number, terminal, command.optsWithGlobals()),
  );
};

const history = (number: string, terminal: Terminal, options: At): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const id = await resolveCase(client, number, terminal);
    if (!id) return;
    const answer = await client.get<History>(`/cases/${id}/history`, points(options));
    print({ terminal, options }, answer, () => timeline(answer, terminal));
  });

const timeline = ({ entries, names }: History, terminal: Terminal): string => {
  const speech = terminal.speech.knowing(names);
  return entries.map((entry) => entryText(entry, speech, terminal)).join('\n\n');
};

/** A line on who and when, and below it what the event states. */
const entryText = (entry: HistoryEntry, speech: Speech, { say }: Terminal): string => {
  const { seq, on, type, recordedAt, actor, unit, reason, notEvidenced } = entry;
  const by = [speech.actor(actor), unit === undefined ? '' : speech.unit(unit), entry.post ?? ''].filter(Boolean);
  const head = say('history.entry', {
    ...{ seq, event: speech.event(type), on: on ?? '' },
    ...{ minute: speech.minute(recordedAt), by: by.join(' ') },
  });
  const lines = [
    ...factLines(entry, speech),
    ...(reason === undefined ? [] : [`${speech.field('reason')} ${reason}`]),
    ...fateLines(entry, { say }),
    ...(notEvidenced.length > 0 ? [`${speech.field('notEvidenced')} ${notEvidenced.join(speech.mark.list)}`] : []),
  ];
  return [head.trim(), ...lines.map((line) => `    ${line}`)].join('\n');
};

/** The date stands in the head, the reason has a line of its own. */
const elsewhere = new Set([
  'occurredOn',
  'reason',
  'rules',
  'target',
  'targetType',
  'targetVersion',
  'data',
  'fields',
  'digest',
]);

/** First values side by side, each change old → new on a line of its own. */
const factLines = ({ changes }: HistoryEntry, speech: Speech): readonly string[] => {
  const told = changes
    .filter(({ field }) => !elsewhere.has(field))
    .map(({ field, old, new: now }) => ({
      name: speech.field(field),
      before: speech.stated(field, old),
      after: speech.stated(field, now),
    }));
  const stated = told.filter(({ before, after }) => before === '' && after !== '');
  const changed = told.filter(({ before, after }) => before !== '' && before !== after);
  return [
    ...inLines(
      stated.map(({ name, after }) => `${name} ${after}`),
      speech,
    ),
    ...changed.map(({ name, before, after }) => `${name} ${before} → ${after === '' ? '—' : after}`),
  ];
};

const lineWidth = 60;

/** Short facts share a line. */
const inLines = (facts: readonly string[], speech: Speech): readonly string[] => {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    const isJoined = last !== undefined && last.length + fact.length <= lineWidth;
    if (isJoined) lines[lines.length - 1] = `${last}${speech.mark.part}${fact}`;
    else lines.push(fact);
  }
  return lines;
};

/** What became of the event later. */
const fateLines = (
  { target, replacedBy, retractedBy }: HistoryEntry,
  { say }: Pick<Terminal, 'say'>,
): readonly string[] => [
  ...(target === undefined ? [] : [say('history.target', { seq: target.seq })]),
  ...(replacedBy.length > 0 ? [say('history.corrected')] : []),
  ...(retractedBy === undefined ? [] : [say('history.retracted')]),
];
