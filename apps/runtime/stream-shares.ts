import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { logFile } from '#libs/event-store/sqlite/sqlite-log.js';
import type { StreamShares, StreamsAsked } from '#libs/projecting/options.js';
import type { Placed } from './stores.js';

/** What one thread folds. */
export interface ShareAsked extends StreamsAsked {
  readonly file: string;
  readonly prefix: string;
  readonly share: { readonly index: number; readonly of: number };
}

/** Below this the threads take longer to start than they save. */
const leastEvents = 50_000;
/** Each holds its share in memory, and the machine has other work. */
const mostThreads = 4;

/** The log of the embedded store is one file, which any number of threads may read by streams; a server's is not read so. */
export const streamShares = ({ data, eventStoreUrl, prefix }: Placed): StreamShares | undefined => {
  if (eventStoreUrl !== '') return undefined;
  const file = logFile({ folder: data });
  const threads = Math.max(2, Math.min(mostThreads, availableParallelism()));
  return {
    leastEvents,
    fold: (asked, signal) =>
      Promise.all(
        Array.from({ length: threads }, (_, index) =>
          folded({ ...asked, file, prefix, share: { index, of: threads } }, signal),
        ),
      ),
  };
};

const folded = (asked: ShareAsked, signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(new URL('./stream-share-thread.js', import.meta.url)), {
      workerData: asked,
    });
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`a thread that folds streams ended with ${code}`));
    });
  });
