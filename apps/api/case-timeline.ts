import type { Runtime } from '#apps/runtime/runtime.js';
import type { AskedPoint } from '#apps/runtime/queries/point.js';
import { caseFieldLabels } from '#libs/cases/field-labels.js';
import { caseHistory } from '#libs/cases/history.js';
import { inconsistencies } from '#libs/cases/inconsistencies.js';
import { factLabel } from './words/fact-labels.js';
import { eventLabel, labelIn } from './words/labels.js';
import type { Read } from './parameters.js';

/** 件详情's timeline: who, post, unit, when in force, when recorded, why, old → new, in the office's words. */
export const caseTimeline = async (runtime: Runtime, id: string, asked: AskedPoint) => {
  const { events, reading } = await runtime.cases.eventsAt(id, asked);
  const entries = caseHistory(events, { knownAt: reading.knownAt }).map((entry) => ({
    ...entry,
    label: eventLabel(entry.type),
    changes: entry.changes.map((change) => ({ ...change, label: labelIn(caseFieldLabels, change.field) })),
  }));
  const names = await runtime.lists.names(
    entries.map(({ actor }) => actor),
    reading,
  );
  return { case: id, reading, entries, names, inconsistencies: inconsistencies(events, { knownAt: reading.knownAt }) };
};

/** The same case at two readings, in the office's words. */
export const caseDiff = async (runtime: Runtime, id: string, read: Read) => {
  const { validAt, knownAt, toValidAt, toKnownAt } = read;
  const found = await runtime.cases.differences(id, { validAt, knownAt }, { validAt: toValidAt, knownAt: toKnownAt });
  const differences = found.differences.map((difference) => ({
    ...difference,
    label: factLabel(difference.field),
    events: difference.events.map((event) => ({ ...event, label: eventLabel(event.type) })),
  }));
  const { units } = await runtime.lists.names([], found.after);
  return { ...found, differences, units };
};
