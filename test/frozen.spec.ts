import { globSync, readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { followingProjections } from '#projections/index.js';
import { sha256 } from '#libs/kernel/ids.js';
import { frozenFiles, frozenText } from './frozen/files.js';
import { officeOf, type FrozenOffice } from './frozen/office-of.js';
import { readingsOf, type Asked } from './frozen/readings.js';

/** `log-0.1.jsonl` → `0.1`. */
const releases = globSync('test/fixtures/log-*.jsonl')
  .map((file) => /log-(.+)\.jsonl$/.exec(file)![1]!)
  .sort();

type Frozen = { readonly asked: Asked; readonly views: Readonly<Record<string, unknown>> } & Readonly<
  Record<string, unknown>
>;

const changelog = readFileSync('CHANGELOG.md', 'utf8');
const sums = JSON.parse(readFileSync('test/fixtures/sums.json', 'utf8')) as Readonly<Record<string, string>>;

it('there is a frozen log of every release that had one (engine 38)', () => {
  expect(releases).toContain('0.1');
  for (const release of releases) expect(changelog).toContain(`## ${release}.`);
});

it('what was frozen stays as it was frozen (engine 38)', () => {
  const files = releases.flatMap((release) => Object.values(frozenFiles(release)));
  expect(Object.fromEntries(files.map((file) => [file, sha256(readFileSync(file))]))).toEqual(sums);
});

jest.setTimeout(60_000);

describe.each(releases)('the log of release %s', (release) => {
  const files = frozenFiles(release);
  const frozen = JSON.parse(readFileSync(files.readings, 'utf8')) as Frozen;
  let office: FrozenOffice;

  beforeAll(async () => {
    office = await officeOf(files.log);
  }, 60_000);
  afterAll(() => office.close());

  it('is read by this release, and moves no issued briefing: a new program restates nothing (semantics 49)', async () => {
    await office.runtime.settle();
    const lines = readFileSync(files.log, 'utf8').trimEnd().split('\n');
    expect((await office.events()).length).toBe(lines.length);
  });

  it('goes out as it came in, byte for byte', async () => {
    expect(`${(await office.exported()).join('\n')}\n`).toBe(readFileSync(files.log, 'utf8'));
  });

  it('gives the readings that were frozen, byte for byte (semantics 4, engine 38)', async () => {
    const found = await readingsOf(office.runtime, await office.events(), frozen.asked);
    const { views: _found, ...readings } = found;
    const { release: _release, asked: _asked, views: _views, ...expected } = frozen;
    expectSameText(readings, expected);
  });

  it('builds the counters that were frozen; a raised version is named in the changelog (engine 24, 38)', async () => {
    const { views } = await readingsOf(office.runtime, await office.events(), frozen.asked);
    const held = views as Readonly<Record<string, unknown>>;
    const raised = Object.keys(frozen.views).filter((view) => !(view in held));
    const now = new Map(followingProjections().map(({ name, version }) => [name, `${name}@${version}`]));
    for (const view of raised) expect(changelog).toContain(now.get(view.replace(/@.*/, '')) ?? `${view} removed`);
    const kept = Object.entries(frozen.views).filter(([view]) => view in held);
    expectSameText(held, Object.fromEntries(kept));
  });
});

/** The lines that differ, few of them; then the whole. */
const expectSameText = (found: unknown, frozen: unknown): void => {
  const [now, then] = [frozenText(found), frozenText(frozen)];
  const [lines, expected] = [now.split('\n'), then.split('\n')];
  const places = [...lines.keys()].filter((line) => lines[line] !== expected[line]).slice(0, 10);
  expect(places.map((line) => `${line + 1}: ${lines[line]}`)).toEqual(
    places.map((line) => `${line + 1}: ${expected[line]}`),
  );
  expect(now === then).toBe(true);
};
