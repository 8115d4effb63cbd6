import { operator } from '#apps/runtime/accounts.js';
import { aggregateNamed } from '#apps/runtime/catalog.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import type { AllCaseCommands } from '#libs/cases/commands.js';
import { systemActor, type Actor } from '#libs/kernel/actor.js';
import type { ScriptedClock } from '#libs/kernel/clock.js';
import type { RecordedEvent } from '#libs/kernel/event.js';

export const secondClerk: Actor = { id: 'office-2', name: '办公室乙', roles: ['office'] };
export const registrar: Actor = systemActor('registration');

/** What a command left behind, and the case or stream it acted on. */
export interface Told {
  readonly id: string;
  readonly events: readonly RecordedEvent[];
}

/** An id that a command gave birth to: the field's own, or that of the first thing it lists. */
export const idIn = ({ events }: Told, field: string): string => {
  const value = (events[0]!.data as Record<string, unknown>)[field];
  return Array.isArray(value) ? (value[0] as { id: string }).id : String(value);
};

/** Gives commands through the doors of the program, written down a minute after each other. */
export interface Teller {
  readonly runtime: Runtime;
  give(aggregate: string, name: string, body: object, more?: { id?: string; by?: Actor }): Promise<Told>;
  register(body: object): Promise<Told>;
  /** A command on a case; its `occurredOn` is the day of writing unless the body says another. */
  tell(id: string, name: keyof AllCaseCommands, body: object, by?: Actor): Promise<Told>;
  /** Corrects or retracts as the first person, and approves as the second. */
  corrected(id: string, name: 'CorrectFact' | 'RetractFact', body: object): Promise<Told>;
}

/** What is written down on one day. */
export type Scene = readonly [day: string, tell: (teller: Teller) => Promise<void>];

const undated = new Set(['CorrectFact', 'RetractFact', 'ApproveCorrection', 'RejectCorrection', 'AbandonRegistration']);

/** Plays scenes in the order of their days; of one day, in the order told. */
export const playScenes = async (
  scenes: readonly Scene[],
  { runtime, clock }: { runtime: Runtime; clock: ScriptedClock },
): Promise<void> => {
  let given = 0;
  let minute = 0;
  let today = '';
  const give: Teller['give'] = async (aggregate, name, body, { id, by = operator } = {}) => {
    clock.set(new Date(Date.parse(`${today}T09:00:00+08:00`) + (minute += 1) * 60_000).toISOString());
    const key = `told-${(given += 1)}`;
    const done = await runtime.execute({ aggregate: aggregateNamed(aggregate)!, id, name, body, actor: by, key });
    return { id: done.id ?? '', events: done.events };
  };
  const tell: Teller['tell'] = (id, name, body, by) =>
    give('case', name, undated.has(name) ? body : { occurredOn: today, ...body }, { id, by });
  const register: Teller['register'] = (body) => give('case', 'RegisterCase', body);
  const corrected: Teller['corrected'] = async (id, name, body) => {
    const proposed = await give('case', name, body, { id });
    return tell(id, 'ApproveCorrection', { proposal: proposed.events[0]!.id }, secondClerk);
  };
  for (const [day, scene] of scenes.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (day !== today) [today, minute] = [day, 0];
    await scene({ runtime, give, tell, register, corrected });
    await runtime.settle();
  }
};
