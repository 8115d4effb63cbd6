import { randomUUID } from 'node:crypto';
import type { Actor } from '#libs/kernel/actor.js';
import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import type { Origin } from '#libs/kernel/event.js';
import { checkedBody } from '#libs/cqrs/body.js';
import { fieldNames } from './field-names.js';
import { refuse } from '#libs/cqrs/errors.js';
import type { CommandRequest, Executed, Executor } from '#libs/cqrs/executor.js';
import type { EventStore } from '#libs/event-store/port.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { idFields } from '#libs/office/aggregates.js';
import { checkPermission } from './accounts.js';
import { commandsOf } from './catalog.js';
import { approveOnCase, caseIdOf, registerCase } from './registration.js';

/** A command as HTTP, the command line and the sample script give it. */
export interface GivenCommand {
  readonly aggregate: AnyAggregate;
  readonly id?: string;
  readonly name: string;
  readonly body: unknown;
  readonly actor: Actor;
  readonly key: string;
  readonly ifMatch?: number;
  readonly correlationId?: string;
  readonly source?: CommandRequest['source'];
  readonly signal?: AbortSignal;
}

export interface Given extends Executed {
  /** Id of the stream the command acted on; absent for kinds that are one stream. */
  readonly id?: string;
}

interface Door {
  readonly execute: Executor;
  readonly events: EventStore;
  readonly prefix: string;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The one way in for commands: permission, body, then the decider; case numbers are claimed on the way. */
export const commandDoor =
  (door: Door) =>
  async (given: GivenCommand): Promise<Given> => {
    const spec = commandsOf(given.aggregate)[given.name];
    if (!spec) throw refuse('command.unknown', { command: given.name });
    checkPermission(given.actor, spec.by, given.name);
    const body = checkedBody(spec.body, given.body, fieldNames);
    const request: CommandRequest = { ...given, body, id: idOf(given, body) };
    return { id: request.id, ...(await handle(request, { ...door, wait })) };
  };

const idOf = (given: GivenCommand, body: object): string | undefined => {
  if (given.name === 'RegisterCase') return caseIdOf(given);
  const field = idFields[given.aggregate.name];
  const isCreating = commandsOf(given.aggregate)[given.name]?.creates === true;
  if (field === undefined || (!isCreating && given.id !== undefined)) return given.id;
  const named = (body as Readonly<Record<string, unknown>>)[field];
  return named === undefined ? given.id : String(named);
};

const handle = (request: CommandRequest, ports: Door & { wait: (ms: number) => Promise<void> }): Promise<Executed> => {
  if (request.name === 'RegisterCase') return registerCase(request, ports);
  if (request.name === 'ApproveCorrection' && request.aggregate.name === 'case') return approveOnCase(request, ports);
  return ports.execute(request);
};

/** What the process writes on every event, and how a log it begins is called; by chance where nothing is said. */
export interface Marking {
  origin?: Origin;
  readonly logId?: string;
}

/** The first event of every log (engine 4): whoever appends first writes it, once. */
export const logOpener = (events: EventStore, prefix: string, marking: Marking) => {
  let isOpen = false;
  return async (recordedAt: string): Promise<void> => {
    if (isOpen || (await events.head()).seq > 0) {
      isOpen = true;
      return;
    }
    const id = marking.logId ?? randomUUID();
    const metadata = {
      recordedAt,
      actor: 'system:log',
      $correlationId: id,
      commandKey: id,
      bodyDigest: '',
      schemaVersion: 1,
      ...(marking.origin ? { origin: marking.origin } : {}),
    };
    const created = { id, type: 'LogCreated', data: { logId: id }, metadata };
    await events.append(`${prefix}-log`, 'no_stream', [created]).catch(ignoreConflict);
    isOpen = true;
  };
};

const ignoreConflict = (error: unknown): void => {
  if (!isRefusal(error) || error.code !== 'log.conflict') throw error;
};
