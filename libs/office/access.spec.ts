import { systemActor } from '#libs/kernel/actor.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { access, type AccessEvents } from './access.js';

const context: DecisionContext = { actor: systemActor('spec'), today: '2026-11-23', id: (what) => what };
const given = specification(access, context);

const denial = { ...access.commands.RecordDenial.example };
const exported = { ...access.commands.RecordExport.example };

it('what was denied and what was exported is written down as it was, in any order', () => {
  given()
    .when('RecordDenial', denial)
    .then([{ type: 'AccessDenied', data: denial }]);
  const before: EventOf<AccessEvents> = { type: 'ExportMade', data: exported };
  given(before)
    .when('RecordExport', exported)
    .then([{ type: 'ExportMade', data: exported }]);
  given(before).when('RecordDenial', denial).thenTypes('AccessDenied');
});

it('nothing is written down for a day that has not come', () => {
  given()
    .when('RecordDenial', { ...denial, occurredOn: '2026-11-24' })
    .thenRefused('date.in-future');
});

it('counts each denial that an event stands for', () => {
  const events: EventOf<AccessEvents>[] = [
    { type: 'AccessDenied', data: denial },
    { type: 'AccessDenied', data: { ...denial, count: 7 } },
    { type: 'ExportMade', data: exported },
  ];
  expect(foldAt(access, recorded(events))).toEqual({ denied: 10, exports: 1 });
});

it('a day is a stream of its own, and nobody commands it', () => {
  expect(access.stream('2026-11-23')).toBe('access-2026-11-23');
  expect(Object.values(access.commands).flatMap(({ by }) => by)).toEqual([]);
});
