import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** How much nicer than the threads that answer; the lowest priority there is ends at 19. */
const nicer = 5;
const nicest = 19;

/**
 * Where cores are scarce the calling thread lets those that answer go first: what it has left to do piles up and is
 * done in larger pieces, which cost less each. Linux alone knows threads by number; elsewhere nothing changes.
 */
export const yieldToOthers = (): void => {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, Math.min(nicest, getPriority(thread) + nicer));
  } catch {
    // No such file, or no right: the thread is as good as the others.
  }
};
