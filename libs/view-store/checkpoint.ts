import { refuseCommit } from './errors.js';
import type { Checkpoint, Commit, Generation } from './port.js';

const isSame = (a: Checkpoint | null, b: Checkpoint | null): boolean =>
  a?.logId === b?.logId && a?.position === b?.position && a?.seq === b?.seq && a?.eventId === b?.eventId;

/** The compare of compare-and-set (engine 34). @throws views.stale-commit */
export const checkExpected = ({ generation, expected }: Commit, actual: Checkpoint | null): void => {
  if (isSame(expected, actual)) return;
  throw refuseCommit('views.stale-commit', {
    ...generation,
    expected: expected?.seq ?? 'none',
    actual: actual?.seq ?? 'none',
  });
};

export const noGeneration = (generation: Generation) => refuseCommit('views.no-generation', { ...generation });
