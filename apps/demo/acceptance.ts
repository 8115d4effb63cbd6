import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { changedRows, correctedRows } from './acceptance-corrections.js';
import type { Row } from './acceptance-questions.js';
import { shippedRows } from './acceptance-rows.js';
import { loadMinhang } from './demo.js';
import type { Variant } from './variants.js';

/** One line of the table: what was asked, what the texts say, what the running system answers. */
export interface Checked {
  readonly id: string;
  readonly reading: string;
  readonly expected: string;
  readonly found: string;
}

interface Played {
  readonly variant?: Variant;
  readonly rows: readonly Row[];
}

/** The shipped log, and two more that are the same script with one thing recorded late (semantics I). */
const logs: readonly Played[] = [
  { rows: shippedRows },
  { variant: 'T4a', rows: correctedRows },
  { variant: 'T4b', rows: changedRows },
];

/** Plays each log into a folder of its own and reads every row from the views. */
export const runAcceptance = async (): Promise<readonly Checked[]> => {
  const checked: Checked[] = [];
  for (const log of logs) checked.push(...(await checkLog(log)));
  return checked;
};

const checkLog = async ({ variant, rows }: Played): Promise<readonly Checked[]> => {
  const data = mkdtempSync(join(tmpdir(), 'lookback-acceptance-'));
  const config = configFrom({ LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0' });
  try {
    await loadMinhang(config, { variant });
    return await readRows(await openRuntime({ config, projector: 'inline' }), rows);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

const readRows = async (runtime: Runtime, rows: readonly Row[]): Promise<readonly Checked[]> => {
  await runtime.settle();
  const checked: Checked[] = [];
  for (const row of rows) checked.push(await checkedRow(row, runtime));
  await runtime.close();
  return checked;
};

const checkedRow = async ({ id, at, expected, find }: Row, runtime: Runtime): Promise<Checked> => {
  const found = await find(runtime, at).catch((error: unknown) => String(error));
  return { id, reading: `${at.validAt}, ${at.knownAt ?? 'head'}`, expected, found };
};
