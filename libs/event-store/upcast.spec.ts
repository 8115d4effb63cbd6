import type { RecordedEvent } from '#libs/kernel/event.js';
import { upcaster, type UpcastTable } from './upcast.js';

const table: UpcastTable = {
  Assigned: {
    version: 3,
    from: {
      1: ({ unit, ...rest }) => ({ ...rest, units: [unit] }),
      2: ({ note: _, ...rest }) => ({ kind: 'lead', ...rest }),
    },
    moved: { 1: { unit: ['units'] }, 2: { note: [] } },
  },
  FactCorrected: { version: 1 },
  CorrectionProposed: { version: 1 },
};
const upcast = upcaster(table);

const event = (type: string, data: unknown, schemaVersion = 1): RecordedEvent =>
  ({ seq: 7, type, data, metadata: { schemaVersion } }) as RecordedEvent;

const correction = (fields: readonly string[], data?: Record<string, unknown>, targetType = 'Assigned') =>
  event('FactCorrected', { target: 'e1', targetType, targetVersion: 1, data, fields, reason: '误录' });

describe('upcasting by schema version', () => {
  it('walks every step from the recorded version to the present one', () => {
    expect(upcast(event('Assigned', { unit: 'u1', note: 'x' })).data).toEqual({ kind: 'lead', units: ['u1'] });
    expect(upcast(event('Assigned', { units: ['u1'], note: 'x' }, 2)).data).toEqual({ kind: 'lead', units: ['u1'] });
  });

  it('keeps the schema version as recorded, and the recorded event as it was', () => {
    const recorded = Object.freeze(event('Assigned', Object.freeze({ unit: 'u1' })));
    expect(upcast(recorded).metadata.schemaVersion).toBe(1);
    expect(recorded.data).toEqual({ unit: 'u1' });
  });

  it('hands on an event of the present version itself', () => {
    const present = event('Assigned', { kind: 'lead', units: [] }, 3);
    expect(upcast(present)).toBe(present);
  });

  it.each([
    ['Unheard', 1],
    ['Assigned', 4],
    ['Assigned', 0],
    ['Assigned', null],
    ['Assigned', 1.5],
    ['toString', 1],
  ])('stops at an unknown type or version, named: %s %s (engine 33)', (type, version) => {
    expect(() => upcast(event(type, {}, version as number))).toThrow(
      expect.objectContaining({ code: 'log.unknown-event', details: expect.objectContaining({ type, seq: 7 }) }),
    );
  });

  it('upcasts the complete data of a correction like its target (engine 20)', () => {
    const { data } = upcast(correction(['unit', 'note', 'kind'], { unit: 'u2', note: 'y' }));
    expect(data).toMatchObject({ targetVersion: 3, data: { kind: 'lead', units: ['u2'] }, fields: ['units', 'kind'] });
  });

  it('upcasts a proposal, with and without data', () => {
    const proposal = {
      act: 'correct',
      target: 'e1',
      targetType: 'Assigned',
      targetVersion: 1,
      reason: '',
      proposedBy: 'a',
    };
    expect(
      upcast(event('CorrectionProposed', { ...proposal, data: { unit: 'u2' }, fields: ['unit'] })).data,
    ).toMatchObject({
      data: { units: ['u2'] },
      fields: ['units'],
    });
    expect(upcast(event('CorrectionProposed', { ...proposal, act: 'retract' })).data).toEqual({
      ...proposal,
      act: 'retract',
      targetVersion: 3,
    });
  });

  it('stops at a correction of an unknown target', () => {
    expect(() => upcast(correction([], {}, 'Unheard'))).toThrow(
      expect.objectContaining({ code: 'log.unknown-event', details: { type: 'Unheard', version: 1, seq: 7 } }),
    );
  });

  it('refuses to lose a corrected field whose new place nobody named', () => {
    const silent = upcaster({ ...table, Assigned: { ...table.Assigned, version: 3, moved: {} } });
    expect(() => silent(correction(['unit'], { unit: 'u2' }))).toThrow('say in "moved" where unit went');
  });

  it('refuses a table with a missing step at once', () => {
    expect(() => upcaster({ Assigned: { version: 3, from: { 2: (data) => data } } })).toThrow('no step from 1');
  });
});
