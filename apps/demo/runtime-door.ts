import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { claim, claimStream, owner, type NumberKey } from '#libs/office/claim.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { ScriptedClock } from '#libs/kernel/clock.js';
import { foldAt } from '#libs/kernel/decider.js';
import { sha256 } from '#libs/kernel/ids.js';
import { rowCommands } from './ledger-rows.js';
import type { Door } from './play.js';

const must = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`the script names ${what}, which is not there`);
  return found;
};

/** The running program as a door for scripts. */
export const runtimeDoor = (runtime: Runtime, clock: ScriptedClock): Door => {
  const { events, config } = runtime;
  const { prefix } = config;
  const actor = async (by: string): Promise<Actor> =>
    by === operator.id ? operator : must(await runtime.accounts.actor(by), by);
  const caseId = async (key: NumberKey) => {
    const read = await events.readStream(`${prefix}-${claimStream(key)}`);
    return must(owner(foldAt(claim, read.events)), key.number);
  };
  return {
    setClock: (instant) => clock.set(instant),
    execute: async ({ by, aggregate, ...given }) =>
      runtime.execute({ ...given, aggregate: must(aggregateNamed(aggregate), aggregate), actor: await actor(by) }),
    importLedger: ({ bytes }, by) => importRows(runtime, bytes, () => actor(by)),
    caseId,
    eventOf: async (id, type) => {
      const read = await events.readStream(`${prefix}-case-${id}`);
      return must(read.events.find((event) => event.type === type)?.id, type);
    },
    settle: () => runtime.settle(),
  };
};

const importRows = async (runtime: Runtime, bytes: Uint8Array, actor: () => Promise<Actor>): Promise<void> => {
  const digest = sha256(bytes);
  const by = await actor();
  for (const { row, commands } of rowCommands(bytes)) {
    const source = { kind: 'ledger', digest, row } as const;
    let id: string | undefined;
    for (const { name, body } of commands) {
      const given = { aggregate: aggregateNamed('case')!, id, name, body, actor: by, source };
      ({ id } = await runtime.execute({ ...given, key: `${digest}/${row}/${name}` }));
    }
  }
};
