import { caseAt } from './case.mjs';
import { eventsAt } from './history.mjs';
import { officeAt } from './office.mjs';

const caseStream = /^[^-]+-case-(.+)$/;

/** Lines of each case's stream, by case id. */
export const caseLines = (lines) => {
  const streams = new Map();
  for (const line of lines) {
    const id = caseStream.exec(line.stream)?.[1];
    if (id) streams.set(id, [...(streams.get(id) ?? []), line]);
  }
  return streams;
};

/** Everything at (V, K): the cases that are registered, the office, and the way to other days of the same K. */
export const worldAt = (lines, { validAt, knownAt, units = 'mapped', mapping }) => {
  const streams = caseLines(lines);
  const on = (id, day) => caseAt(id, eventsAt(streams.get(id), { validAt: day, knownAt }));
  const office = officeAt(lines, { validAt, knownAt });
  return {
    validAt,
    mapping,
    office,
    unit: (id) => (id === null ? 'unassigned' : units === 'original' ? id : office.unitNow(id)),
    cases: [...streams.keys()].map((id) => on(id, validAt)).filter((each) => each !== undefined),
    ids: [...streams.keys()],
    on,
    daysOf: (id) => [...new Set(eventsAt(streams.get(id), { knownAt }).map((event) => event.on))].sort(),
  };
};
