import type { RecordedEvent } from '#libs/kernel/event.js';
import type { CorrectionProposed, FactCorrected } from '#libs/kernel/history.js';
import { refuseRead } from './errors.js';

type Data = Record<string, unknown>;

/** How the data of one event type came to its present shape. */
export interface Upcast {
  /** Schema version written today. */
  readonly version: number;
  /** From each earlier version, the step to the next: pure, and total over every event ever written in it. */
  readonly from?: Readonly<Record<number, (data: Data) => Data>>;
  /**
   * Where a step took a field away: its new places, none if it was dropped. Corrections name the fields they change
   * (engine 20), and a renamed one would else be corrected in vain.
   */
  readonly moved?: Readonly<Record<number, Readonly<Record<string, readonly string[]>>>>;
}

export type UpcastTable = Readonly<Record<string, Upcast>>;

interface Versioned {
  readonly type: string;
  readonly version: number;
  readonly seq: number;
}

const correcting: ReadonlySet<string> = new Set(['FactCorrected', 'CorrectionProposed']);

/**
 * Brings recorded events to the shapes of today. `metadata.schemaVersion` stays as recorded; the complete data that a
 * correction or its proposal carries is upcast like its target's (engine 20), and its `targetVersion` becomes today's.
 * @param table every type this process knows, the correcting ones included
 * @returns throws `log.unknown-event` for a type that is not in the table, or a version above it: this stops every
 *   projection, named (engine 33)
 * @throws Error at once for a table in which a step is missing
 */
export const upcaster = (table: UpcastTable): ((event: RecordedEvent) => RecordedEvent) => {
  const known = new Map(Object.entries(table));
  known.forEach(checkSteps);
  return (event) => {
    const { type, seq, metadata } = event;
    const data = upcastData(known, { type, version: metadata.schemaVersion, seq }, event.data as Data);
    const current = correcting.has(type) ? upcastTarget(known, seq, data) : data;
    return current === event.data ? event : { ...event, data: current };
  };
};

const checkSteps = ({ version, from = {} }: Upcast, type: string): void => {
  for (let step = 1; step < version; step += 1) {
    if (!from[step]) throw new Error(`${type} is at version ${version} and has no step from ${step}`);
  }
};

const rowOf = (known: ReadonlyMap<string, Upcast>, { type, version, seq }: Versioned): Upcast => {
  const row = known.get(type);
  const isKnown = row && Number.isInteger(version) && version >= 1 && version <= row.version;
  if (!isKnown) throw refuseRead('log.unknown-event', { type, version, seq });
  return row;
};

const upcastData = (known: ReadonlyMap<string, Upcast>, written: Versioned, data: Data): Data => {
  const { version, from = {} } = rowOf(known, written);
  let current = data;
  for (let step = written.version; step < version; step += 1) current = from[step]?.(current) ?? current;
  return current;
};

const upcastTarget = (known: ReadonlyMap<string, Upcast>, seq: number, correction: Data): Data => {
  const {
    targetType: type,
    targetVersion: version,
    data,
    fields,
  } = correction as unknown as FactCorrected | CorrectionProposed;
  const written = { type, version, seq };
  const row = rowOf(known, written);
  if (version === row.version) return correction;
  const current = { ...correction, targetVersion: row.version };
  if (data === undefined) return current;
  const upcast = upcastData(known, written, data);
  return { ...current, data: upcast, ...(fields && { fields: moveFields(row, written, { fields, data, upcast }) }) };
};

interface Moving {
  readonly fields: readonly string[];
  readonly data: Data;
  readonly upcast: Data;
}

const moveFields = ({ version, moved = {} }: Upcast, written: Versioned, moving: Moving): readonly string[] => {
  let fields = moving.fields;
  for (let step = written.version; step < version; step += 1) {
    fields = fields.flatMap((field) => moved[step]?.[field] ?? [field]);
  }
  const lost = fields.find((field) => field in moving.data && !(field in moving.upcast));
  if (lost !== undefined) throw new Error(`${written.type} v${written.version}: say in "moved" where ${lost} went`);
  return [...new Set(fields)];
};
