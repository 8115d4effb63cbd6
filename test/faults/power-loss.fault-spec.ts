import { rmSync } from 'node:fs';
import { chance, crashAfter } from './support/crash.js';
import { rounds, seed } from './support/lane.js';
import { acknowledgedIn, faultsOf, newFolder, reopened } from './support/recovered.js';
import { recordDisk, type DiskCall } from './support/strace.js';

const writer = 'test/faults/support/append-writer.mjs';

const recorded = (defect?: string): readonly DiskCall[] => {
  const folder = newFolder();
  try {
    return recordDisk(folder, [process.execPath, writer, folder, '80', ...(defect ? [defect] : [])]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The first fault that any of so many crashes shows; undefined where none does. */
const firstFault = async (calls: readonly DiskCall[], states: number): Promise<string | undefined> => {
  const ready = calls.findIndex((each) => each.kind === 'said');
  for (let state = 0; state < states; state += 1) {
    const luck = chance(seed + state);
    const crash = crashAfter(calls, ready + 1 + luck.below(calls.length - ready), luck);
    const faults = await reopened(crash.files, (log) => faultsOf(log, acknowledgedIn(crash.said))).catch(
      (error: unknown) => [`does not open: ${String(error)}`],
    );
    if (faults.length > 0) return `state ${state} (SEED=${seed}): ${faults[0]}`;
  }
  return undefined;
};

describe('a power cut that drops, reorders or tears what was not synced (D3)', () => {
  it('loses nothing that was acknowledged, and leaves a log that opens (quality 1.1, engine 14, 47)', async () => {
    const calls = recorded();
    expect(calls.filter(({ kind }) => kind === 'sync').length).toBeGreaterThan(30);
    expect(await firstFault(calls, rounds({ ci: 2_000, long: 100_000 }))).toBeUndefined();
  });

  it.each([['normal-sync'], ['answer-early']])('planted: %s is caught by the same test', async (defect) => {
    expect(await firstFault(recorded(defect), 2_000)).toMatch(/was lost|does not open/);
  });
});
