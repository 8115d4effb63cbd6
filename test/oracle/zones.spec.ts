import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { FactColumns } from '#libs/statistics/columns.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { plainOffice } from '#libs/statistics/office-reading.js';
import { report } from '#libs/statistics/report.js';
import { caseFacts } from '#projections/case-facts/case-facts.js';
import { questionOf } from './questions.js';
import { historyOf } from './random/history.js';
import { seed, sequence, strokes } from './random/stroke.js';

jest.setTimeout(240_000);

interface Asked {
  readonly events: readonly object[];
  readonly points: readonly object[];
}

const { digestOf } = (await import(new URL('readings-digest.mjs', import.meta.url).href)) as {
  digestOf(program: object, asked: Asked): Promise<string>;
};

const asked: readonly Asked[] = fc
  .sample(fc.tuple(strokes(), sequence(4)), { seed, numRuns: 12 })
  .map(([story, asks]) => {
    const events = historyOf(story);
    return {
      events,
      points: asks.map((ask) => ({ ...questionOf(events, ask), window: { from: questionOf(events, ask).from } })),
    };
  });

/** The compiled program in a process of its own. */
const digestsIn = (env: Readonly<Record<string, string>>): readonly string[] =>
  JSON.parse(
    execFileSync(process.execPath, ['test/oracle/readings-digest.mjs'], {
      input: JSON.stringify(asked),
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      maxBuffer: 1 << 26,
    }).toString(),
  ) as readonly string[];

let here: readonly string[];

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs']);
  const program = { caseFacts, FactColumns, report, plainOffice, figures: definitions.map(figureId) };
  here = await Promise.all(asked.map((each) => digestOf(program, each)));
});

const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'];
const locales = ['C', 'zh_CN.UTF-8'];

it.each(zones.flatMap((TZ) => locales.map((LC_ALL) => ({ TZ, LC_ALL, LANG: LC_ALL }))))(
  'the same log gives the same bytes in another process under $TZ and $LC_ALL (semantics 4)',
  (env) => {
    expect(digestsIn(env)).toEqual(here);
  },
);
