import { workingDay } from './days.js';
import type { LedgerRow } from './ledgers.js';
import type { Step } from './step.js';
import { clerks, teller } from './telling.js';
import { clerkOf, deputyOf, handlerOf } from './units.js';

/** The days between the steps follow the row's place in the book: spread, in time, and the same in every play. */
const pace = (place: number) => ({
  accepted: 1 + (place % 3),
  inner: 6 + (place % 3),
  filed: 9 + ((place * 5) % 7),
  isRated: place % 3 === 0,
  isSpecific: place % 2 === 0,
});

/** 签收 by every unit of the case, both names given. */
export const acceptances = (row: LedgerRow, after: number): readonly Step[] =>
  [...row.leads, ...row.supports].map((unit, index) => {
    const occurredOn = workingDay(row.assignedOn, after + (index % 2));
    const names = { leaderInCharge: deputyOf(unit, occurredOn), handler: handlerOf(unit, occurredOn) };
    return teller(row)('AcceptAssignment', { occurredOn, unit, ...names }, { by: clerkOf(unit) });
  });

/** A co case lives short: accepted, opinion filed to the city's lead within the month, at times rated and adopted. */
export const coLife = (row: LedgerRow, place: number): readonly Step[] => {
  const { accepted, inner, filed, isRated, isSpecific } = pace(place);
  const tell = teller(row);
  const filedOn = workingDay(row.assignedOn, filed);
  const lead = row.leads[0] ?? '';
  const text = '会办意见：结合本单位职责提出，供主办单位统一答复。（内容为重建）';
  const supporting = row.supports.map((unit) => {
    const body = { occurredOn: workingDay(row.assignedOn, inner), layer: 'inner' as const, unit, text };
    return tell('FileCoOpinion', body, { by: clerkOf(unit) });
  });
  const judgedOn = workingDay(filedOn, 8);
  const said = { occurredOn: judgedOn, opinion: 'outer', evidence: '市主办单位反馈' };
  const judged = [
    tell('RateCoOpinion', { ...said, timely: true, specific: isSpecific, useful: true }, { by: clerks.first }),
    tell('AdoptCoOpinion', said, { by: clerks.first }),
  ];
  return [
    ...acceptances(row, accepted),
    ...supporting,
    tell('FileCoOpinion', { occurredOn: filedOn, layer: 'outer', unit: lead, text }, { by: clerkOf(lead) }),
    ...(isRated ? judged : []),
  ];
};
