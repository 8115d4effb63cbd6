import { cases } from '#libs/cases/aggregate.js';
import type { CaseRegistered } from '#libs/cases/events.js';
import type { CommandRequest, Executed, Executor } from '#libs/cqrs/executor.js';
import type { EventStore } from '#libs/event-store/port.js';
import { systemActor } from '#libs/kernel/actor.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { effectiveHistory, type CorrectionProposed } from '#libs/kernel/history.js';
import { derivedId } from '#libs/kernel/ids.js';
import { claim, claimId, owner, type NumberKey } from '#libs/office/claim.js';
import { isRefusal } from '#libs/kernel/refusal.js';

interface Registering {
  readonly execute: Executor;
  readonly events: EventStore;
  readonly prefix: string;
  readonly wait: (ms: number) => Promise<void>;
}

const registrar = systemActor('registration');

/** The id a registration gives its case: opaque, the same for the same key of the same person (engine 5). */
export const caseIdOf = ({ actor, key }: Pick<CommandRequest, 'actor' | 'key'>): string =>
  derivedId('case', actor.id, key);

const keyParts = ({ level, kind, body, term, session, sitting, number }: NumberKey): NumberKey => ({
  level,
  kind,
  body,
  term,
  session,
  sitting,
  number,
});

/**
 * Claims the number, then registers: two registrations of one number never both stand (semantics 15). What would be
 * refused claims nothing, so that a refusal leaves no trace.
 */
export const registerCase = async (request: CommandRequest, ports: Registering): Promise<Executed> => {
  const id = caseIdOf(request);
  const key = keyParts(request.body as NumberKey);
  const isNew = (await ports.events.readStream(`${ports.prefix}-case-${id}`, request.signal)).revision === 'no_stream';
  if (isNew) {
    await ports.execute({ ...request, id, isRehearsal: true });
    await claimNumber(key, id, ports);
  }
  try {
    return await ports.execute({ ...request, id });
  } catch (error) {
    if (isNew && isRefusal(error) && error.status < 500) await releaseNumber(key, id, ports);
    throw error;
  }
};

/** Takes a number for a case; a claim whose case never came to be is fenced and taken over (engine 5). */
const claimNumber = async (key: NumberKey, id: string, ports: Registering): Promise<void> => {
  const { revision, holder } = await claimState(key, ports);
  if (holder === id) return;
  if (holder !== undefined && (await isOrphaned(holder, ports))) {
    await abandon(holder, key, ports);
    return claimNumber(key, id, ports);
  }
  const body = { case: id, ...key };
  await ports.execute(onClaim('ClaimNumber', key, { body, key: derivedId('claim', id, revision) }));
};

const releaseNumber = async (key: NumberKey, id: string, ports: Registering): Promise<void> => {
  const { revision, holder } = await claimState(key, ports);
  if (holder !== id) return;
  const body = { case: id, reason: 'released' };
  await ports.execute(onClaim('ReleaseNumber', key, { body, key: derivedId('release', id, revision) }));
};

const onClaim = (name: string, key: NumberKey, command: { body: object; key: string }): CommandRequest => ({
  aggregate: claim,
  id: claimId(key),
  name,
  actor: registrar,
  ...command,
});

const claimState = async (key: NumberKey, { events, prefix }: Registering) => {
  const read = await events.readStream(`${prefix}-${claim.stream(claimId(key))}`);
  return { revision: String(read.revision), holder: owner(foldAt(claim, read.events)) };
};

/** A claim is young while its registration may still be on its way. */
const grace = 250;

const isOrphaned = async (id: string, { events, prefix, wait }: Registering): Promise<boolean> => {
  const missing = async () => (await events.readStream(`${prefix}-case-${id}`)).revision === 'no_stream';
  if (!(await missing())) return false;
  await wait(grace);
  return missing();
};

/** Appended with `no_stream`, so that the late writer finds its case taken away. */
const abandon = async (id: string, key: NumberKey, ports: Registering): Promise<void> => {
  await ports.execute({
    aggregate: cases,
    id,
    name: 'AbandonRegistration',
    body: { claim: claimId(key) },
    actor: registrar,
    key: derivedId('abandon', id),
  });
  await releaseNumber(key, id, ports);
};

/** Approving a correction of the number claims the new one first and releases the old one after (semantics 15). */
export const approveOnCase = async (request: CommandRequest, ports: Registering): Promise<Executed> => {
  const { events } = await ports.events.readStream(`${ports.prefix}-case-${request.id}`, request.signal);
  const before = registeredKey(events);
  const next = before && keyAfter(events, request.body as { proposal?: string }, before);
  const moves = before && (!next || claimId(next) !== claimId(before));
  if (moves && next) {
    await ports.execute({ ...request, isRehearsal: true });
    await claimNumber(next, request.id!, ports);
  }
  const executed = await ports.execute(request);
  if (moves) await releaseNumber(before, request.id!, ports);
  return executed;
};

const registeredKey = (events: readonly RecordedEvent[]): NumberKey | undefined => {
  const registered = effectiveHistory(events).find(({ type }) => type === 'CaseRegistered');
  return registered && keyParts(registered.data as CaseRegistered);
};

/** The number after approval; undefined where the registration itself is taken back. */
const keyAfter = (
  events: readonly RecordedEvent[],
  { proposal }: { proposal?: string },
  before: NumberKey,
): NumberKey | undefined => {
  const proposed = events.find(({ id }) => id === proposal)?.data as CorrectionProposed | undefined;
  if (proposed?.targetType !== 'CaseRegistered') return before;
  if (proposed.act === 'retract') return undefined;
  const data = proposed.data as unknown as NumberKey;
  const changed = Object.fromEntries((proposed.fields ?? []).map((field) => [field, data[field as keyof NumberKey]]));
  return keyParts({ ...before, ...changed });
};
