import { rmSync } from 'node:fs';
import { chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { opened } from './support/recovered.js';
import { killAll, post, startServer, type Server } from './support/server.js';
import { answersOf } from './support/answers.js';
import { playedFolder } from './support/played.js';

const writers = 10;

/** A unit is founded by one command; its id is its key, so that a repeat is the same command. */
const found = (server: Server, unit: string) =>
  post(server, '/api/v1/units', { key: unit, body: { effectiveFrom: '2000-01-01', unit, name: `单位 ${unit}` } });

const register = (server: Server, number: string) =>
  post(server, '/api/v1/cases', {
    key: `case-${number}`,
    body: {
      occurredOn: '2015-02-10',
      level: 'district',
      kind: 'suggestion',
      body: '闵行区人大',
      term: 5,
      session: 4,
      sitting: 'in-session',
      number,
      title: '关于一件事的建议',
      proposers: ['代表甲'],
    },
  });

interface Tally {
  readonly sent: Set<string>;
  readonly acknowledged: Set<string>;
}

/** One writer: goes on until the server is gone; what it asked for is noted before, what was answered after. */
const writeOn = async (server: Server, names: () => string, { sent, acknowledged }: Tally): Promise<void> => {
  for (;;) {
    const name = names();
    sent.add(name);
    const answer = await (name.startsWith('u') ? found(server, name) : register(server, name));
    if (!answer) return;
    if (answer.status < 300) acknowledged.add(name);
  }
};

afterEach(killAll);

describe('kill -9 of the server under ten writers (D1)', () => {
  it('every acknowledged command is there once; unknown outcomes retried with their keys settle; views equal a replay', async () => {
    const folder = await playedFolder();
    const luck = chance(seed);
    const tally: Tally = { sent: new Set(), acknowledged: new Set() };
    let next = 0;
    const names = () => `${(next += 1) % 2 === 0 ? 'u' : 'c'}${next}`;
    try {
      for (let round = 0; round < rounds({ ci: 60, long: 1_000 }); round += 1) {
        const server = await startServer(folder);
        const writing = Array.from({ length: writers }, () => writeOn(server, names, tally));
        setTimeout(() => void server.kill(), 150 + luck.below(700));
        await Promise.all(writing);
        await server.kill();
      }
      const server = await startServer(folder);
      for (const name of tally.sent) {
        const again = await (name.startsWith('u') ? found(server, name) : register(server, name));
        expect([name, again?.status]).toEqual([name, name.startsWith('u') ? 200 : 201]);
      }
      await server.kill();
      const { before, after } = await answersOf(folder);
      expect(after).toBe(before);
      await opened(folder, async (log) => {
        const { events } = await log.readAll('start', 10_000_000);
        const founded = events
          .filter(({ type }) => type === 'UnitFounded')
          .map(({ data }) => (data as { unit: string }).unit);
        const registered = events
          .filter(({ type }) => type === 'CaseRegistered')
          .map(({ data }) => (data as { number: string }).number);
        const all = [...founded, ...registered].filter((name) => tally.sent.has(name));
        expect(new Set(all).size).toBe(all.length);
        expect([...tally.sent].filter((name) => !all.includes(name))).toEqual([]);
        expect(tally.acknowledged.size).toBeGreaterThan(0);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
