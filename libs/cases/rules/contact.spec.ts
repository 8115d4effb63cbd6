import type { FileCoOpinion, RecordContact } from '../commands/contact.js';
import { assigning, innerOpinion, meeting, registering } from '../testing/cases.js';
import { deputy, fromLedger, staffOf } from '../testing/office.js';
import { after, told, type Told } from '../testing/story.js';

const contact = meeting[1] as RecordContact;
const inner = innerOpinion[1] as FileCoOpinion;
const outer: FileCoOpinion = { ...inner, layer: 'outer', unit: 'jiaotong' };
const incoming: FileCoOpinion = { ...inner, layer: 'incoming', unit: '市规土局' };
const assigned = [registering(), assigning] as const;
const co = [registering({ outerRole: 'co' }), assigning] as const;
const outerFiled: Told = ['FileCoOpinion', outer];
const returned = (opinion: string, occurredOn = '2015-03-12'): Told => [
  'ReturnCoOpinion',
  { occurredOn, opinion, reason: '缺少时间安排', evidence: '来函' },
];

describe('RecordContact', () => {
  it('notes what it counts as by the rule book and the posts of its day (semantics 14, 24)', () => {
    after(...assigned)
      .when('RecordContact', contact)
      .then([
        {
          type: 'ContactRecorded',
          data: { countsAsFaceToFace: true, ledByPosts: ['districtLeader'], unit: 'jiaotong' },
        },
      ] as never);
    after(...assigned)
      .when('RecordContact', { ...contact, mode: 'phone', ledBy: undefined })
      .then([{ type: 'ContactRecorded', data: { countsAsFaceToFace: false } }] as never);
  });

  it('names a proposer of the case', () => {
    after(...assigned)
      .when('RecordContact', { ...contact, proposers: ['路人'] })
      .thenRefused('contact.no-proposer');
  });

  it('a unit’s people record on their own cases and for their own unit (quality 4)', () => {
    const as = (unit: string) => ({ actor: staffOf(unit) });
    after(...assigned)
      .when('RecordContact', contact, as('guitu'))
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('RecordContact', { ...contact, unit: 'jiaotong' }, as('shuiwu'))
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('RecordContact', contact, as('shuiwu'))
      .then([{ type: 'ContactRecorded', data: { unit: 'shuiwu' } }] as never);
    after(...assigned)
      .when('RecordContact', { ...contact, unit: 'mars' })
      .thenRefused('unit.unknown');
  });
});

describe('WaiveVisit', () => {
  const waive = { occurredOn: '2015-03-20', proposer: '代表甲', words: '无须面商' };

  it('is a proposer’s own word (domain 3.1)', () => {
    after(...assigned)
      .when('WaiveVisit', waive)
      .thenTypes('VisitWaived');
    after(...assigned)
      .when('WaiveVisit', waive, { actor: deputy })
      .thenTypes('VisitWaived');
    after(...assigned)
      .when('WaiveVisit', { ...waive, proposer: '代表乙' }, { actor: deputy })
      .thenRefused('access.not-own-proposal');
    after(registering({ proposers: ['代表丙'] }), assigning)
      .when('WaiveVisit', waive, { actor: deputy })
      .thenRefused('access.not-own-proposal');
    after(...assigned)
      .when('WaiveVisit', { ...waive, proposer: '路人' })
      .thenRefused('visit.not-a-proposer');
    after(...assigned)
      .when('WaiveVisit', waive, { actor: staffOf('guitu') })
      .thenRefused('access.not-own-unit');
  });
});

describe('FileCoOpinion', () => {
  it('inner: by a unit in support, for itself (semantics 19)', () => {
    after(...assigned)
      .when('FileCoOpinion', inner, { actor: staffOf('shuiwu') })
      .thenTypes('CoOpinionFiled');
    after(...assigned)
      .when('FileCoOpinion', inner, { actor: staffOf('jiaotong') })
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('FileCoOpinion', { ...inner, unit: 'jiaotong' })
      .thenRefused('opinion.not-support');
    after(...assigned)
      .when('FileCoOpinion', { ...inner, unit: 'mars' })
      .thenRefused('unit.unknown');
    after(...assigned)
      .when('FileCoOpinion', { ...inner, occurredOn: '2015-02-12' })
      .thenRefused('date.contradicts-later');
  });

  it('outer: of a co case, through its lead unit (semantics 19)', () => {
    after(...co)
      .when('FileCoOpinion', outer, { actor: staffOf('jiaotong') })
      .thenTypes('CoOpinionFiled');
    after(...co)
      .when('FileCoOpinion', { ...outer, unit: 'shuiwu' })
      .thenRefused('opinion.not-lead');
    after(...co)
      .when('FileCoOpinion', outer, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(...assigned)
      .when('FileCoOpinion', outer)
      .thenRefused('opinion.not-co');
  });

  it('incoming: where we answer, recorded by the lead unit or the office (semantics 19)', () => {
    after(...assigned)
      .when('FileCoOpinion', incoming)
      .thenTypes('CoOpinionFiled');
    after(...assigned)
      .when('FileCoOpinion', incoming, { actor: staffOf('shuiwu') })
      .thenRefused('access.not-own-unit');
    after(...co)
      .when('FileCoOpinion', incoming)
      .thenRefused('opinion.not-answering');
  });

  it('a second filing answers a return, on or after its day (semantics 37)', () => {
    after(...co, outerFiled)
      .when('FileCoOpinion', outer)
      .thenRefused('opinion.already-filed');
    after(...co, outerFiled, returned('outer'))
      .when('FileCoOpinion', { ...outer, occurredOn: '2015-03-16' })
      .then([{ type: 'CoOpinionFiled', data: { filing: 2 } }] as never);
    after(...co, outerFiled, returned('outer'))
      .when('FileCoOpinion', { ...outer, occurredOn: '2015-03-11' })
      .thenRefused('date.contradicts-later');
  });

  it('late is accepted', () => {
    after(...co)
      .when('FileCoOpinion', { ...outer, occurredOn: '2015-06-01' })
      .thenTypes('CoOpinionFiled');
  });
});

describe('judging an opinion', () => {
  const adopt = { occurredOn: '2015-03-16', opinion: 'inner:shuiwu' };
  const rate = { ...adopt, timely: true, specific: true, useful: false };

  it('a returned opinion has a clock of its own (semantics 37)', () => {
    const events = told(...assigned, innerOpinion, returned('inner:shuiwu'));
    expect(events.at(-1)!.data).toMatchObject({ due: { on: '2015-03-19' } });
  });

  it('inner opinions are judged by the lead unit only (domain 3.1)', () => {
    const given = after(...assigned, innerOpinion);
    given.when('AdoptCoOpinion', adopt, { actor: staffOf('jiaotong') }).thenTypes('CoOpinionAdopted');
    given.when('AdoptCoOpinion', adopt, { actor: staffOf('shuiwu') }).thenRefused('opinion.lead-only');
    given.when('RateCoOpinion', rate, { actor: staffOf('shuiwu') }).thenRefused('opinion.lead-only');
  });

  it('outer ones as the city’s lead said, with evidence; a ledger row may lack it (semantics 13)', () => {
    const given = after(...co, outerFiled);
    given.when('AdoptCoOpinion', { ...adopt, opinion: 'outer' }).thenRefused('opinion.evidence-missing');
    given.when('RateCoOpinion', { ...rate, opinion: 'outer' }).thenRefused('opinion.evidence-missing');
    given
      .when('ReturnCoOpinion', { ...adopt, opinion: 'outer', reason: '空泛' }, fromLedger)
      .then([{ type: 'CoOpinionReturned', data: { notEvidenced: ['opinion.evidence-missing'] } }] as never);
  });

  it('an adopted opinion is settled, but may still be rated', () => {
    const given = after(...assigned, innerOpinion, ['AdoptCoOpinion', adopt]);
    given.when('ReturnCoOpinion', { ...adopt, reason: '空泛' }).thenRefused('opinion.settled');
    given.when('AdoptCoOpinion', adopt).thenRefused('opinion.settled');
    given.when('RateCoOpinion', rate).thenTypes('CoOpinionRated');
  });

  it('an opinion sent back waits for its next filing', () => {
    const given = after(...assigned, innerOpinion, returned('inner:shuiwu'));
    given.when('AdoptCoOpinion', adopt).thenRefused('opinion.returned');
    given.when('ReturnCoOpinion', { ...adopt, reason: '空泛' }).thenRefused('opinion.returned');
  });

  it('is judged on or after the day it was filed (semantics 12)', () => {
    after(...assigned, innerOpinion)
      .when('AdoptCoOpinion', { ...adopt, occurredOn: '2015-03-09' })
      .thenRefused('date.contradicts-later');
    after(...assigned, innerOpinion, returned('inner:shuiwu'), [
      'FileCoOpinion',
      { ...inner, occurredOn: '2015-03-18' },
    ])
      .when('AdoptCoOpinion', { ...adopt, occurredOn: '2015-03-17' })
      .thenRefused('date.contradicts-later');
    after(...assigned)
      .when('AdoptCoOpinion', adopt)
      .thenRefused('opinion.unknown');
  });
});
