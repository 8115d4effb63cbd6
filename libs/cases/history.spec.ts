import { caseHistory } from './history.js';
import { inconsistencies } from './inconsistencies.js';
import { assigning, handled, registering, replied } from './testing/cases.js';
import { fromLedger, secondClerk } from './testing/office.js';
import { told, toldAfter, type Told } from './testing/story.js';

const correct = (target: string, data: Record<string, unknown>): Told => [
  'CorrectFact',
  { target, data, reason: '原件如此' },
];
const retract = (target: string, ...together: string[]): Told => [
  'RetractFact',
  { target, together, reason: '重复录入' },
];
const approve = (proposal: string): Told => ['ApproveCorrection', { proposal }, { actor: secondClerk }];

describe('the timeline of a case', () => {
  it('tells every event in the order of recording, with who, when and what it states (engine 32)', () => {
    const entries = caseHistory(told(...replied));
    expect(entries.map(({ type }) => type)).toEqual([
      'CaseRegistered',
      'CaseAssigned',
      'AssignmentAccepted',
      'CoOpinionFiled',
      'ContactRecorded',
      'ReplyFiled',
    ]);
    expect(entries[2]).toMatchObject({
      id: 'e3',
      seq: 3,
      on: '2015-02-25',
      recordedAt: '2015-01-01T00:00:00.000Z',
      actor: 'office-1',
      replacedBy: [],
      notEvidenced: [],
    });
    expect(entries[2]!.changes).toContainEqual({ field: 'handler', old: null, new: '承办人甲' });
  });

  it('says what a fact was before it changed in the world (semantics 6)', () => {
    const change: Told = ['ChangeOuterRole', { occurredOn: '2015-04-10', to: 'co', by: '市政府', reason: '调整' }];
    const decide: Told = ['DecideDisclosure', { occurredOn: '2015-06-01', disclosure: 'onRequest' }];
    const changes = (story: readonly Told[]) => caseHistory(told(...story)).at(-1)!.changes;
    expect(changes([registering(), change])).toContainEqual({ field: 'to', old: 'lead', new: 'co' });
    expect(changes([...replied, decide])).toContainEqual({ field: 'disclosure', old: 'public', new: 'onRequest' });
  });

  it('a correction shows the target’s fields old → new, and the target what replaced it (semantics 7)', () => {
    const events = told(registering(), correct('e1', { cityLead: '市规土局' }));
    const [registered, correction] = caseHistory(events);
    expect(registered).toMatchObject({ replacedBy: ['e2'], retractedBy: undefined });
    expect(registered!.changes).toContainEqual({ field: 'title', old: null, new: '关于尽快落实题桥发射台搬迁的意见' });
    expect(correction).toMatchObject({
      on: null,
      reason: '原件如此',
      target: { id: 'e1', type: 'CaseRegistered', seq: 1 },
      changes: [{ field: 'cityLead', old: null, new: '市规土局' }],
    });
  });

  it('a proposal shows what it would change, its approval what it changed, a rejection nothing (semantics 10)', () => {
    const proposed = told(registering(), correct('e1', { outerRole: 'co' }));
    const role = { field: 'outerRole', old: 'lead', new: 'co' };
    expect(
      caseHistory(toldAfter(proposed, approve('e2'))).map(({ changes }) =>
        changes.filter(({ field }) => field === 'outerRole'),
      ),
    ).toEqual([[{ ...role, old: null, new: 'lead' }], [role], [role]]);
    const [, , rejection] = caseHistory(toldAfter(proposed, ['RejectCorrection', { proposal: 'e2', reason: '无误' }]));
    expect(rejection).toMatchObject({ changes: [], target: { id: 'e2', type: 'CorrectionProposed' }, reason: '无误' });
  });

  it('a retraction takes the fields away, and taking it back brings them again (semantics 7)', () => {
    const events = told(...handled, retract('e5'), approve('e6'), retract('e7'), approve('e8'));
    const entries = caseHistory(events);
    const mode = (index: number) => entries[index]!.changes.find(({ field }) => field === 'mode');
    expect(mode(6)).toEqual({ field: 'mode', old: 'faceToFace', new: null });
    expect(mode(8)).toEqual({ field: 'mode', old: null, new: 'faceToFace' });
    expect(entries[6]!.retractedBy).toBe('e9');
    expect(entries[4]!.retractedBy).toBeUndefined();
    expect(caseHistory(events, { knownAt: 8 })[4]!.retractedBy).toBe('e7');
  });

  it('ends at the reading: later facts are not told, acts of correcting are (semantics 7)', () => {
    const events = told(...handled, correct('e5', { summary: '听取了意见' }));
    const types = (validAt: string) => caseHistory(events, { validAt }).map(({ type }) => type);
    expect(types('2015-02-20')).toEqual(['CaseRegistered', 'CaseAssigned', 'FactCorrected']);
    expect(caseHistory(events, { knownAt: 2 })).toHaveLength(2);
  });

  it('names the evidence a ledger row did not bring (semantics 13)', () => {
    const bare: Told = [
      'FileReply',
      { occurredOn: '2015-05-05', outcome: 'solved', docNo: '1号', disclosure: 'public' },
      fromLedger,
    ];
    const entry = caseHistory(told(registering(), assigning, bare)).at(-1)!;
    expect(entry.notEvidenced).toContain('reply.no-contact');
    expect(entry.changes.map(({ field }) => field)).not.toContain('notEvidenced');
  });
});

describe('inconsistencies (semantics 8, engine 19)', () => {
  const outer: Told = ['FileCoOpinion', { occurredOn: '2015-03-10', layer: 'outer', unit: 'jiaotong', text: '意见' }];

  it('a case told in order has none', () => {
    expect(inconsistencies(told(...replied))).toEqual([]);
  });

  it('an opinion filed as co stays, and is listed beside the registration that now says lead', () => {
    const events = told(
      registering({ outerRole: 'co' }),
      assigning,
      outer,
      correct('e1', { outerRole: 'lead' }),
      approve('e4'),
    );
    expect(inconsistencies(events)).toMatchObject([
      { event: { id: 'e3', type: 'CoOpinionFiled' }, why: 'contradicts', other: { id: 'e1', type: 'CaseRegistered' } },
    ]);
    expect(inconsistencies(events, { knownAt: 4 })).toEqual([]);
  });

  it('an event that has lost what it rests on names it, later or taken back', () => {
    const events = told(...handled);
    const late = events.map((event) =>
      event.id === 'e2' ? { ...event, data: { ...(event.data as object), occurredOn: '2015-03-31' } } : event,
    );
    expect(inconsistencies(late).map(({ event, why, other }) => [event.id, why, other?.id])).toEqual([
      ['e3', 'needs', 'e2'],
      ['e4', 'needs', 'e2'],
    ]);
    expect(inconsistencies(events.filter(({ id }) => id !== 'e2'))).toMatchObject([
      { event: { id: 'e3' }, why: 'needs' },
      { event: { id: 'e4' }, why: 'needs' },
    ]);
  });

  it('a reply on a day when the case is now known to be co, and what follows the end of handling', () => {
    const co: Told = ['ChangeOuterRole', { occurredOn: '2015-04-10', to: 'co', by: '市政府', reason: '调整' }];
    expect(inconsistencies(told(...replied, co))).toMatchObject([
      { event: { id: 'e6' }, why: 'contradicts', other: { id: 'e7', type: 'OuterRoleChanged' } },
    ]);
    const [registered, assigned] = told(registering(), assigning);
    const withdrawn = {
      ...assigned!,
      id: 'w',
      type: 'CaseWithdrawn',
      data: { occurredOn: '2015-02-12', reason: '', signers: [] },
    };
    expect(inconsistencies([registered!, assigned!, { ...withdrawn, seq: 3 }])).toMatchObject([
      { event: { id: 'e2' }, why: 'contradicts', other: { id: 'w', type: 'CaseWithdrawn' } },
    ]);
  });
});
