import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chance, type Chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { newFolder } from './support/recovered.js';
import { answersOf } from './support/answers.js';
import { playedFolder } from './support/played.js';

/** Projects in a process of its own and kills it after some milliseconds. @returns whether it came to its end before */
const projectAndKill = (folder: string, { page, after }: { page: number; after: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['test/faults/support/projecting-child.mjs', folder, String(page)], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.startsWith('READY')) setTimeout(() => child.kill('SIGKILL'), after);
    });
    child.once('exit', () => resolve(said.includes('DONE')));
  });

/** One folder projected under so many kills. @returns how many came before the end, and what its views answer then */
const underKills = async (played: string, luck: Chance) => {
  const folder = newFolder();
  try {
    cpSync(join(played, 'log.db'), join(folder, 'log.db'));
    let cut = 0;
    for (let kill = 0; kill < killsEach; kill += 1)
      cut += (await projectAndKill(folder, { page: 5 + luck.below(60), after: luck.below(120) })) ? 0 : 1;
    return { cut, ...(await answersOf(folder)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const killsEach = 20;

describe('a projector killed in the middle of its batch (P1)', () => {
  it('goes on from its checkpoint: the views are what a fresh replay builds, byte for byte (engine 34)', async () => {
    const played = await playedFolder();
    const luck = chance(seed);
    const works = Math.ceil(rounds({ ci: 200, long: 5_000 }) / killsEach);
    try {
      for (let work = 0; work < works; work += 1) {
        const { cut, before, after } = await underKills(played, luck);
        expect(after).toBe(before);
        expect(cut).toBeGreaterThan(0);
      }
    } finally {
      rmSync(played, { recursive: true, force: true });
    }
  });
});
