import type { Actor } from '#libs/kernel/actor.js';
import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import type { LedgerSource } from '#libs/kernel/event.js';

/** One command on its way in. The actor comes from the token, never from the body. */
export interface CommandRequest {
  readonly aggregate: AnyAggregate;
  readonly id?: string;
  readonly name: string;
  readonly body: object;
  readonly actor: Actor;
  /** Idempotency key, unique within (actor, stream). */
  readonly key: string;
  /** Revision the caller saw; absent where the command does not ask for it. */
  readonly ifMatch?: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly source?: LedgerSource;
  readonly signal?: AbortSignal;
  /** Decides and refuses as ever, and appends nothing: for what has to be settled before the command itself. */
  readonly isRehearsal?: true;
}
