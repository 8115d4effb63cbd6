import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { knownTypes } from '#apps/runtime/catalog.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId } from '#libs/statistics/definitions/definition.js';
import { sha256 } from '#libs/kernel/ids.js';
import { followingProjections } from '#projections/index.js';
import { frozenFiles, frozenText, sumsFile } from './files.js';
import { officeOf } from './office-of.js';
import { pointsOf, readingsOf, type Asked } from './readings.js';
import { story } from './story.js';
import { playScenes } from './teller.js';

// Not a test: `npm run freeze -- 0.2` runs this file in Jest, which compiles the sources, and it writes two fixtures.

/** Types that a frozen log cannot hold: a process that knows less would have to refuse it (engine 33). */
const leftOut = ['SchemaRaised'];

it(`freezes a log and its readings for release ${process.env['FREEZE'] ?? '?'}`, async () => {
  const release = process.env['FREEZE'] ?? '';
  if (!/^\d+\.\d+$/.test(release)) throw new Error('name the release: npm run freeze -- 0.2');
  const files = frozenFiles(release);
  const standing = Object.values(files).filter((file) => existsSync(file));
  if (standing.length > 0)
    throw new Error(`${standing.join(', ')}: frozen for good, give the next release another number`);

  const office = await officeOf();
  try {
    await playScenes(story(), office);
    const told = new Set((await office.events()).map(({ type }) => type));
    expect(knownTypes.filter((type) => !told.has(type) && !leftOut.includes(type))).toEqual([]);
    writeFileSync(files.log, `${(await office.exported()).join('\n')}\n`);
    writeFileSync(
      files.readings,
      frozenText({ release, ...(await readAnew(files.log, await everythingToAsk(office))) }),
    );
  } finally {
    await office.close();
  }
  const sums = existsSync(sumsFile) ? (JSON.parse(readFileSync(sumsFile, 'utf8')) as object) : {};
  const own = Object.values(files).map((file) => [file, sha256(readFileSync(file))]);
  writeFileSync(sumsFile, `${JSON.stringify({ ...sums, ...Object.fromEntries(own) }, null, 2)}\n`);
}, 120_000);

/** Read as a later release will: from the file. */
const readAnew = async (file: string, asked: Asked) => {
  const office = await officeOf(file);
  try {
    await office.runtime.settle();
    return { asked, ...(await readingsOf(office.runtime, await office.events(), asked)) };
  } finally {
    await office.close();
  }
};

const everythingToAsk = async ({ runtime, events }: Awaited<ReturnType<typeof officeOf>>): Promise<Asked> => {
  const { validAt, knownAt } = pointsOf(await events()).at(-1)!;
  const identities = await runtime.statistics.identities({ validAt, knownAt: String(knownAt), from: '2015-11-01' });
  return {
    definitions: definitions.map(figureId),
    identities: identities.answer.map(({ id }) => id),
    views: followingProjections().map(
      ({ name, version, collections }) => [name, version, collections[0]!.name] as const,
    ),
  };
};
