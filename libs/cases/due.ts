import type { Day } from '#libs/kernel/event.js';
import type { Extension } from './state.js';

/** A grant counts only if it was given by the date it extends (semantics 23). */
export const effectiveDue = (base: Day, grants: readonly Extension[]): Day =>
  grants.reduce((due, { granted }) => (granted && granted.mark.on <= due ? granted.newDue : due), base);

/** The latest granted date, however late the grant: for lights only. */
export const latestGrant = (base: Day, grants: readonly Extension[]): Day =>
  grants.reduce((due, { granted }) => granted?.newDue ?? due, base);
