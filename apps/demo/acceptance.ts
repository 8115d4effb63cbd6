import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { changedRows, correctedRows } from './acceptance-corrections.js';
import type { Row } from './acceptance-questions.js';
import { shippedRows } from './acceptance-rows.js';
import { loadMinhang } from './demo.js';
import { patiently } from './patiently.js';
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

/** Variables of the program: where it keeps log and views. */
type Variables = Readonly<Record<string, string>>;

export interface Ground {
  /** Asked once for each log, which must find nothing there; the embedded stores unless told. */
  readonly place?: () => Variables;
  /** Looks at each log when its rows were read. */
  readonly look?: (runtime: Runtime) => Promise<void>;
}

/** Plays each log into a place of its own and reads every row from the views. */
export const runAcceptance = async (ground: Ground = {}): Promise<readonly Checked[]> => {
  const checked: Checked[] = [];
  for (const log of logs) checked.push(...(await checkLog(log, ground)));
  return checked;
};

const checkLog = async ({ variant, rows }: Played, { place, look }: Ground): Promise<readonly Checked[]> => {
  const data = mkdtempSync(join(tmpdir(), 'lookback-acceptance-'));
  const config = configFrom({ LOOKBACK_DATA: data, LOOKBACK_MIN_FREE: '0', ...place?.() });
  try {
    await loadMinhang(config, { variant });
    const runtime = await patiently(() => openRuntime({ config, projector: 'inline' }));
    try {
      const checked = await readRows(runtime, rows);
      await look?.(runtime);
      return checked;
    } finally {
      await runtime.close();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

const readRows = async (runtime: Runtime, rows: readonly Row[]): Promise<readonly Checked[]> => {
  await settled(runtime);
  const checked: Checked[] = [];
  for (const row of rows) checked.push(await checkedRow(row, runtime));
  return checked;
};

/** Turns of catching up on servers before their trouble is told. */
const mostTurns = 50;

/** A projection in trouble asks its store again at the next turn, as a projector that runs does. */
const settled = async (runtime: Runtime, turn = 1): Promise<void> => {
  try {
    await runtime.settle();
  } catch (error) {
    if (turn === mostTurns) throw error;
    await new Promise((resolve) => setTimeout(resolve, 10 * turn));
    await settled(runtime, turn + 1);
  }
};

const checkedRow = async ({ id, at, expected, find }: Row, runtime: Runtime): Promise<Checked> => {
  const found = await patiently(() => find(runtime, at)).catch((error: unknown) => String(error));
  return { id, reading: `${at.validAt}, ${at.knownAt ?? 'head'}`, expected, found };
};
