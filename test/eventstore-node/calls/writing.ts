import { status } from '@grpc/grpc-js';
import { CommitTimeout, Failure } from '../failure.js';
import { pause, silence, type Ground } from '../ground.js';
import type { Written } from '../log.js';
import type { Append } from '../write-rules.js';

/** What a real node answers an append that is sent again while the first is in flight: nothing, for two to three seconds. */
const droppedMs = 2_500;

/** Appends on their way to the log, one writer a node. */
export type Writing = ReturnType<typeof writing>;

export const writing = (ground: Ground) => {
  const inFlight = new Set<string>();
  /** @throws Failure; never settles where the answer is lost */
  return async (append: Append): Promise<Written> => {
    if (isDeadly(append.stream)) ground.die();
    const key = `${append.stream} ${append.events[0]?.id}`;
    if (inFlight.has(key)) return dropped();
    inFlight.add(key);
    ground.traffic.appends += 1;
    const committed = commit(ground, append).finally(() => inFlight.delete(key));
    return answered(ground, await committed);
  };
};

/** Names that end a real server (eventstoredb.md 5.9). */
const isDeadly = (stream: string): boolean => stream === '$$' || stream.length >= 12_000_000;

const dropped = async (): Promise<never> => {
  await pause(droppedMs);
  throw new Failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded');
};

const commit = async (ground: Ground, append: Append): Promise<Written> => {
  const { log, faults, quorum } = ground;
  if (faults.commitMs > 0) await pause(faults.commitMs);
  if (quorum() === 'electing') return silence();
  if (quorum() === 'there' && !faults.noQuorum) return timed(ground, () => log.append(append));
  // What a leader alone has written counts for it, and is truncated when it joins the others again.
  if (faults.noQuorum) log.suspend(append);
  await pause(faults.commitTimeoutMs);
  throw new CommitTimeout();
};

/** Written, and answered as if nobody knew, where it took too long. */
const timed = ({ commitLimitMs = Infinity }: Ground, write: () => Written): Written => {
  const began = performance.now();
  const written = write();
  if (performance.now() - began > commitLimitMs) throw new CommitTimeout();
  return written;
};

const answered = ({ faults }: Ground, written: Written): Written | Promise<never> => {
  if (faults.lostAnswers === 0) return written;
  faults.lostAnswers -= 1;
  return silence();
};
