import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { claim, claimStream, owner, type NumberKey } from '#libs/office/claim.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { ScriptedClock } from '#libs/kernel/clock.js';
import { foldAt } from '#libs/kernel/decider.js';
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
    importLedger: async (file, by) => importWhole(runtime, file, await actor(by)),
    caseId,
    eventOf: async (id, type) => {
      const read = await events.readStream(`${prefix}-case-${id}`);
      return must(read.events.find((event) => event.type === type)?.id, type);
    },
    settle: () => runtime.settle(),
  };
};

/** The script's own files have nothing to be remarked on. */
const importWhole = async (
  { imports }: Runtime,
  file: { name: string; bytes: Uint8Array },
  actor: Actor,
): Promise<void> => {
  const { remarks, skipped } = await imports.run(file, actor);
  const found = [...remarks.map(({ row, en }) => `row ${row}: ${en}`), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  if (found.length > 0) throw new Error(`${file.name}: ${found.join('; ')}`);
};
