import { entry, isAnswering, isDistrict, isReplied, atReply, now, timely } from './bases.mjs';
import { between, workingDays } from './days.mjs';
import { ofType } from './history.mjs';

const standing = (w) => w.cases.filter(({ isStanding }) => isStanding);

/** One a filing body; dropped or waived on or before its due date it has left the base (semantics 37). */
const opinions = (layer, time) => (w) =>
  standing(w).flatMap((c) =>
    c.opinions
      .filter((each) => each.layer === layer && !hasLeft(each))
      .flatMap((each) => time(each, w).map((where) => entry(c, each.unit, { ...where, own: each }))),
  );

const hasLeft = ({ due, waivedOn, droppedOn }) =>
  [waivedOn, droppedOn].some((on) => on !== null && (due === null || on <= due));

const first = ({ due, filedOn }, w) => [timely(due, filedOn, w.validAt)];
const again = ({ returned, resubmissionDue, resubmittedOn }, w) =>
  returned ? [timely(resubmissionDue?.on ?? null, resubmittedOn, w.validAt)] : [];

const contacted = (test) => (w) =>
  w.cases.filter(isAnswering).map((c) => {
    if (c.isWaived) return entry(c, now(c), { apart: true });
    const met = ofType(c.events, 'ContactRecorded').some(
      ({ on, data }) => (c.replyOn === null || on <= c.replyOn) && test(data, { c, office: w.office }),
    );
    return entry(c, now(c), { numerator: met, denominator: true });
  });

const faceToFace = ({ countsAsFaceToFace, phase, proposers }, { c }) =>
  countsAsFaceToFace && phase !== 'after' && proposers.some((name) => c.proposers.includes(name));
const led = (posts) => (data, around) =>
  faceToFace(data, around) && (data.ledByPosts ?? []).some((post) => posts(around.office).includes(post));

export const contacts = {
  N5: { rows: opinions('outer', first), isRate: true, isDated: true, isOwn: true },
  'N5/resubmitted': { rows: opinions('outer', again), isRate: true, isDated: true, isOwn: true },
  N5i: { rows: opinions('inner', first), isRate: true, isDated: true, isOwn: true },
  'N5i/resubmitted': { rows: opinions('inner', again), isRate: true, isDated: true, isOwn: true },
  N6: { rows: contacted(() => true), isRate: true, hasApart: true },
  N6f: { rows: contacted(faceToFace), isRate: true, hasApart: true },
  N7: { rows: contacted(led(({ districtPosts }) => districtPosts)), isRate: true, hasApart: true },
  N7u: { rows: contacted(led(({ unitPosts }) => unitPosts)), isRate: true, hasApart: true },
  contacts: {
    rows: (w) =>
      w.cases.flatMap((c) =>
        ofType(c.events, 'ContactRecorded').map(({ data }) => entry(c, now(c), { numerator: true, cell: data.mode })),
      ),
    isList: true,
  },
};

const later = (c) => c.rounds.filter(({ round }) => round > 1);
const isDoubted = ({ cause }) => cause === 'dissatisfied' || cause === 'doubt';

const rehandled = (w) =>
  standing(w).map((c) => {
    const numerator = later(c).some(isDoubted);
    return entry(c, now(c), { numerator, apart: !numerator && later(c).length > 0 });
  });

const start = (c) => (isDistrict(c) ? c.firstAssignedOn : c.registeredOn);

const returns = (w) =>
  w.cases.flatMap((c) =>
    c.units
      .filter(({ requested }) => requested)
      .map((each) => entry(c, each.unit, { numerator: true, cell: each.decision ?? 'pending', own: each })),
  );

const steps = { ReminderSent: 'remind', UrgeSent: 'urge', SupervisionOrdered: 'supervise' };

const reminders = (w) =>
  w.cases.flatMap((c) =>
    ofType(c.events, ...Object.keys(steps)).flatMap(({ type, data }) =>
      data.units.map((unit) => entry(c, unit, { numerator: true, cell: steps[type], own: { unit } })),
    ),
  );

const minute = (at) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3));

/** Progress reports, and when the proposers were first told of each. */
const told = (measure) => (w) =>
  standing(w).flatMap((c) =>
    ofType(c.events, 'ProgressReported').flatMap((report) => {
      const notice = ofType(c.events, 'ProposersNotified').find(({ data }) => data.progress === report.data.progress);
      const value = measure({ report, notice }, w);
      if (value === null) return [];
      const unit = report.data.unit ?? null;
      return [entry(c, unit, { numerator: true, apart: !notice, value, own: { unit } })];
    }),
  );

const days = ({ report, notice }, w) => workingDays(report.on, notice?.on ?? w.validAt, w.office.notices);
const minutes = ({ report, notice }) => {
  if (!report.data.at || !notice?.data.at) return null;
  return between(report.on, notice.on) * 1440 + minute(notice.data.at) - minute(report.data.at);
};

export const handling = {
  N15: { rows: rehandled, hasApart: true },
  'N15/causes': {
    rows: (w) =>
      standing(w).flatMap((c) => later(c).map(({ cause }) => entry(c, now(c), { numerator: true, cell: cause }))),
    isList: true,
  },
  N4r: {
    rows: (w) =>
      w.cases
        .filter(isAnswering)
        .flatMap((c) => later(c).map(({ due, reply }) => entry(c, now(c), timely(due, reply?.on ?? null, w.validAt)))),
    isRate: true,
    isDated: true,
  },
  N20: {
    rows: (w) =>
      standing(w).flatMap((c) =>
        c.commitments.map(({ due, fulfilled }) => entry(c, now(c), timely(due, fulfilled?.on ?? null, w.validAt))),
      ),
    isRate: true,
  },
  'N21/extension': {
    rows: (w) =>
      w.cases
        .filter(isAnswering)
        .map((c) =>
          entry(c, now(c), { numerator: ofType(c.events, 'ExtensionGranted').length > 0, denominator: true }),
        ),
    isRate: true,
  },
  'N21/days': {
    rows: (w) =>
      w.cases
        .filter((c) => isReplied(c) && start(c) !== null)
        .map((c) => entry(c, atReply(c), { numerator: true, value: between(start(c), c.replyOn) })),
    takes: 'mean',
  },
  'N21/returns': { rows: returns, isList: true, isOwn: true },
  'N21/reminders': { rows: reminders, isList: true, isOwn: true },
  'N21/notified': { rows: told(days), takes: 'mean', hasApart: true, isOwn: true },
  'N21/notifiedMedian': { rows: told(days), takes: 'median', hasApart: true, isOwn: true },
  'N21/notifiedHours': { rows: told(minutes), takes: 'mean', per: 60, isOwn: true },
  'N21/notifiedHoursMedian': { rows: told(minutes), takes: 'median', per: 60, isOwn: true },
};
