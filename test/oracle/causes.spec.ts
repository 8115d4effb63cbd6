import { jest } from '@jest/globals';
import fc from 'fast-check';
import { causesOf, type CauseSources } from '#apps/runtime/queries/causes.js';
import { caseTables } from '#libs/statistics/case-tables.js';
import { compare, type Side } from '#libs/statistics/compare.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { drill } from '#libs/statistics/drill.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory } from '#libs/kernel/history.js';
import { columnsOf, officeOf, officeReading } from './engine.js';
import { questionOf, type Question } from './questions.js';
import { historyOf } from './random/history.js';
import { holds } from './random/holds.js';
import { seed, sequence, strokes } from './random/stroke.js';

jest.setTimeout(600_000);
console.info(`cause laws: SEED=${seed}`);
Error.stackTraceLimit = 0;

const figures = ['received', 'N1', 'stock', 'stage', 'N3', 'N4b', 'N5i', 'N6f', 'N11c', 'N16', 'N17', 'N21/reminders'];

const sourcesOf = (events: readonly RecordedEvent[]): CauseSources => {
  const of = (stream: string) => events.filter((event) => event.stream === stream);
  return {
    events: { readStream: async (stream: string) => ({ revision: 0, events: of(stream) }) },
    office: { events: (name: string) => of(`lookback-${name}`) },
    prefix: 'lookback',
    jurisdiction: 'shanghai',
  } as unknown as CauseSources;
};

const sideAt = (events: readonly RecordedEvent[], { mapping: _mapping, from: _from, ...question }: Question): Side => {
  const { reading, policies } = officeReading(officeOf(events), question);
  return { office: reading, request: { ...question, figures, policies } };
};

const explained = async (events: readonly RecordedEvent[], [before, after]: readonly [Question, Question]) => {
  const columns: FactColumns = await columnsOf(events);
  const sides = { before: sideAt(events, before), after: sideAt(events, after) };
  const comparison = compare(columns, sides.before, sides.after);
  return { comparison, causes: await causesOf(comparison, { ...sides, columns }, sourcesOf(events)) };
};

it('what entered and left makes up the difference, in every part of every figure (semantics 4)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(2), async (story, [one, other]) => {
    const events = historyOf(story);
    const first = questionOf(events, one!);
    const { comparison } = await explained(events, [
      first,
      { ...questionOf(events, other!), by: first.by, scope: first.scope },
    ]);
    for (const { id, difference, moves, after } of comparison.total) {
      if (after?.numerator === null || after?.of !== undefined) continue;
      for (const [part, by] of Object.entries(difference)) {
        const mine = moves.filter((move) => move.part === part);
        const net = mine.reduce((sum, { change }) => sum + (change === 'entered' ? 1 : -1), 0);
        expect({ id, part, net }).toEqual({ id, part, net: by });
      }
    }
  });
  await holds(property, 120);
});

it('the rows of a case alone answer what the whole table answers about it (engine 27)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(1), async (story, [one]) => {
    const events = historyOf(story);
    const columns = await columnsOf(events);
    const { office, request } = sideAt(events, questionOf(events, one!));
    const opening = (figure: string, by: FactColumns, id: string) =>
      drill(by, office, { asked: { ...request, scope: { ...request.scope, case: id } }, opened: { figure } });
    const ids = [...new Set(events.map(({ stream }) => stream))].flatMap((stream) => stream.split('-case-')[1] ?? []);
    const tables = caseTables(columns, ids);
    for (const id of ids)
      for (const figure of definitions.filter(({ flow }) => !flow).map(figureId))
        expect([id, figure, opening(figure, tables(id), id)]).toEqual([id, figure, opening(figure, columns, id)]);
  });
  await holds(property, 20);
});

it('between two positions of one day, every move has a cause, and each cause was told between them (semantics 49)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(2), async (story, [one, other]) => {
    const events = historyOf(story);
    const after = questionOf(events, one!);
    const knownAt = 1 + (other!.a % after.knownAt);
    const { causes } = await explained(events, [{ ...after, knownAt }, after]);
    for (const { events: found, ...move } of causes) {
      expect({ move, found }).not.toEqual({ move, found: [] });
      found.forEach(({ seq, id }) => {
        expect(seq).toBeGreaterThan(knownAt);
        expect(seq).toBeLessThanOrEqual(after.knownAt);
        expect(events[seq - 1]!.id).toBe(id);
      });
    }
  });
  await holds(property, 120);
});

it('between two days at one position, every case event that is a cause happened between them (semantics 25)', async () => {
  const property = fc.asyncProperty(strokes(), sequence(2), async (story, [one, other]) => {
    const events = historyOf(story);
    const [a, b] = [questionOf(events, one!), questionOf(events, other!)];
    const [before, after] =
      a.validAt < b.validAt
        ? [
            { ...a, validAt: a.validAt },
            { ...a, validAt: b.validAt },
          ]
        : [{ ...a, validAt: b.validAt }, a];
    const { causes } = await explained(events, [before, after]);
    const { knownAt } = after;
    for (const { events: found, case: id } of causes)
      for (const cause of found.filter(({ stream }) => stream.includes('-case-'))) {
        const own = effectiveHistory(
          events.filter(({ stream }) => stream === `lookback-case-${id}`),
          { knownAt },
        );
        const { on } = own.find((event) => event.id === cause.id)!;
        expect([on > before.validAt, on <= after.validAt]).toEqual([true, true]);
      }
  });
  await holds(property, 80);
});
