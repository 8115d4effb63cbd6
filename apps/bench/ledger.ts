import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How a process wrote a ledger: milliseconds, and the most resident memory it ever took, in bytes. */
export interface Ledger {
  readonly took: number;
  readonly peak: number;
}

/** Each in a fresh process, so that no other contestant's peak is taken for its own. */
export const writtenLedger = async (way: 'streamed' | 'memory', rows: number): Promise<Ledger> => {
  const child = fork(fileURLToPath(new URL('./ledger-writer.js', import.meta.url)), [way, String(rows)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [ledger] = (await once(child, 'message')) as [Ledger];
  if (child.exitCode === null) await once(child, 'exit');
  return ledger;
};
