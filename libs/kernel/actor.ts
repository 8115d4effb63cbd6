/** What an account may be (domain 3.2, account). Full access control joins here later. */
export const roles = ['office', 'unitClerk', 'unitLeader', 'leader', 'proposer', 'auditor', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Who acts, as the account streams say; never taken from a request's body. */
export interface Actor {
  /** Account id, or `system:<process manager>`. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit?: string;
  readonly post?: string;
  readonly onBehalfOf?: string;
}

export const systemActor = (manager: string): Actor => ({ id: `system:${manager}`, name: manager, roles: [] });
export const isSystem = (actor: Actor): boolean => actor.id.startsWith('system:');
export const hasRole = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  isSystem(actor) || wanted.some((role) => actor.roles.includes(role));
/** A unit's own people act for that unit only; the office acts for all. */
export const isUnitStaff = (actor: Actor): boolean =>
  !hasRole(actor, 'office') && actor.roles.some((role) => role === 'unitClerk' || role === 'unitLeader');
