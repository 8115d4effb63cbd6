import { cases } from '#libs/cases/aggregate.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import { dayOf, type Clock } from '#libs/kernel/clock.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { derivedId } from '#libs/kernel/ids.js';
import { claim, claimStream, owner } from '#libs/office/claim.js';
import { isOpen, ledgerImport } from '#libs/office/import.js';
import { outcomesOf, ruleBook, rulesInForce, subjectSchemeOn } from '#libs/office/rule-book.js';
import { unit, unitNamed } from '#libs/office/unit.js';
import type { Given, GivenCommand } from '../command-door.js';
import type { Office } from '../office.js';
import type { Planning } from './checks.js';
import type { LedgerDoor, StoredCase } from './door.js';

export interface LedgerSources {
  readonly events: EventStore;
  readonly office: Office;
  readonly clock: Clock;
  readonly prefix: string;
  readonly jurisdiction: string;
  readonly execute: (given: GivenCommand) => Promise<Given>;
}

/** The importer's door into the running program: the same commands, by the person who imports. */
export const ledgerDoor = async (sources: LedgerSources, actor: Actor): Promise<LedgerDoor> => {
  await sources.office.refresh();
  const { events, office, prefix, jurisdiction, clock, execute } = sources;
  const onImport = (id: string, name: string, body: object) =>
    execute({ aggregate: ledgerImport, id, name, body, actor, key: derivedId('import', id, name) });
  return {
    planning: planningOf(office, jurisdiction, dayOf(clock.now())),
    caseOwner: async (key) => owner(foldAt(claim, (await events.readStream(`${prefix}-${claimStream(key)}`)).events)),
    storedCase: async (id) => storedOf((await events.readStream(`${prefix}-${cases.stream(id)}`)).events),
    execute: async (command) => {
      const { id, repeated, events: recorded } = await execute({ ...command, aggregate: cases, actor });
      return { id: id!, repeated, events: recorded.length };
    },
    importState: async (digest) => {
      await office.refresh();
      const state = office.state(ledgerImport, digest);
      if (isOpen(state)) return 'open';
      return office.revision(`import-${digest}`) < 0 ? 'none' : 'completed';
    },
    startImport: async (started) => void (await onImport(started.digest, 'StartImport', started)),
    completeImport: async (digest, counts) => void (await onImport(digest, 'CompleteImport', counts)),
  };
};

/** A case whose registration was retracted is none: its number is free again. */
const storedOf = (events: readonly RecordedEvent[]): StoredCase | undefined => {
  const { registered } = foldAt(cases, events);
  if (!registered) return undefined;
  const digest = events.find(({ type }) => type === 'CaseRegistered')?.metadata.source?.digest;
  const commands = new Map(events.map(({ metadata }) => [metadata.commandKey, metadata.bodyDigest]));
  return { registered: { ...registered, occurredOn: registered.mark.on }, digest, commands };
};

/** What planning folds: the running office, or one on paper. */
export interface PlanningOffice {
  state<A extends AnyAggregate>(aggregate: A, id?: string): A['initial'];
}

/** Where a ledger has no column for the body, level and kind tell. */
const shanghaiBodies = {
  city: { suggestion: '上海市人大', proposal: '上海市政协' },
  national: { suggestion: '全国人大', proposal: '全国政协' },
};

/** Reads units and rules once: a file is planned against one moment. */
export const planningOf = (office: PlanningOffice, jurisdiction: string, today: Day): Planning => {
  const rules = office.state(ruleBook, jurisdiction);
  const units = office.state(unit);
  return {
    today,
    bodies: shanghaiBodies,
    unitNamed: (text, on) => unitNamed(units, text, on),
    outcomesOf: (kind, on) => {
      const scheme = rulesInForce(rules, on)?.outcomes[kind].scheme;
      return scheme ? outcomesOf(rules, scheme) : [];
    },
    subjectsOf: (kind, on) => subjectSchemeOn(rules, kind, on)?.subjects,
  };
};
