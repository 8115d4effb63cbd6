import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertDay } from './bodies.js';
import { restsOn, restsOnEach, validating } from './correcting.js';
import { latestOn, plain, withEntry, type From } from './dated.js';
import { refuse } from './errors.js';
import { CloseUnit, FoundUnit, MergeUnits, RenameUnit, unitCommands, type UnitCommands } from './unit-commands.js';

/** 承办单位 over time: names, mergers and closures hold from a day on, which may lie ahead (semantics 25). */
export interface UnitEvents {
  UnitFounded: { effectiveFrom: Day; unit: string; name: string; shortName?: string; aliases?: readonly string[] };
  UnitRenamed: { effectiveFrom: Day; unit: string; name: string; shortName?: string };
  /** From that day on the merged units' work is that of `into`. */
  UnitsMerged: { effectiveFrom: Day; units: readonly string[]; into: string };
  /** Closed without successor: its open cases must be assigned anew (semantics 32). */
  UnitClosed: { effectiveFrom: Day; unit: string; reason?: string };
}

interface UnitName extends From {
  readonly name: string;
  readonly shortName?: string;
}

/** The first day a unit no longer exists, and who took its work over, if anybody. */
interface UnitEnd extends From {
  readonly into?: string;
}

interface Unit {
  readonly founded?: Day;
  readonly names: readonly UnitName[];
  readonly aliases: readonly string[];
  readonly ends: readonly UnitEnd[];
}

export interface UnitState {
  readonly units: ReadonlyMap<string, Unit>;
}

const unheardOf: Unit = { names: [], aliases: [], ends: [] };

const changed = ({ units }: UnitState, id: string, change: (unit: Unit) => Partial<Unit>): UnitState => {
  const unit = units.get(id) ?? unheardOf;
  return { units: withEntry(units, id, { ...unit, ...change(unit) }) };
};

const ended = (state: UnitState, id: string, end: UnitEnd): UnitState =>
  changed(state, id, ({ ends }) => ({ ends: [...ends, end] }));

const evolve: EvolveTable<UnitState, UnitEvents> = {
  UnitFounded: (state, { effectiveFrom: from, unit, name, shortName, aliases = [] }) =>
    changed(state, unit, (known) => ({
      founded: from,
      names: [...known.names, { from, name, shortName }],
      aliases: [...known.aliases, ...aliases],
    })),
  UnitRenamed: (state, { effectiveFrom: from, unit, name, shortName }) =>
    changed(state, unit, ({ names }) => ({ names: [...names, { from, name, shortName }] })),
  UnitsMerged: (state, { effectiveFrom: from, units, into }) =>
    units.reduce((merged, unit) => ended(merged, unit, { from, into }), state),
  UnitClosed: (state, { effectiveFrom: from, unit }) => ended(state, unit, { from }),
};

const precedes = (a: UnitEnd, b: UnitEnd): boolean =>
  a.from < b.from || (a.from === b.from && a.into !== undefined && b.into === undefined);

/** A unit ends once: the earliest end counts, and on one day a successor goes before none. */
const endOn = ({ ends }: Unit, day: Day): UnitEnd | undefined =>
  ends
    .filter(({ from }) => from <= day)
    .reduce<UnitEnd | undefined>((first, end) => (first && !precedes(end, first) ? first : end), undefined);

const isAlive = (unit: Unit | undefined, day: Day): unit is Unit =>
  unit?.founded !== undefined && unit.founded <= day && endOn(unit, day) === undefined;

const readings: readonly ((unit: Unit, day: Day) => readonly (string | undefined)[])[] = [
  (unit, day) => [latestOn(unit.names, day)?.name],
  (unit, day) => [latestOn(unit.names, day)?.shortName],
  ({ aliases }) => aliases,
  // A ledger goes on printing old names for years.
  ({ names }) => names.flatMap(({ name, shortName }) => [name, shortName]),
];

const aliveOn = ({ units }: UnitState, day: Day): readonly (readonly [string, Unit])[] =>
  [...units].filter(([, unit]) => isAlive(unit, day));

/**
 * The unit a text means on a day: by id, else by the name in force, its short name, an alias, a former name, in this
 * order. Undefined where nobody, or more than one, is meant.
 */
export const unitNamed = (state: UnitState, text: string, day: Day): string | undefined => {
  if (isAlive(state.units.get(text), day)) return text;
  const wanted = plain(text);
  const isMeant = (names: readonly (string | undefined)[]) =>
    names.some((name) => name !== undefined && plain(name) === wanted);
  for (const reading of readings) {
    const meant = aliveOn(state, day).filter(([, unit]) => isMeant(reading(unit, day)));
    if (meant.length > 0) return meant.length === 1 ? meant[0]?.[0] : undefined;
  }
  return undefined;
};

/** Whether the unit, given by id or name, exists that day. */
export const unitExists = (state: UnitState, idOrName: string, day: Day): boolean =>
  unitNamed(state, idOrName, day) !== undefined;

/** The name in force that day; the first name before it, the id of a unit nobody founded. */
export const nameOf = ({ units }: UnitState, id: string, day: Day): string => {
  const names = units.get(id)?.names ?? [];
  return (latestOn(names, day) ?? names[0])?.name ?? id;
};

/** As `nameOf`, the short name where there is one. */
export const shortNameOf = (state: UnitState, id: string, day: Day): string =>
  latestOn(state.units.get(id)?.names ?? [], day)?.shortName ?? nameOf(state, id, day);

/** Where a unit's work lies that day: follows mergers, so that a report maps every unit once (semantics 32). */
export const currentUnit = ({ units }: UnitState, id: string, day: Day): string => {
  const passed = new Set<string>();
  let current = id;
  while (!passed.has(current)) {
    passed.add(current);
    const unit = units.get(current);
    current = (unit && endOn(unit, day)?.into) ?? current;
  }
  return current;
};

/** Whether nobody has the unit's work that day: it, or what it was merged into, was closed (semantics 32). */
export const closedWithoutSuccessor = (state: UnitState, id: string, day: Day): boolean => {
  const unit = state.units.get(currentUnit(state, id, day));
  return unit !== undefined && endOn(unit, day) !== undefined;
};

/** Ids of the units that exist that day, in the order they were founded. */
export const unitsOn = (state: UnitState, day: Day): readonly string[] => aliveOn(state, day).map(([id]) => id);

const assertExists = ({ units }: UnitState, unit: string, day: Day): void => {
  assertDay(day);
  if (!isAlive(units.get(unit), day)) throw refuse('unit.unknown', { unit, day });
};

const assertNameFree = (state: UnitState, { unit, name, effectiveFrom: day }: RenameUnit): void => {
  const holder = unitNamed(state, name, day);
  if (holder !== undefined && holder !== unit) throw refuse('unit.name-taken', { name, holder, day });
};

/** A unit that goes on under a new name, or takes others in, cannot have ended before that. */
const assertNothingLater = ({ units }: UnitState, id: string, day: Day): void => {
  const unit = units.get(id) ?? unheardOf;
  const takenIn = [...units.values()].flatMap(({ ends }) => ends.filter(({ into }) => into === id));
  const later = [...unit.names, ...unit.ends, ...takenIn].find(({ from }) => from > day);
  if (later) throw refuse('date.contradicts-later', { day: later.from });
};

const assertEnds = (state: UnitState, unit: string, day: Day): void => {
  assertExists(state, unit, day);
  assertNothingLater(state, unit, day);
};

const decide: DecideTable<UnitCommands, UnitState, UnitEvents, DecisionContext> = {
  FoundUnit: (command, { now }) => {
    assertDay(command.effectiveFrom);
    if (now.units.get(command.unit)?.founded) throw refuse('unit.already-founded', { unit: command.unit });
    assertNameFree(now, command);
    return [{ type: 'UnitFounded', data: { ...command } }];
  },
  RenameUnit: (command, { now }) => {
    assertExists(now, command.unit, command.effectiveFrom);
    assertNameFree(now, command);
    return [{ type: 'UnitRenamed', data: { ...command } }];
  },
  MergeUnits: (command, { now }) => {
    const { units, into, effectiveFrom } = command;
    if (units.includes(into)) throw refuse('unit.merges-into-itself', { unit: into });
    assertExists(now, into, effectiveFrom);
    units.forEach((unit) => assertEnds(now, unit, effectiveFrom));
    return [{ type: 'UnitsMerged', data: { ...command } }];
  },
  CloseUnit: (command, { now }) => {
    assertEnds(now, command.unit, command.effectiveFrom);
    return [{ type: 'UnitClosed', data: { ...command } }];
  },
};

export const unit: Aggregate<UnitState, UnitEvents, UnitCommands, DecisionContext> = {
  name: 'unit',
  stream: () => 'unit',
  versions: { UnitFounded: 1, UnitRenamed: 1, UnitsMerged: 1, UnitClosed: 1 },
  initial: { units: new Map() },
  evolve,
  decide,
  commands: unitCommands,
  correcting: {
    validate: validating({
      UnitFounded: { body: FoundUnit },
      UnitRenamed: { body: RenameUnit },
      UnitsMerged: { body: MergeUnits },
      UnitClosed: { body: CloseUnit },
    }),
    needs: {
      UnitRenamed: restsOn('UnitFounded', { unit: 'unit' }),
      UnitsMerged: restsOnEach('UnitFounded', 'unit', ({ units, into }: UnitEvents['UnitsMerged']) => [...units, into]),
      UnitClosed: restsOn('UnitFounded', { unit: 'unit' }),
    },
    // Whose figure a case is depends on the units: never corrected by one person alone (semantics 10).
    movesStatistics: () => true,
  },
};
