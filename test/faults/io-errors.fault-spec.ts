import { rmSync } from 'node:fs';
import { chance } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { acknowledgedIn, faultsOf, newFolder, opened } from './support/recovered.js';
import { underStrace } from './support/strace.js';

const writer = 'test/faults/support/append-writer.mjs';

interface Run {
  readonly said: readonly string[];
  readonly faults: readonly string[];
}

/** The writer with one fault injected, then the log as the next start finds it. */
const run = async (inject: string, defect: readonly string[] = []): Promise<Run> => {
  const folder = newFolder();
  try {
    const options = [
      '-P',
      `${folder}/log.db`,
      '-P',
      `${folder}/log.db-wal`,
      '-e',
      'trace=pwrite64,fsync,fdatasync',
      '-e',
      inject,
    ];
    const { stdout } = underStrace('/dev/null', options, [process.execPath, writer, folder, '24', ...defect]);
    const said = stdout.trim().split('\n');
    return { said, faults: await opened(folder, (log) => faultsOf(log, acknowledgedIn(said))) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const calls = ['pwrite64', 'fsync', 'fdatasync'] as const;

describe('a process killed at its Nth write or sync (D2)', () => {
  it('keeps every acknowledged event, none twice, none half (engine 14, 47)', async () => {
    const luck = chance(seed);
    const found: string[] = [];
    for (let round = 0; round < rounds({ ci: 200, long: 5_000 }); round += 1) {
      const inject = `inject=${calls[luck.below(3)]}:signal=KILL:when=${1 + luck.below(60)}`;
      const { faults } = await run(inject);
      found.push(...faults.map((fault) => `${inject}: ${fault}`));
    }
    expect(found).toEqual([]);
  });

  it('planted: an answer before the commit is caught', async () => {
    const luck = chance(seed);
    for (let round = 0; round < 60; round += 1) {
      const { faults } = await run(`inject=pwrite64:signal=KILL:when=${10 + luck.below(40)}`, ['answer-early']);
      if (faults.length > 0) return;
    }
    throw new Error('60 kills did not show it');
  });
});

describe('an I/O call that fails, once or for good (D4)', () => {
  it('nothing is acknowledged that is absent, and the next start is clean (engine 14, 47)', async () => {
    const luck = chance(seed + 1);
    const found: string[] = [];
    let refused = 0;
    for (let round = 0; round < rounds({ ci: 150, long: 2_000 }); round += 1) {
      const when = `${8 + luck.below(40)}${luck.below(2) === 0 ? '' : '+'}`;
      const inject = `inject=${calls[luck.below(3)]}:error=${luck.below(2) === 0 ? 'EIO' : 'ENOSPC'}:when=${when}`;
      const { said, faults } = await run(inject);
      refused += said.filter((line) => line.startsWith('NO ')).length;
      found.push(...faults.map((fault) => `${inject}: ${fault}`));
    }
    expect(found).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  });
});
