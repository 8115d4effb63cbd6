import { randomBytes } from 'node:crypto';
import { hasRole, systemActor, type Actor } from '#libs/kernel/actor.js';
import { dayOf, type Clock } from '#libs/kernel/clock.js';
import { sha256 } from '#libs/kernel/ids.js';
import { account, actorOf, digestsOf, isAdministrator, tokenMatches } from '#libs/office/account.js';
import { refuse } from '#libs/cqrs/errors.js';
import type { Executor } from '#libs/cqrs/executor.js';
import type { Office } from './office.js';

/** The person at the machine itself: what the CLI acts as when no token is given (engine 15). */
export const operator: Actor = { id: 'operator', name: 'operator', roles: ['office', 'administrator'] };

interface Accounts {
  /** The actor a bearer token opens, or undefined. */
  authenticate(token: string): Promise<Actor | undefined>;
  /** An account's actor by id; undefined where none was opened. */
  actor(id: string): Promise<Actor | undefined>;
  /** Opens the first administrator; refused once there is one (engine 39). Answers the token, shown once. */
  bootstrap(id: string, name: string): Promise<string>;
}

/** Accounts folded from their streams; tokens are kept as digests only. */
export const accounts = (office: Office, clock: Clock, execute: Executor): Accounts => {
  const ids = () => office.named('account-').map((name) => name.slice('account-'.length));
  const owners = ownersOf(office, ids);
  const actor = async (id: string) => {
    await office.lookAgain();
    return actorOf(office.state(account, id));
  };
  return {
    actor,
    authenticate: async (token) => {
      await office.lookAgain();
      const [digest, today] = [sha256(token), dayOf(clock.now())];
      const owner = owners()
        .get(digest)
        ?.find((id) => tokenMatches(office.state(account, id), digest, today));
      return owner === undefined ? undefined : actorOf(office.state(account, owner));
    },
    bootstrap: async (id, name) => {
      await office.refresh();
      if (ids().some((other) => isAdministrator(office.state(account, other))))
        throw refuse('access.denied', { command: 'bootstrap' });
      const token = newToken();
      const give = (command: string, body: object) =>
        execute({
          aggregate: account,
          id,
          name: command,
          body,
          actor: systemActor('bootstrap'),
          key: `bootstrap-${command}`,
        });
      await give('OpenAccount', { account: id, name });
      await give('GrantRole', { role: 'administrator' });
      await give('IssueToken', { token: 'first', digest: sha256(token) });
      return token;
    },
  };
};

/** Accounts by the digests of their tokens, whatever became of these; drawn up anew when the office's streams moved. */
const ownersOf = (office: Office, ids: () => readonly string[]) => {
  let known: { read: number; owners: ReadonlyMap<string, readonly string[]> } | undefined;
  return (): ReadonlyMap<string, readonly string[]> => {
    if (known?.read !== office.read) known = { read: office.read, owners: byDigest(office, ids()) };
    return known.owners;
  };
};

const byDigest = (office: Office, ids: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const owners = new Map<string, string[]>();
  for (const id of ids) {
    for (const digest of digestsOf(office.state(account, id))) owners.set(digest, [...(owners.get(digest) ?? []), id]);
  }
  return owners;
};

/** 256 bits, in URL-safe text. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Refuses what none of the actor's roles allows; an empty list is for the system alone. */
export const checkPermission = (actor: Actor, by: readonly string[], command: string): void => {
  if (!hasRole(actor, ...(by as Actor['roles']))) throw refuse('access.denied', { command });
};
