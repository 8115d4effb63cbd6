import { systemActor } from '#libs/kernel/actor.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { isOpen, ledgerImport, type ImportEvents } from './import.js';
import { isReconstructing, log, skippedBy, type LogEvents } from './log.js';

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-10-31', id: (what) => `${what}-1` };

describe('the log about itself', () => {
  const given = specification(log, context);
  const created: EventOf<LogEvents> = { type: 'LogCreated', data: { logId: 'log-1' } };
  const raised: EventOf<LogEvents> = { type: 'SchemaRaised', data: { version: 3 } };
  const started: EventOf<LogEvents> = { type: 'ReconstructionStarted', data: { title: '2015', source: '总结' } };
  const ended: EventOf<LogEvents> = { type: 'ReconstructionEnded', data: {} };
  const skip = { projection: 'ledger', eventId: 'e7', seq: 7, reason: '异常' };
  const skipped: EventOf<LogEvents> = { type: 'ProjectionSkipped', data: skip };

  it('is created once', () => {
    given().when('CreateLog', { logId: 'log-1' }).then([created]);
    given(created).when('CreateLog', { logId: 'log-2' }).thenRefused('log.already-created');
  });

  it('its schema version only rises', () => {
    given(created).when('RaiseSchema', { version: 2 }).thenTypes('SchemaRaised');
    given(created, raised).when('RaiseSchema', { version: 3 }).thenRefused('log.schema-not-raised');
  });

  it('is reconstructed once, and the reconstruction is ended once (semantics 2)', () => {
    const command = { title: '2015', source: '总结' };
    given(created).when('StartReconstruction', command).thenTypes('ReconstructionStarted');
    given(created, started).when('StartReconstruction', command).thenRefused('log.reconstruction-once');
    given(created, started).when('EndReconstruction', {}).thenTypes('ReconstructionEnded');
    given(created).when('EndReconstruction', {}).thenRefused('log.reconstruction-not-running');
    given(created, started, ended).when('StartReconstruction', command).thenRefused('log.reconstruction-once');
    const states = [[created], [started], [started, ended]].map((events) => foldAt(log, recorded(events)));
    expect(states.map(isReconstructing)).toEqual([false, true, false]);
  });

  it('a projection passes over an event once, by name', () => {
    given().when('SkipEvent', skip).thenTypes('ProjectionSkipped');
    given(skipped).when('SkipEvent', skip).thenRefused('log.projection-already-skipped');
    given(skipped)
      .when('SkipEvent', { ...skip, projection: 'briefing' })
      .thenTypes('ProjectionSkipped');
    given(skipped).when('ResumeProjection', { projection: 'ledger' }).thenTypes('ProjectionResumed');
    expect(skippedBy(foldAt(log, recorded([skipped])), 'ledger')).toEqual(['e7']);
  });
});

describe('the import of a ledger file (engine 22)', () => {
  const given = specification(ledgerImport, context);
  const start = { digest: 'a'.repeat(64), file: '台账.xlsx', rows: 34 };
  const started: EventOf<ImportEvents> = { type: 'ImportStarted', data: start };
  const completed: EventOf<ImportEvents> = { type: 'ImportCompleted', data: { created: 33, skipped: 1 } };

  it('starts once and is completed once', () => {
    given().when('StartImport', start).then([started]);
    given(started).when('StartImport', start).thenRefused('import.already-started');
    given(started).when('CompleteImport', { created: 33, skipped: 1 }).then([completed]);
    given(started, completed).when('CompleteImport', { created: 33, skipped: 1 }).thenRefused('import.not-running');
    given().when('CompleteImport', { created: 33, skipped: 1 }).thenRefused('import.not-running');
  });

  it('is open between the two', () => {
    const states = [[], [started], [started, completed]].map((events) => foldAt(ledgerImport, recorded(events)));
    expect(states.map(isOpen)).toEqual([false, true, false]);
  });
});
