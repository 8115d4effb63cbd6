import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../support/program.js';
import { answersOf } from './support/answers.js';
import { chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { playedFolder } from './support/played.js';
import { newFolder, opened } from './support/recovered.js';
import { killAll, post, startServer, type Server } from './support/server.js';

afterEach(killAll);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const allOf = (folder: string) => opened(folder, async (log) => (await log.readAll('start', 1_000_000)).events);

describe('a backup under load, restored (D7)', () => {
  it('is a prefix of the live log, and a server goes on from it; its views equal a replay (engine 16)', async () => {
    const luck = chance(seed);
    for (let round = 0; round < rounds({ ci: 1, long: 10 }); round += 1) {
      const [folder, restored] = [await playedFolder(), newFolder()];
      const server = await startServer(folder);
      let isOver = false;
      let next = 0;
      const found = async (at: Server): Promise<number | undefined> => {
        const unit = `u${(next += 1)}`;
        const body = { effectiveFrom: '2000-01-01', unit, name: unit };
        return (await post(at, '/api/v1/units', { key: unit, body }))?.status;
      };
      const writing = Promise.all(
        Array.from({ length: 10 }, async () => {
          while (!isOver) await found(server);
        }),
      );
      await pause(luck.below(500));
      const file = join(restored, 'backup.db');
      const backup = program('dist/apps/cli/main.js', ['backup', file], { LOOKBACK_DATA: folder });
      expect([await backup.ended, backup.said()]).toEqual([0, expect.any(String)]);
      isOver = true;
      await writing;
      await server.kill();
      const place = join(restored, 'folder');
      mkdirSync(place);
      copyFileSync(file, join(place, 'log.db'));
      const [live, kept] = [await allOf(folder), await allOf(place)];
      expect(kept.length).toBeGreaterThan(10);
      expect(kept).toEqual(live.slice(0, kept.length));
      const again = await startServer(place);
      expect(await found(again)).toBe(200);
      await again.kill();
      const { before, after } = await answersOf(place);
      expect(after).toBe(before);
      for (const gone of [folder, restored]) rmSync(gone, { recursive: true });
    }
  });
});
