import { assigning, handled, registering } from '#libs/cases/testing/cases.js';
import { told, type Told } from '#libs/cases/testing/story.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { drill } from '#libs/statistics/drill.js';
import { plainOffice } from '#libs/statistics/office-reading.js';
import type { Asked } from '#libs/statistics/question.js';
import { recorded } from '#libs/kernel/specification.js';
import { columnsOf } from './engine.js';

/** Types of the events that a transfer of the only case opens, over the first half of 2015. */
const opened = async (
  events: readonly RecordedEvent[],
  figure: 'transferredIn' | 'transferredOut',
  { scope, by, group }: Pick<Asked, 'scope' | 'by'> & { group?: Readonly<Record<string, string>> },
): Promise<readonly string[]> => {
  const columns = await columnsOf(events.map((event) => ({ ...event, stream: 'lookback-case-c0' })));
  const asked = {
    ...{ validAt: '2015-06-30', knownAt: events.length, window: { from: '2015-01-01' } },
    ...{ scope, by },
  };
  const rows = drill(columns, plainOffice, { asked, opened: { figure: `flow.${figure}`, group } });
  return rows.flatMap((row) => row.events.map((seq) => events[seq - 1]!.type));
};

const co = registering({ outerRole: 'co' });
const toLead: Told = ['ChangeOuterRole', { occurredOn: '2015-03-02', to: 'lead', by: '市政府办公厅', reason: '调整' }];
const flagged: Told = ['FlagCase', { occurredOn: '2015-03-02', flag: 'hard', reason: '区政府领导督办' } as never];
const appointed: Told = ['AppointLeader', { occurredOn: '2015-03-02', duty: 'leading', person: '副区长甲' } as never];

describe('a transfer opens the event that made it, whatever told the groups apart (semantics 30, domain 7)', () => {
  it('a case of nobody yet that becomes ours to lead is opened by the change of its role', async () => {
    const events = told(co, toLead);
    const scope = { outerRole: 'leadOrJoint' };
    expect(await opened(events, 'transferredIn', { scope })).toEqual(['OuterRoleChanged']);
    expect(await opened(events, 'transferredOut', { scope: { outerRole: 'co' } })).toEqual(['OuterRoleChanged']);
  });

  it('a case of nobody yet is opened by its assignment, from 未分办 and to the unit', async () => {
    const events = told(registering(), assigning);
    const by = ['unit'] as const;
    expect(await opened(events, 'transferredOut', { by, group: { unit: 'unassigned' } })).toEqual(['CaseAssigned']);
    expect(await opened(events, 'transferredIn', { by, group: { unit: 'jiaotong' } })).toEqual(['CaseAssigned']);
  });

  it('a case given back and not yet assigned anew is opened by the approval, from the unit and to 未分办', async () => {
    const back = { type: 'ReturnApproved', data: { occurredOn: '2015-03-02', unit: 'jiaotong', request: 'r1' } };
    const events = recorded([...told(registering(), assigning), back]);
    expect(await opened(events, 'transferredIn', { scope: { countingUnit: 'unassigned' } })).toEqual([
      'ReturnApproved',
    ]);
    const by = ['unit'] as const;
    expect(await opened(events, 'transferredOut', { by, group: { unit: 'jiaotong' } })).toEqual(['ReturnApproved']);
  });

  it('of two joint leads the one left counts, by the event that took the other away', async () => {
    const [share, role] = ['一半', 'jointLead'] as const;
    const joint: Told = [
      'AssignCase',
      {
        occurredOn: '2015-02-16',
        units: [
          { unit: 'jiaotong', role, share },
          { unit: 'shuiwu', role, share },
        ],
      },
    ];
    const back = { type: 'ReturnApproved', data: { occurredOn: '2015-03-02', unit: 'jiaotong', request: 'r1' } };
    const events = recorded([...told(registering(), joint), back]);
    const by = ['unit'] as const;
    expect(await opened(events, 'transferredIn', { by, group: { unit: 'shuiwu' } })).toEqual(['ReturnApproved']);
  });

  it('flags, leaders and stages are opened by what set them, not by what else happened that day', async () => {
    const events = told(registering(), assigning, flagged, appointed);
    expect(await opened(events, 'transferredIn', { scope: { flag: 'hard' } })).toEqual(['CaseFlagged']);
    expect(await opened(events, 'transferredIn', { scope: { leader: '副区长甲' } })).toEqual(['LeaderAppointed']);
    const taken = told(...handled);
    expect(await opened(taken, 'transferredIn', { scope: { stage: 'inHandling' } })).toEqual(['AssignmentAccepted']);
  });
});
