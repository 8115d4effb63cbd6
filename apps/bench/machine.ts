import { availableParallelism, loadavg, totalmem } from 'node:os';
import { sqliteVersion } from './bare/bare-log.js';

/** What kind of machine it was, and how busy: never its name. */
export const machine = (): string => {
  const memory = Math.round(totalmem() / 1024 ** 3);
  const cores = availableParallelism();
  return `${cores} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.version}, SQLite ${sqliteVersion()}`;
};

/** Processes that wanted to run, on average of the last minute; above the cores the figures are pessimistic. */
export const busyness = (): number => loadavg()[0] ?? 0;
