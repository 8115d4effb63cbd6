import { rmSync } from 'node:fs';
import { chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { playedFolder } from './support/played.js';
import { opened } from './support/recovered.js';
import { killAll, post, startServer, type Server } from './support/server.js';

afterEach(killAll);

const found = async (server: Server, unit: string) =>
  post(server, '/api/v1/units', { key: unit, body: { effectiveFrom: '2000-01-01', unit, name: unit } });

const reads = async ({ address, token }: Server): Promise<number> =>
  (await fetch(`${address}/api/v1/units`, { headers: { authorization: `Bearer ${token}` } })).status;

/** One command after the other until the disk was full and has room again: what each came to. */
const told = async (server: Server): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (let at = 0; at < 2_000 && !(codes.includes('log.full') && codes.at(-1) === 'stored'); at += 1) {
    const answer = await found(server, `u${at}`);
    codes.push(
      answer?.status === 200 ? 'stored' : ((answer?.body as { code?: string } | undefined)?.code ?? 'nothing'),
    );
    expect(await reads(server)).toBe(200);
  }
  return codes;
};

describe('a disk that is full, and then has room again (D5)', () => {
  it('reads go on, and writes resume without a restart; nothing is acknowledged that is absent (engine 14)', async () => {
    const luck = chance(seed);
    for (let round = 0; round < rounds({ ci: 1, long: 20 }); round += 1) {
      const folder = await playedFolder();
      const from = 40 + luck.below(60);
      const inject = `inject=pwrite64:error=ENOSPC:when=${from}..${from + 20 + luck.below(60)}`;
      const paths = ['-P', `${folder}/log.db`, '-P', `${folder}/log.db-wal`];
      const server = await startServer(folder, ['strace', '-f', '-qq', '-o', '/dev/null', ...paths, '-e', inject]);
      // The views of the first start are there before the disk fills.
      while ((await reads(server)) !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
      const codes = await told(server);
      expect([inject, [...new Set(codes)]]).toEqual([inject, ['stored', 'log.full']]);
      expect((await found(server, 'afterwards'))?.status).toBe(200);
      await server.kill();
      const stored = codes.flatMap((code, at) => (code === 'stored' ? [`u${at}`] : []));
      await opened(folder, async (log) => {
        const { events } = await log.readAll('start', 1_000_000);
        const founded = events.filter(({ type }) => type === 'UnitFounded');
        const units = founded.map(({ data }) => (data as { unit: string }).unit);
        expect([...stored, 'afterwards'].filter((unit) => !units.includes(unit))).toEqual([]);
        expect(new Set(units).size).toBe(units.length);
      });
      rmSync(folder, { recursive: true });
    }
  });
});
