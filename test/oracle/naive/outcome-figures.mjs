import { atReply, entry, isReplied, now } from './bases.mjs';
import { ofType } from './history.mjs';
import { share } from './receipt-figures.mjs';

// Over answering cases replied (semantics 27, 40, 43, 46); forms by (case, proposer asked) (semantics 39).

/** The named mapping 解决采纳 = 解决或采纳: outcomes of both kinds are one list of the same words. */
const classOf = (outcome) => outcome;

const outcomeList = (field, credit) => ({
  rows: (w) =>
    w.cases.filter(isReplied).map((c) =>
      entry(c, credit(c), {
        ...{ numerator: true, denominator: true, cell: classOf(c[field]) ?? 'none' },
        ...(w.mapping ? {} : { scheme: c.replyScheme }),
      }),
    ),
  isList: true,
  isRate: true,
});

const solved = (field, credit) => ({
  rows: (w) =>
    w.cases.filter(isReplied).map((c) =>
      entry(c, credit(c), {
        ...{ numerator: c[field] === 'solved', denominator: true },
        ...(w.mapping ? {} : { scheme: c.replyScheme, cell: 'all' }),
      }),
    ),
  isRate: true,
  isPerScheme: true,
});

const ofReplied = (isMet, credit) => ({ rows: share(isReplied, isMet, credit), isRate: true });
const listed = (cell, credit) => ({
  rows: (w) =>
    w.cases.filter(isReplied).map((c) => entry(c, credit(c), { numerator: true, denominator: true, cell: cell(c) })),
  isList: true,
  isRate: true,
});

export const outcomes = {
  N11: outcomeList('replyOutcome', atReply),
  N12: solved('replyOutcome', atReply),
  N11c: outcomeList('currentOutcome', now),
  N12c: solved('currentOutcome', now),
  classChanged: ofReplied((c) => c.currentOutcome !== c.replyOutcome, now),
  'N11c/explicit-only': outcomeList('explicitOutcome', now),
  'N12c/explicit-only': solved('explicitOutcome', now),
  'classChanged/explicit-only': ofReplied((c) => c.explicitOutcome !== c.replyOutcome, now),
  N13: ofReplied((c) => c.implementation === 'fully', now),
  'N13/states': listed((c) => c.implementation, now),
  N14: ofReplied((c) => c.disclosure === 'public', atReply),
  'N14/disclosures': listed((c) => c.disclosure ?? 'none', atReply),
  N14p: ofReplied((c) => c.isPublished, atReply),
};

const isLegacy = (c, w) =>
  c.isStanding &&
  c.replyOn !== null &&
  c.replyOn < `${w.validAt.slice(0, 4)}-01-01` &&
  w.office.legacyOutcomes.includes(c.replyOutcome) &&
  c.implementation !== 'fully' &&
  c.implementation !== 'cannot';

const isOld = (c, w) => c.inStock && c.registeredOn < `${w.validAt.slice(0, 4)}-01-01`;

export const legacies = {
  N17: {
    rows: (w) => w.cases.map((c) => entry(c, now(c), { numerator: isLegacy(c, w), apart: isOld(c, w) })),
    hasApart: true,
  },
  'N17@1': {
    rows: (w) =>
      w.cases.map((c) =>
        entry(c, now(c), { numerator: isLegacy(c, w) && isReplied(c), apart: isOld(c, w) && c.replyOn === null }),
      ),
    hasApart: true,
  },
  'N17/waiting': {
    rows: (w) =>
      w.cases
        .filter((c) => isLegacy(c, w))
        .map((c) => entry(c, now(c), { numerator: true, cell: c.waitingBody ?? 'none' })),
    isList: true,
  },
};

/** Forms asked for on cases that stand: the last asking and the last answer of each round. */
const forms = (c) => {
  const asked = ofType(c.events, 'FeedbackAsked').flatMap(({ data }) =>
    data.proposers.map((proposer) => ({ round: data.round, proposer })),
  );
  const isSame = (a) => (b) => a.round === b.round && a.proposer === b.proposer;
  return asked
    .filter((form, at) => asked.findIndex(isSame(form)) === at)
    .map((form) => {
      const given = ofType(c.events, 'FeedbackRecorded').findLast(({ data }) => isSame(form)(data));
      return { ...form, given: given?.data };
    });
};

const isLatest = (form, all) => !all.some((other) => other.proposer === form.proposer && other.round > form.round);
const latest = (c) => forms(c).filter((form, _, all) => isLatest(form, all));
const ofForms = (pick, where) => (w) =>
  w.cases
    .filter(({ isStanding }) => isStanding)
    .flatMap((c) => pick(c).map((form) => entry(c, now(c), where(form, c))));

const given = (pick) => (c) => pick(c).filter((form) => form.given);
const firstRound = (c) => forms(c).filter(({ round }) => round === 1);
const content = { strict: ['satisfied'], merged: ['satisfied', 'mostly'] };

const satisfied = (pick, axis, merging) => ({
  rows: ofForms(given(pick), (form) => ({ numerator: content[merging].includes(form.given[axis]), denominator: true })),
  isRate: true,
});

const grades = (axis) => ({
  rows: ofForms(given(latest), (form) => ({ numerator: true, cell: form.given[axis] })),
  isList: true,
});

const order = ['satisfied', 'mostly', 'understands', 'dissatisfied'];

const worst = (axis) => ({
  rows: (w) =>
    w.cases
      .filter((c) => c.isStanding && given(latest)(c).length > 0)
      .map((c) => {
        const ranks = given(latest)(c).map((form) => order.indexOf(form.given[axis]));
        return entry(c, now(c), { numerator: true, cell: order[Math.max(...ranks)] });
      }),
  isList: true,
});

/** Of those dissatisfied in round 1 with a later form given, the share whose latest is no longer so. */
const converted = (axis) => ({
  rows: ofForms(
    (c) =>
      given(firstRound)(c)
        .filter((form) => form.given[axis] === 'dissatisfied')
        .map((form) => given(forms)(c).filter((other) => other.proposer === form.proposer && other.round > 1))
        .filter((later) => later.length > 0)
        .map((later) => later.toSorted((a, b) => a.round - b.round).at(-1)),
    (form) => ({ numerator: form.given[axis] !== 'dissatisfied', denominator: true }),
  ),
  isRate: true,
});

const both = (name, of) => ({ [name('')]: of('result'), [name('a')]: of('attitude') });

export const feedback = {
  N8: { rows: ofForms(latest, (form) => ({ numerator: Boolean(form.given), denominator: true })), isRate: true },
  ...both(
    (a) => `N9${a}`,
    (axis) => satisfied(latest, axis, 'strict'),
  ),
  ...both(
    (a) => `N9${a}/merged`,
    (axis) => satisfied(latest, axis, 'merged'),
  ),
  ...both((a) => `N9${a}/grades`, grades),
  ...both((a) => `N9${a}/worst`, worst),
  ...both(
    (a) => `N10${a}`,
    (axis) => satisfied(firstRound, axis, 'strict'),
  ),
  ...both(
    (a) => `N10${a}/merged`,
    (axis) => satisfied(firstRound, axis, 'merged'),
  ),
  ...both((a) => `N10${a}c`, converted),
};
