import { briefing } from '#libs/office/briefing.js';
import { post } from '#libs/office/post.js';
import { register, registerCounts, registerEntries } from '#libs/office/register.js';
import { campaign } from '#libs/office/campaign.js';
import { isReconstructing, log } from '#libs/office/log.js';
import { dayOf } from '#libs/kernel/clock.js';
import { validFrom } from '#libs/kernel/history.js';
import { campaigns2015 } from './campaigns-2015.js';
import { isWorkingDay, workingDaysBetween } from './days.js';
import { ledgerFiles, ledgerRow, ledgerRows } from './ledgers.js';
import { play } from './play.js';
import { minhangBooks } from './minhang.js';
import { bootstrapActor } from './office-life.js';
import {
  classes,
  counted,
  inTime,
  isAnswering,
  isReplied,
  of,
  ofTerm,
  ofYear,
  shape,
  tally,
} from './testing/paper-figures.js';
import type { Counted } from './testing/paper-figures.js';
import { PaperOffice } from './testing/paper-office.js';
import { changedRef, correctedRef, withVariant } from './variants.js';

const office = new PaperOffice();
const steps = minhangBooks();
const term = '2013–2017';

beforeAll(() => play(steps, office));

const numbered = (rows: readonly Counted[], ref: string): Counted => {
  const { key } = ledgerRow(ref);
  const same = ({ state: { registered } }: Counted) =>
    registered?.kind === key.kind && registered.number === key.number && registered.session === key.session;
  return rows.find((row) => same(row) && row['term'] === key.term && row['sitting'] === key.sitting)!;
};

const at2015 = () => ({ validAt: '2015-09-30', knownAt: office.known('2015-10-31') });
const book2015 = () => ofYear(counted(office, at2015()), 2015);
const termAt = (validAt: string) => ofTerm(office, counted(office, { ...at2015(), validAt }), term);
const repliedSuggestions = (validAt: string) =>
  termAt(validAt).filter(of('suggestion')).filter(isAnswering).filter(isReplied);
const book2024 = () => ofYear(counted(office, { validAt: '2024-12-31' }), 2024);

describe('the script', () => {
  it('has keys of its own, in order of time, and tells every step with a lawful command', () => {
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
    expect(steps.every((step, index) => index === 0 || steps[index - 1]!.at <= step.at)).toBe(true);
    expect(steps.length).toBeGreaterThan(700);
    expect(office.events.filter(({ data }) => (data as { notEvidenced?: unknown }).notEvidenced)).toEqual([]);
  });

  it('is one reconstruction from its first event to its last', () => {
    expect(office.events[0]?.type).toBe('ReconstructionStarted');
    expect(office.events.at(-1)?.type).toBe('ReconstructionEnded');
    expect(isReconstructing(office.state(log))).toBe(false);
  });

  it('lets an account act only once it is open, but for the steps that open the first', () => {
    const bootstrap = steps.filter(({ by }) => by === bootstrapActor);
    expect(bootstrap.map(({ key }) => key)).toEqual([
      'log/StartReconstruction',
      'admin/OpenAccount',
      'admin/GrantRole',
    ]);
  });

  it('happens on working days and is written down soon', () => {
    const happened = office.events.filter(({ data }) => 'occurredOn' in (data as object));
    const free = happened.filter(({ data }) => !isWorkingDay(validFrom(data)));
    expect(free.map(({ type, data }) => `${type} ${validFrom(data)}`)).toEqual([]);
    const late = happened.filter(
      ({ data, metadata }) => workingDaysBetween(validFrom(data), dayOf(metadata.recordedAt)) > 1,
    );
    expect(late.map(({ type, data }) => `${type} ${validFrom(data)}`)).toEqual([
      'ProgressReported 2014-09-03',
      'ProgressReported 2015-05-26',
    ]);
  });

  it('writes nothing of a period down after its briefing was issued', () => {
    const issued = office.events.filter(({ type }) => type === 'BriefingIssued');
    for (const { seq, data } of issued) {
      const { validAt, kind } = data as { validAt: string; kind: string };
      const late = office.events.filter((event) => event.seq > seq && 'occurredOn' in (event.data as object));
      if (kind === 'bimonthly') expect(late.filter((event) => validFrom(event.data) <= validAt)).toEqual([]);
    }
  });

  it('names no person and marks what is invented', () => {
    const people = ledgerRows.flatMap(({ proposers }) => proposers);
    expect(people.every((name) => /^(代表|委员)[一-龥]$/.test(name))).toBe(true);
    const registered = office.events.filter(({ type }) => type === 'CaseRegistered');
    expect(registered).toHaveLength(129);
    expect(registered.every(({ data }) => (data as { reconstructed: string[] }).reconstructed.includes('提出人'))).toBe(
      true,
    );
    expect(new Set(ledgerRows.map(({ ref }) => ref)).size).toBe(129);
    expect(ledgerFiles).toHaveLength(13);
  });
});

describe('2015, as of 2015-09-30 and known on 2015-10-31', () => {
  it('Q1–Q5, Q7', () => {
    expect(book2015()).toHaveLength(33);
    expect(shape(book2015())).toEqual([
      [6, 23],
      [1, 3],
    ]);
    expect(tally(book2015().filter(isAnswering), 'outerRole')).toEqual({ lead: 6, joint: 1 });
    const forms = book2015().flatMap(({ forms: each }) => each);
    expect(forms).toHaveLength(7);
    expect(tally(forms, 'attitude')).toEqual({ satisfied: 7 });
    expect(tally(forms, 'result')).toEqual({ satisfied: 3, understands: 4 });
  });

  it('Q6: all 33 in time', () => {
    expect(inTime(book2015(), '2015-09-30')).toEqual([33, 33]);
    expect(inTime(termAt('2015-09-30'), '2015-09-30')).toEqual([95, 95]);
  });

  it('Q8–Q11', () => {
    expect(shape(termAt('2015-09-30'))).toEqual([
      [19, 57],
      [4, 15],
    ]);
    const earlier = termAt('2015-09-30').filter(({ registeredOn }) => String(registeredOn) < '2015');
    expect(shape(earlier)).toEqual([
      [13, 34],
      [3, 12],
    ]);
  });

  it('Q12, Q14', () => {
    expect(classes(repliedSuggestions('2015-09-30'), 'replyOutcome')).toEqual([8, 1, 3, 7]);
    expect(classes(repliedSuggestions('2015-08-05'), 'currentOutcome')).toEqual([8, 1, 3, 7]);
    expect(classes(repliedSuggestions('2015-09-30'), 'currentOutcome')).toEqual([11, 0, 3, 5]);
    expect(classes(repliedSuggestions('2015-09-30'), 'explicitOutcome')).toEqual([8, 1, 4, 6]);
  });

  it('Q13', () => {
    const matrix = (outcome: string) =>
      tally(
        repliedSuggestions('2015-09-30').filter(({ replyOutcome }) => replyOutcome === outcome),
        'matrixColumn',
      );
    expect(matrix('solved')).toEqual({ fullySolved: 5, partlySolved: 3 });
    expect(matrix('solving')).toEqual({ concluded: 1 });
    expect(matrix('planned')).toEqual({ solved: 1, unchanged: 2 });
    expect(matrix('reference')).toEqual({ solved: 1, 'to:planned': 1, unchanged: 5 });
  });

  it('Q15, Q16', () => {
    const rows = repliedSuggestions('2015-09-30');
    expect(tally(rows, 'implementation')).toMatchObject({ fully: 8, partly: 3 });
    expect(rows.filter(({ currentOutcome, replyOutcome }) => currentOutcome !== replyOutcome)).toHaveLength(4);
    expect(rows.filter(({ explicitOutcome, replyOutcome }) => explicitOutcome !== replyOutcome)).toHaveLength(1);
  });

  it('Q18, Q19', () => {
    const proposals = termAt('2015-09-30').filter(of('proposal')).filter(isAnswering);
    expect(classes(proposals, 'replyOutcome')).toEqual([2, 0, 1, 1]);
    expect(classes(proposals, 'currentOutcome')).toEqual([3, 0, 0, 1]);
    const kept = numbered(proposals, '2015-p0318');
    expect(kept).toMatchObject({ currentOutcome: 'reference', waitingBody: '市有关部门', matrixColumn: null });
    expect(classes(termAt('2015-09-30').filter(isAnswering), 'currentOutcome')[0]).toBe(14);
  });

  it('Q20, Q21', () => {
    const entries = office.state(register);
    const year = (validAt: string) => registerCounts(entries, { from: '2015-01-01', validAt });
    expect(year('2015-09-30')).toMatchObject({ TrainingHeld: 2, InspectionMade: 1, 'InspectionMade.units': 8 });
    expect(year('2015-08-31')['TrainingHeld']).toBe(1);
    const scopes = [campaigns2015.first, campaigns2015.second].map(({ id }) => office.state(campaign, id));
    expect(scopes.map(({ opened }) => [opened?.occurredOn, opened?.scope.length])).toEqual([
      ['2015-01-12', 16],
      ['2015-08-06', 23],
    ]);
    const special = office.events.filter(({ data }) => (data as { kind?: string }).kind === 'special');
    expect(special).toHaveLength(2);
  });

  it('0624 has two joint leads', () => {
    const row = numbered(book2015(), '2015-s0624');
    expect(row).toMatchObject({ flags: ['keyDifficult'], leadingLeader: '副区长子', countingUnit: 'pujiang' });
    expect(new Set(row['jointLeads'] as string[])).toEqual(new Set(['pujiang', 'guitu']));
  });
});

describe('2024', () => {
  it('Q22–Q25', () => {
    expect(book2024()).toHaveLength(34);
    expect(shape(book2024())).toEqual([
      [5, 19],
      [3, 7],
    ]);
    expect(tally(book2024().filter(isAnswering), 'outerRole')).toEqual({ lead: 8 });
    expect(book2024().filter(isReplied)).toHaveLength(8);
    expect(inTime(book2024(), '2024-12-31')).toEqual([34, 34]);
  });

  it('Q26–Q29', () => {
    const replied = book2024().filter(isReplied);
    expect(tally(replied, 'disclosure')).toEqual({ public: 6, onRequest: 2 });
    const kept = replied.filter(({ disclosure }) => disclosure === 'onRequest');
    expect(kept.map(({ kind, number }) => `${String(kind)} ${String(number)}`)).toEqual([
      'suggestion 0581',
      'suggestion 0605',
    ]);
    expect(kept.every((row) => row['session'] === 2 && row['term'] === 16)).toBe(true);
    expect(replied.filter(({ publishedOn }) => publishedOn !== null)).toHaveLength(6);
    expect(tally(replied.filter(of('proposal')), 'disclosure')).toEqual({ public: 3 });
  });

  it('Q30, Q32', () => {
    const meetings = registerEntries(office.state(register), { meetingType: 'portfolio', validAt: '2024-12-31' });
    expect(new Set(meetings.map(({ data }) => (data as { chair: string }).chair)).size).toBe(7);
    expect(meetings).toHaveLength(7);
    expect(registerCounts(office.state(register), { from: '2024-01-01' })).toMatchObject({
      ArticleSubmitted: 2,
      ArticleAdopted: 2,
    });
    const largest = Object.entries(tally(book2024(), 'subject')).sort(([, a], [, b]) => b - a);
    expect(largest.slice(0, 3)).toEqual([
      ['城建交通', 14],
      ['经济财农', 9],
      ['教科文卫体', 6],
    ]);
  });

  it('every answering case was met face to face, led by a leader in post', () => {
    expect(office.state(post).taken.length).toBeGreaterThan(30);
    for (const { state } of book2024().filter(isAnswering))
      expect(
        state.contacts.some(({ ledByPosts, countsAsFaceToFace }) => countsAsFaceToFace && ledByPosts?.length),
      ).toBe(true);
  });
});

describe('readings between', () => {
  it('T1: 天利 the day before its finding and after it', () => {
    const current = (validAt: string) => numbered(termAt(validAt), '2013-s0112');
    expect(current('2015-08-19')).toMatchObject({ currentOutcome: 'reference', replyOutcome: 'reference' });
    expect(current('2015-08-20')).toMatchObject({ currentOutcome: 'planned', replyOutcome: 'reference' });
  });

  it('T2: of 8 replied ① only 2 are fully solved on 2015-08-05', () => {
    const rows = repliedSuggestions('2015-08-05');
    expect(rows).toHaveLength(19);
    expect(rows.filter(({ replyOutcome }) => replyOutcome === 'solved')).toHaveLength(8);
    expect(rows.filter(({ implementation }) => implementation === 'fully')).toHaveLength(2);
  });

  it('T3: 21 of the year were received by 2015-03-31', () => {
    expect(ofYear(counted(office, { validAt: '2015-03-31' }), 2015)).toHaveLength(21);
  });
});

describe('the variants', () => {
  const corrected = new PaperOffice();
  const changed = new PaperOffice();
  beforeAll(() => play(withVariant(steps, 'T4a'), corrected));
  beforeAll(() => play(withVariant(steps, 'T4b'), changed));

  it('T4a: the correction moves the count of today, not that of then', () => {
    const rows = (knownAt?: number) => counted(corrected, { validAt: '2015-09-30', knownAt });
    const then = ofYear(rows(corrected.known('2015-10-31')), 2015);
    const now = ofYear(rows(), 2015);
    expect([shape(then), inTime(then, '2015-09-30')]).toEqual([shape(book2015()), [33, 33]]);
    expect(numbered(then, correctedRef)).toMatchObject({ registeredOn: '2015-04-10', outerRole: 'co' });
    expect(shape(now)).toEqual([
      [7, 22],
      [1, 3],
    ]);
    expect(inTime(now, '2015-09-30')).toEqual([32, 33]);
    const whole = ofTerm(corrected, rows(), term);
    expect(shape(whole)).toEqual([
      [20, 56],
      [4, 15],
    ]);
    expect(classes(whole.filter(of('suggestion')), 'replyOutcome')).toEqual([8, 1, 3, 7]);
  });

  it('T4b: the role change counts from its own day, once it is known', () => {
    const role = (validAt: string, knownAt?: number) =>
      numbered(counted(changed, { validAt, knownAt }), changedRef)['outerRole'];
    expect(role('2015-04-09')).toBe('co');
    expect(role('2015-04-10')).toBe('lead');
    expect(role('2015-04-10', changed.known('2015-10-31'))).toBe('co');
  });

  it('the fifth briefing is issued after them, four before', () => {
    const issued = (period: string) => corrected.state(briefing, `bimonthly-${period}`).issued!;
    const known = corrected.known('2015-11-01');
    expect(['2015-01', '2015-03', '2015-05', '2015-07'].every((period) => issued(period).knownAt <= known)).toBe(true);
    expect(issued('2015-09').knownAt).toBeGreaterThan(known);
  });
});
