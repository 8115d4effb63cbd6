import type { Day } from '#libs/kernel/event.js';
import { byMark, type CaseState, type Extension, type Mark } from './state.js';

/** A granted extension. */
export type Grant = Extension & { readonly granted: { readonly newDue: Day; readonly mark: Mark } };

const isGranted = (extension: Extension): extension is Grant => extension.granted !== undefined;

/** Grants for a round, in the order they were given. */
export const grantsOf = ({ extensions }: CaseState, round: number): readonly Grant[] =>
  Object.values(extensions)
    .filter((extension) => extension.round === round)
    .filter(isGranted)
    .sort((a, b) => byMark(a.granted.mark, b.granted.mark));

/** Those given since the clock in force began: with a clock of before, its extensions ended (semantics 17). */
export const runningGrants = (state: CaseState, round: number): readonly Grant[] => {
  const started = round === 1 ? state.dueSince.reply?.started : state.rounds[round]?.opened?.mark;
  return grantsOf(state, round).filter(({ granted }) => !started || byMark(granted.mark, started) > 0);
};

const isInTime = ({ granted }: Grant, due: Day): boolean => granted.mark.on <= due;

/** A grant counts only if it was given by the date it extends (semantics 23). @param grants in order */
export const effectiveDue = (base: Day, grants: readonly Grant[]): Day =>
  grants.reduce((due, grant) => (isInTime(grant, due) ? grant.granted.newDue : due), base);

/** The latest granted date, however late the grant: for lights only. @param grants in order */
export const latestGrant = (base: Day, grants: readonly Grant[]): Day => grants.at(-1)?.granted.newDue ?? base;
