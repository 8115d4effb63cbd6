import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chance, type Chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { newFolder } from './support/recovered.js';
import { answersOf } from './support/answers.js';
import { playedFolder } from './support/played.js';

interface Kill {
  readonly page: number;
  /** The commit in whose midst the process kills itself, unless the timer comes first. */
  readonly commit: number;
  /** Milliseconds after which it is killed from outside, wherever it is. */
  readonly after: number;
}

/** Projects in a process of its own that is killed. @returns whether it came to its end before */
const projectAndKill = (folder: string, { page, commit, after }: Kill): Promise<boolean> =>
  new Promise((resolve) => {
    const args = ['test/faults/support/projecting-child.mjs', folder, String(page), String(commit)];
    const child = spawn(process.execPath, args, {
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

/** One folder projected to its end under kills. @returns how many it took, and what its views answer then */
const underKills = async (played: string, luck: Chance) => {
  const folder = newFolder();
  const fate = () => ({ page: 5 + luck.below(20), commit: 1 + luck.below(4), after: 60 + luck.below(120) });
  try {
    cpSync(join(played, 'log.db'), join(folder, 'log.db'));
    let kills = 0;
    while (!(await projectAndKill(folder, fate()))) kills += 1;
    return { kills, ...(await answersOf(folder)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('a projector killed in the middle of its batch (P1)', () => {
  it('goes on from its checkpoint: the views are what a fresh replay builds, byte for byte (engine 34)', async () => {
    const played = await playedFolder();
    const luck = chance(seed);
    const wanted = rounds({ ci: 200, long: 5_000 });
    try {
      for (let killed = 0; killed < wanted;) {
        const { kills, before, after } = await underKills(played, luck);
        expect(after).toBe(before);
        expect(kills).toBeGreaterThan(0);
        killed += kills;
      }
    } finally {
      rmSync(played, { recursive: true, force: true });
    }
  });
});
