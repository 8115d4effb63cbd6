import type { Actor, Role } from '#libs/kernel/actor.js';
import type { Aggregate } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertDay } from './bodies.js';
import { accountCommands, type AccountCommands } from './account-commands.js';
import { assertUnitsExist, type UnitContext } from './context.js';
import { withEntry } from './dated.js';
import { refuse } from './errors.js';

interface Dated {
  /** Always the recording day. */
  occurredOn: Day;
}

/** Who may act, as what. Nothing here is ever corrected: a role taken back is taken back by an event of its own. */
export interface AccountEvents {
  AccountOpened: Dated & { account: string; name: string; unit?: string; post?: string };
  /** Replaces name, unit and post together. */
  AccountDescribed: Dated & { name: string; unit?: string; post?: string };
  RoleGranted: Dated & { role: Role };
  RoleRevoked: Dated & { role: Role };
  /** `digest` is the token's SHA-256 in hex; `expiresOn` its last day. */
  TokenIssued: Dated & { token: string; digest: string; expiresOn?: Day };
  TokenRevoked: Dated & { token: string };
  AccountLocked: Dated & { reason: string };
  AccountUnlocked: Dated & { reason: string };
}

interface Token {
  readonly digest?: string;
  readonly expiresOn?: Day;
  readonly isRevoked: boolean;
}

export interface AccountState {
  readonly account?: string;
  readonly person: { readonly name: string; readonly unit?: string; readonly post?: string };
  readonly roles: readonly Role[];
  readonly tokens: ReadonlyMap<string, Token>;
  readonly isLocked: boolean;
}

const evolve: EvolveTable<AccountState, AccountEvents> = {
  AccountOpened: (state, { account, name, unit, post }) => ({ ...state, account, person: { name, unit, post } }),
  AccountDescribed: (state, { name, unit, post }) => ({ ...state, person: { name, unit, post } }),
  RoleGranted: (state, { role }) => ({ ...state, roles: [...state.roles.filter((held) => held !== role), role] }),
  RoleRevoked: (state, { role }) => ({ ...state, roles: state.roles.filter((held) => held !== role) }),
  TokenIssued: (state, { token, digest, expiresOn }) => {
    const isRevoked = state.tokens.get(token)?.isRevoked ?? false;
    return { ...state, tokens: withEntry(state.tokens, token, { digest, expiresOn, isRevoked }) };
  },
  TokenRevoked: (state, { token }) => ({
    ...state,
    tokens: withEntry(state.tokens, token, { ...state.tokens.get(token), isRevoked: true }),
  }),
  AccountLocked: (state) => ({ ...state, isLocked: true }),
  AccountUnlocked: (state) => ({ ...state, isLocked: false }),
};

/** The account as an actor; without roles while locked; undefined where no account was opened. */
export const actorOf = ({ account, person, roles, isLocked }: AccountState): Actor | undefined => {
  if (account === undefined) return undefined;
  const { name, unit, post } = person;
  const actor = { id: account, name, roles: isLocked ? [] : roles };
  return { ...actor, ...(unit === undefined ? {} : { unit }), ...(post === undefined ? {} : { post }) };
};

const isLive = ({ digest, expiresOn, isRevoked }: Token, today: Day): boolean =>
  digest !== undefined && !isRevoked && (expiresOn === undefined || today <= expiresOn);

/** Whether a token with this SHA-256 opens the account today: issued, not revoked, not expired, account not locked. */
export const tokenMatches = ({ account, tokens, isLocked }: AccountState, digest: string, today: Day): boolean =>
  account !== undefined &&
  !isLocked &&
  [...tokens.values()].some((token) => token.digest === digest && isLive(token, today));

/** Digests of all tokens ever issued to the account, the revoked ones too. */
export const digestsOf = ({ tokens }: AccountState): readonly string[] =>
  [...tokens.values()].flatMap(({ digest }) => digest ?? []);

export const isAdministrator = ({ roles, isLocked }: AccountState): boolean =>
  !isLocked && roles.includes('administrator');

/** Who checks the office is neither of the office nor in charge of its accounts. */
const excludedBy: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  auditor: ['administrator', 'office'],
  administrator: ['auditor'],
  office: ['auditor'],
};

const assertOpen = ({ account }: AccountState): void => {
  if (account === undefined) throw refuse('account.unknown');
};

const assertGrantable = (state: AccountState, role: Role): void => {
  assertOpen(state);
  if (state.isLocked) throw refuse('account.locked');
  if (state.roles.includes(role)) throw refuse('account.role-held', { role });
  const held = excludedBy[role]?.find((excluded) => state.roles.includes(excluded));
  if (held) throw refuse('account.roles-exclude', { role, held });
};

const assertTokenNew = (state: AccountState, token: string): void => {
  assertOpen(state);
  if (state.isLocked) throw refuse('account.locked');
  if (state.tokens.has(token)) throw refuse('account.token-exists', { token });
};

const assertExpiryAhead = (expiresOn: Day | undefined, today: Day): void => {
  if (expiresOn === undefined) return;
  assertDay(expiresOn);
  if (expiresOn < today) throw refuse('account.token-expired');
};

const decide: DecideTable<AccountCommands, AccountState, AccountEvents, UnitContext> = {
  OpenAccount: (command, { now }, context) => {
    const { account, unit } = command;
    if (now.account !== undefined) throw refuse('account.already-open', { account });
    assertUnitsExist(unit === undefined ? [] : [unit], context.today, context);
    return [{ type: 'AccountOpened', data: { occurredOn: context.today, ...command } }];
  },
  DescribeAccount: (command, { now }, context) => {
    assertOpen(now);
    assertUnitsExist(command.unit === undefined ? [] : [command.unit], context.today, context);
    return [{ type: 'AccountDescribed', data: { occurredOn: context.today, ...command } }];
  },
  GrantRole: ({ role }, { now }, { today: occurredOn }) => {
    assertGrantable(now, role);
    return [{ type: 'RoleGranted', data: { occurredOn, role } }];
  },
  RevokeRole: ({ role }, { now }, { today: occurredOn }) => {
    assertOpen(now);
    if (!now.roles.includes(role)) throw refuse('account.role-not-held', { role });
    return [{ type: 'RoleRevoked', data: { occurredOn, role } }];
  },
  IssueToken: (command, { now }, { today: occurredOn }) => {
    assertTokenNew(now, command.token);
    assertExpiryAhead(command.expiresOn, occurredOn);
    return [{ type: 'TokenIssued', data: { occurredOn, ...command } }];
  },
  RevokeToken: ({ token }, { now }, { today: occurredOn }) => {
    const issued = now.tokens.get(token);
    if (!issued || issued.isRevoked) throw refuse('account.token-unknown', { token });
    return [{ type: 'TokenRevoked', data: { occurredOn, token } }];
  },
  LockAccount: ({ reason }, { now }, { today: occurredOn }) => {
    assertOpen(now);
    if (now.isLocked) throw refuse('account.locked');
    return [{ type: 'AccountLocked', data: { occurredOn, reason } }];
  },
  UnlockAccount: ({ reason }, { now }, { today: occurredOn }) => {
    assertOpen(now);
    if (!now.isLocked) throw refuse('account.not-locked');
    return [{ type: 'AccountUnlocked', data: { occurredOn, reason } }];
  },
};

export const account: Aggregate<AccountState, AccountEvents, AccountCommands, UnitContext> = {
  name: 'account',
  stream: (id = '') => `account-${id}`,
  versions: {
    AccountOpened: 1,
    AccountDescribed: 1,
    RoleGranted: 1,
    RoleRevoked: 1,
    TokenIssued: 1,
    TokenRevoked: 1,
    AccountLocked: 1,
    AccountUnlocked: 1,
  },
  initial: { person: { name: '' }, roles: [], tokens: new Map(), isLocked: false },
  evolve,
  decide,
  commands: accountCommands,
};
