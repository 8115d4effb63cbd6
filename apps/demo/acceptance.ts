import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { acceptanceRows, type Row } from './acceptance-rows.js';
import { loadMinhang } from './demo.js';

/** One line of the table: what was asked, what the texts say, what the running system answers. */
export interface Checked {
  readonly id: string;
  readonly reading: string;
  readonly expected: string;
  readonly found: string;
}

/** Plays the sample data into a folder of its own and reads every row from the views (semantics I). */
export const runAcceptance = async (): Promise<readonly Checked[]> => {
  const data = mkdtempSync(join(tmpdir(), 'lookback-acceptance-'));
  const config = configFrom({ LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0' });
  try {
    await loadMinhang(config);
    return await readRows(await openRuntime({ config, projector: 'inline' }));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

const readRows = async (runtime: Runtime): Promise<readonly Checked[]> => {
  await runtime.settle();
  const checked: Checked[] = [];
  for (const row of acceptanceRows) checked.push(await checkedRow(row, runtime));
  await runtime.close();
  return checked;
};

const checkedRow = async ({ id, at, expected, find }: Row, runtime: Runtime): Promise<Checked> => {
  const found = await find(runtime, at).catch((error: unknown) => String(error));
  return { id, reading: `${at.validAt}, ${at.knownAt ?? 'head'}`, expected, found };
};
