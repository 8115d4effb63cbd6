import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Reading } from '#libs/kernel/history.js';
import { recorded } from '#libs/kernel/specification.js';
import { cases } from './aggregate.js';
import { facts } from './facts.js';
import { assigning, district, handled, innerOpinion, registering, replied, replying } from './testing/cases.js';
import { told, toldAfter, type Told } from './testing/story.js';

const rowsOf = (events: readonly RecordedEvent[], grain: string, reading: Reading = {}) =>
  facts(foldAt(cases, events, reading))
    .filter((fact) => fact.grain === grain)
    .map(({ key, fields }) => ({ key, ...fields }) as { key: string } & Record<string, unknown>);
const rowOf = (events: readonly RecordedEvent[], reading: Reading = {}) => rowsOf(events, 'case', reading)[0]!;

const role = (to: 'lead' | 'joint' | 'co', occurredOn: string): Told => [
  'ChangeOuterRole',
  { occurredOn, to, by: '市政府办公厅', reason: '调整' },
];
const outer = (occurredOn: string): Told => [
  'FileCoOpinion',
  { occurredOn, layer: 'outer', unit: 'jiaotong', text: '意见' },
];
const revisit = (occurredOn: string, finding: string, more: object = {}): Told => [
  'RecordRevisit',
  { occurredOn, finding, evidence: '现场', reason: '核实', ...more } as never,
];
const rehandle = (occurredOn: string): Told => ['OrderRehandling', { occurredOn, cause: 'doubt', reason: '有疑问' }];
const reply = (more: object): Told => ['FileReply', { ...(replying[1] as object), ...more } as never];
/** Assigned anew to another unit, as a coordination decides. */
const renamed = (events: readonly RecordedEvent[], occurredOn: string): readonly RecordedEvent[] =>
  recorded([
    ...events,
    { type: 'CaseAssigned', data: { occurredOn, units: [{ unit: 'guitu', role: 'lead' }], due: {}, rules: 'r1' } },
  ]);
const co = [registering({ outerRole: 'co' }), assigning] as const;

describe('stock and stage', () => {
  it('a case stands in no row before it is registered (engine 19)', () => {
    expect(facts(foldAt(cases, []))).toEqual([]);
    expect(facts(foldAt(cases, told(registering()), { validAt: '2015-02-09' }))).toEqual([]);
  });

  it('stages are a partition, the first that holds (semantics 29)', () => {
    const stage = (...story: readonly Told[]) => rowOf(told(...story))['stage'];
    expect(stage(registering())).toBe('unassigned');
    expect(stage(registering(), assigning)).toBe('toAccept');
    expect(stage(...handled)).toBe('inHandling');
    expect(stage(...replied)).toBe('replied');
    expect(stage(...replied, rehandle('2015-06-01'))).toBe('rehandling');
    expect(stage(...co, outer('2015-03-01'))).toBe('answeredByOpinion');
    const withdrawal: Told = [
      'WithdrawCase',
      { occurredOn: '2015-04-01', reason: '提出人要求撤回', signers: ['代表甲', '代表乙'] },
    ];
    expect(stage(...handled, withdrawal)).toBe('withdrawn');
  });

  it('a reply of the time when a case was ours does not answer it as a co case (semantics 29, 30)', () => {
    const events = told(...replied, role('co', '2015-06-01'));
    expect(rowOf(events)).toMatchObject({ stage: 'inHandling', inStock: true, stockSeq: 7, answeredOn: null });
    expect(rowOf(events, { validAt: '2015-05-31' })).toMatchObject({ stage: 'replied', inStock: false, stockSeq: 6 });
  });

  it('the stock mark names what moved the case in or out, and nothing else (semantics 30)', () => {
    const marks = (events: readonly RecordedEvent[]) => rowOf(events)['stockSeq'];
    const story = told(...replied);
    expect(marks(story.slice(0, 5))).toBe(1);
    expect(marks(story)).toBe(6);
    expect(marks(toldAfter(story, revisit('2015-08-10', 'solved')))).toBe(6);
    expect(marks(toldAfter(story, rehandle('2015-06-01')))).toBe(7);
    expect(marks(told(...co, outer('2015-03-01'), role('lead', '2015-04-10')))).toBe(4);
    expect(marks(told(registering(), role('joint', '2015-03-01')))).toBe(1);
  });

  it('is missed against the effective due date: a grant counts if given by the date it extends (semantics 23)', () => {
    const granted = (grantedOn: string) =>
      rowOf(
        told(
          ...handled,
          ['RequestExtension', { occurredOn: '2015-05-04', newDue: '2015-06-30', reason: '多部门' }],
          ['GrantExtension', { occurredOn: grantedOn, extension: 'extension-6', consent: '同意' }],
        ),
      );
    expect(granted('2015-05-11')).toMatchObject({ replyDue: '2015-06-30', lightDue: '2015-06-30', extensionSeq: 7 });
    expect(granted('2015-05-12')).toMatchObject({ replyDue: '2015-05-11', lightDue: '2015-06-30', extensionSeq: 7 });
  });

  it('grants extend each other in the order they were given, not asked (semantics 23)', () => {
    const ask = (newDue: string): Told => ['RequestExtension', { occurredOn: '2015-04-20', newDue, reason: '多部门' }];
    const grant = (occurredOn: string, extension: string): Told => [
      'GrantExtension',
      { occurredOn, extension, consent: '同意' },
    ];
    const events = told(
      ...handled,
      ask('2015-07-31'),
      ask('2015-06-10'),
      grant('2015-05-05', 'extension-7'),
      grant('2015-06-05', 'extension-6'),
    );
    expect(rowOf(events)).toMatchObject({ replyDue: '2015-07-31', lightDue: '2015-07-31', extensionSeq: 9 });
    expect(rowsOf(events, 'round')[0]).toMatchObject({ round: 1, due: '2015-07-31' });
  });

  it('an extension of a later round moves that round only (semantics 23, 36)', () => {
    const events = told(
      ...replied,
      rehandle('2015-06-01'),
      ['RequestExtension', { occurredOn: '2015-06-10', newDue: '2015-08-03', reason: '多部门' }],
      ['GrantExtension', { occurredOn: '2015-06-12', extension: 'extension-8', consent: '同意' }],
    );
    expect(rowsOf(events, 'round').map(({ round, due }) => [round, due])).toEqual([
      [1, '2015-05-11'],
      [2, '2015-08-03'],
    ]);
    expect(rowOf(events)).toMatchObject({ replyDue: '2015-05-11', extensionSeq: null, rounds: 2, roundOpen: true });
  });
});

describe('roles and clocks', () => {
  it('the reply clock of a district case runs from its assignment (semantics 17)', () => {
    const events = told(registering(district), assigning);
    expect(rowOf(events)).toMatchObject({ outerRole: null, replyDue: '2015-05-18', opinionDue: null });
    expect(rowOf(events, { validAt: '2015-02-15' })['replyDue']).toBeNull();
  });

  it('a change of role ends the old clock and starts the new one (semantics 17)', () => {
    const events = told(...co, role('lead', '2015-04-10'));
    expect(rowOf(events, { validAt: '2015-04-09' })).toMatchObject({ opinionDue: '2015-03-10', replyDue: null });
    expect(rowOf(events)).toMatchObject({ opinionDue: null, replyDue: '2015-07-10' });
  });

  it('lead → co → lead: our outer opinion is expected only while the case is co (semantics 19)', () => {
    const events = told(
      registering(),
      assigning,
      role('co', '2015-03-02'),
      outer('2015-03-20'),
      role('lead', '2015-04-10'),
    );
    const outers = (validAt: string) => rowsOf(events, 'opinion', { validAt }).filter(({ key }) => key === 'outer');
    expect(outers('2015-03-01')).toEqual([]);
    expect(outers('2015-03-15')).toMatchObject([
      { due: '2015-04-02', expectedSeq: 3, filedOn: null, unit: 'jiaotong' },
    ]);
    expect(outers('2015-04-09')).toMatchObject([{ filedOn: '2015-03-20' }]);
    expect(outers('2015-04-10')).toEqual([]);
    expect(rowOf(events)).toMatchObject({ inStock: true, opinionOn: null, stage: 'toAccept' });
  });

  it('timeliness goes by the first filing; a resubmission has a clock of its own (semantics 37)', () => {
    const events = told(
      ...co,
      outer('2015-03-02'),
      ['ReturnCoOpinion', { occurredOn: '2015-03-05', opinion: 'outer', reason: '空泛', evidence: '来函' }],
      outer('2015-03-20'),
    );
    const row = (validAt: string) => rowsOf(events, 'opinion', { validAt }).find(({ key }) => key === 'outer');
    expect(row('2015-03-19')).toMatchObject({
      filedOn: '2015-03-02',
      resubmissionDue: '2015-03-12',
      resubmittedOn: null,
    });
    expect(row('2015-03-20')).toMatchObject({ filedOn: '2015-03-02', resubmittedOn: '2015-03-20', filings: 2 });
    const later = { ...(events.at(-1)!.data as object), occurredOn: '2015-03-25', filing: 3 };
    const filedOnceMore = recorded([...events, { type: 'CoOpinionFiled', data: later }]);
    const outer3 = rowsOf(filedOnceMore, 'opinion').find(({ key }) => key === 'outer');
    expect(outer3).toMatchObject({ resubmittedOn: '2015-03-20', filings: 3 });
  });

  it('another body’s opinion is due from the role that asks for it (semantics 19)', () => {
    const events = told(registering({ outerRole: 'co', coBodies: ['市规土局'] }), role('joint', '2015-04-10'));
    expect(rowsOf(events, 'opinion')).toMatchObject([{ key: 'incoming:市规土局', due: '2015-05-11', expectedSeq: 2 }]);
  });

  it('the counting unit is the lead, else the joint lead named first, whatever the ids look like (semantics 28)', () => {
    const joint: Told = [
      'AssignCase',
      {
        occurredOn: '2015-02-16',
        units: [
          { unit: 'pujiang', role: 'jointLead', share: '动迁' },
          { unit: '12', role: 'jointLead', share: '规划' },
        ],
      },
      { unitExists: () => true },
    ];
    expect(rowOf(told(registering(), joint))).toMatchObject({ countingUnit: 'pujiang', jointLeads: ['12', 'pujiang'] });
  });

  it('credit for a reply goes to the counting unit of its day (semantics 28)', () => {
    expect(rowOf(told(...replied))).toMatchObject({
      replyUnit: 'jiaotong',
      replyOutcome: 'reference',
      replyScheme: 's1',
    });
    expect(rowOf(told(...handled))['replyUnit']).toBeNull();
  });

  it('of its whole day: a unit named the same day, however late it is told, has the credit (semantics 28)', () => {
    const anew = (occurredOn: string) => renamed(told(...replied), occurredOn);
    expect(rowOf(anew('2015-05-05'))['replyUnit']).toBe('guitu');
    expect(rowOf(anew('2015-05-06'))['replyUnit']).toBe('jiaotong');
  });

  it('an extension ends with the clock it extended: a new role has its own date (semantics 17, 23)', () => {
    const asked = told(registering(), assigning, [
      'RequestExtension',
      { occurredOn: '2015-03-02', newDue: '2015-06-10', reason: '多部门' },
    ]);
    const { extension } = asked.at(-1)!.data as { extension: string };
    const granted = toldAfter(asked, ['GrantExtension', { occurredOn: '2015-03-04', extension, consent: '同意' }]);
    expect(rowOf(granted)['replyDue']).toBe('2015-06-10');
    const changed = toldAfter(granted, role('joint', '2015-04-10'));
    expect(rowOf(changed)).toMatchObject({ replyDue: '2015-07-10', lightDue: '2015-07-10' });
    expect(rowsOf(changed, 'round')[0]).toMatchObject({ due: '2015-07-10', extensionSeq: 4 });
  });

  it('a draft opens no round: without the order to rehandle the case stays replied (semantics 9, 30)', () => {
    const drafted = told(...replied, rehandle('2015-06-01'), [
      'DraftReply',
      { occurredOn: '2015-06-03', text: '再答' },
    ]);
    const order = drafted.find(({ type }) => type === 'RehandlingOrdered')!.id;
    const events = recorded([...drafted, { type: 'FactRetracted', data: { target: order } }]);
    expect(rowOf(events)).toMatchObject({ stage: 'replied', inStock: false, rounds: 1 });
    expect(rowsOf(events, 'round').map(({ key }) => key)).toEqual(['1']);
  });

  it('the first assignment stays the first, whoever holds the case now (semantics 41)', () => {
    expect(rowOf(renamed(told(registering(district), assigning), '2015-03-02'))).toMatchObject({
      assignedOn: '2015-03-02',
      firstAssignedOn: '2015-02-16',
    });
  });

  it('the event that set the date in force stands beside it: receipt, role, a district’s assignment', () => {
    expect(rowOf(told(registering()))).toMatchObject({ replyDueSeq: 1, opinionDueSeq: null });
    expect(rowOf(told(...co, role('lead', '2015-04-10')))['replyDueSeq']).toBe(3);
    expect(rowOf(told(...co))['opinionDueSeq']).toBe(1);
    expect(rowOf(told(registering(district)))['replyDueSeq']).toBeNull();
    expect(rowOf(told(registering(district), assigning))['replyDueSeq']).toBe(2);
  });

  it('the leader in charge of the case is the district’s, else the one the unit named', () => {
    expect(rowOf(told(...handled))['leaderInCharge']).toBe('分管领导甲');
    const appointed: Told = ['AppointLeader', { occurredOn: '2015-03-02', duty: 'inCharge', person: '副区长甲' }];
    expect(rowOf(told(...handled, appointed))['leaderInCharge']).toBe('副区长甲');
  });
});

describe('outcome', () => {
  const outcomes = (...story: readonly Told[]) => {
    const { replyOutcome, currentOutcome, explicitOutcome } = rowOf(told(...replied, ...story));
    return [replyOutcome, currentOutcome, explicitOutcome];
  };

  it('a finding that concludes the case lifts it to solved, unless only explicit words count (semantics 43)', () => {
    expect(outcomes()).toEqual(['reference', 'reference', 'reference']);
    for (const finding of ['fullySolved', 'solved', 'concluded'])
      expect(outcomes(revisit('2015-08-10', finding))).toEqual(['reference', 'solved', 'reference']);
    for (const finding of ['partlySolved', 'inProgress', 'unchanged'])
      expect(outcomes(revisit('2015-08-10', finding))).toEqual(['reference', 'reference', 'reference']);
  });

  it('an explicit new outcome, or a later round’s, sets it; the reply’s stays (semantics 43)', () => {
    const planned = revisit('2015-08-10', 'inProgress', { newOutcome: 'planned' });
    expect(outcomes(planned)).toEqual(['reference', 'planned', 'planned']);
    const again = [rehandle('2015-08-20'), reply({ occurredOn: '2015-09-01', outcome: 'solved' })] as const;
    expect(outcomes(planned, ...again)).toEqual(['reference', 'solved', 'solved']);
  });

  it('is read in the order of days, not of recording (semantics 5)', () => {
    const late = [
      revisit('2015-09-10', 'inProgress', { newOutcome: 'planned' }),
      revisit('2015-08-10', 'fullySolved'),
    ] as const;
    expect(outcomes(...late)).toEqual(['reference', 'planned', 'planned']);
  });

  it('the matrix shows the last finding other than 无变化, and a new outcome only in its own column (semantics 45)', () => {
    const column = (...story: readonly Told[]) => rowOf(told(...replied, ...story))['matrixColumn'];
    expect(column()).toBeNull();
    expect(column(revisit('2015-08-10', 'unchanged'))).toBe('unchanged');
    expect(column(revisit('2015-08-10', 'partlySolved'), revisit('2015-09-10', 'unchanged'))).toBe('partlySolved');
    const replanned = revisit('2015-08-10', 'unchanged', { newOutcome: 'planned' });
    expect(column(replanned)).toBe('to:planned');
    expect(column(replanned, revisit('2015-09-10', 'unchanged'))).toBe('to:planned');
  });
});

describe('implementation', () => {
  const promise = { commitments: [{ text: '竣工', due: '2015-12-01', owner: '甲' }] };
  const implemented = (...story: readonly Told[]) => rowOf(told(...handled, ...story))['implementation'];
  const progress = (occurredOn: string, more: object = {}): Told => [
    'ReportProgress',
    { occurredOn, percent: 100, text: '完成', ...more },
  ];

  it('neither a reply of solved nor a report of 100 % makes it fully (semantics 46)', () => {
    expect(implemented()).toBe('notStarted');
    expect(implemented(reply({ outcome: 'solved' }))).toBe('notStarted');
    expect(implemented(reply({ outcome: 'solved' }), progress('2015-06-01'))).toBe('inProgress');
  });

  it('the last of findings and commitments decides (semantics 46)', () => {
    expect(implemented(replying, revisit('2015-08-10', 'partlySolved'))).toBe('partly');
    expect(implemented(replying, revisit('2015-08-10', 'concluded'), progress('2015-09-01'))).toBe('fully');
    expect(implemented(replying, revisit('2015-08-10', 'fullySolved'), revisit('2015-09-10', 'partlySolved'))).toBe(
      'partly',
    );
    const kept: Told = [
      'FulfilCommitment',
      { occurredOn: '2015-11-01', commitment: 'commitment-0-6', evidence: '验收单' },
    ];
    expect(implemented(reply(promise))).toBe('notStarted');
    expect(implemented(reply(promise), kept)).toBe('fully');
    expect(implemented(reply(promise), kept, revisit('2015-11-10', 'partlySolved', promise))).toBe('partly');
  });

  it('the last statement says whom it waits for: one that names nobody ends the waiting (semantics 47)', () => {
    const waiting = progress('2015-06-01', { waitingOn: { body: '市有关部门', since: '2015-05-20' } });
    expect(rowOf(told(...replied, waiting))).toMatchObject({
      waitingBody: '市有关部门',
      waitingSince: '2015-05-20',
      waitingSeq: 7,
    });
    expect(rowOf(told(...replied, waiting, progress('2015-07-01')))['waitingBody']).toBeNull();
    expect(rowOf(told(...replied, progress('2015-07-01'), waiting))['waitingBody']).toBeNull();
    expect(rowOf(told(...replied, waiting, revisit('2015-08-10', 'unchanged')))['waitingBody']).toBeNull();
  });
});

describe('what was said', () => {
  it('a contact counts as 面商 with a proposer of the case only (semantics 24)', () => {
    const events = told(...handled);
    expect(rowsOf(events, 'contact')).toMatchObject([{ faceToFace: true, ledByPosts: ['districtLeader'] }]);
    const others = events.map((event) =>
      event.type === 'ContactRecorded' ? { ...event, data: { ...(event.data as object), proposers: ['路人'] } } : event,
    );
    expect(rowsOf(others, 'contact')).toMatchObject([{ faceToFace: false }]);
  });

  it('the disclosure in force is the latest of reply and decision (semantics 40)', () => {
    const decide: Told = ['DecideDisclosure', { occurredOn: '2015-06-01', disclosure: 'onRequest' }];
    expect(rowOf(told(...replied))['disclosure']).toBe('public');
    expect(rowOf(told(...replied, decide))['disclosure']).toBe('onRequest');
    const again = [rehandle('2015-06-02'), reply({ occurredOn: '2015-06-20' })] as const;
    expect(rowOf(told(...replied, decide, ...again))['disclosure']).toBe('public');
  });

  it('one row a case, round and proposer asked (semantics 39)', () => {
    const events = told(
      ...replied,
      ['AskFeedback', { occurredOn: '2015-05-06', proposers: ['代表甲', '代表乙'] }],
      [
        'RecordFeedback',
        { occurredOn: '2015-05-20', proposer: '代表乙', attitude: 'satisfied', result: 'mostly', evidence: '1号' },
      ],
    );
    expect(rowsOf(events, 'form')).toMatchObject([
      { key: '1|代表甲', givenOn: null, attitude: null },
      { key: '1|代表乙', askedOn: '2015-05-06', givenOn: '2015-05-20', result: 'mostly' },
    ]);
  });

  it('an opinion done without is waived by the reply that did without it (semantics 37)', () => {
    const waived = reply({ opinionsWaived: [{ opinion: 'inner:shuiwu', reason: '已当面说明' }] });
    const events = told(...handled.filter((command) => command !== innerOpinion), waived);
    expect(rowsOf(events, 'opinion')).toMatchObject([{ key: 'inner:shuiwu', waivedOn: '2015-05-05', filedOn: null }]);
  });
});
