import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { contactModes } from '../orders.js';
import type { Policies } from '../policies.js';
import type { Reading, RowTest } from '../reading.js';
import { answering } from './bases.js';
import { apart, inBoth, inDenominator, part, type Definition } from './definition.js';

type ContactTest = (inquiry: Inquiry) => RowTest;

/** On or before the round-1 reply, where there is one (semantics 24, 36). */
const beforeReply = (reading: Reading): RowTest => {
  const [on, replyOn] = [reading.column('contact', 'on'), reading.column('case', 'replyOn')];
  const cases = reading.casesOf('contact');
  return (row) => {
    const reply = replyOn[cases[row] as number];
    return reply !== undefined && (reply === none || (on[row] as number) <= reply);
  };
};

const anyMode: ContactTest = ({ reading }) => beforeReply(reading);

const faceToFace: ContactTest = ({ reading }) => {
  const [counts, phase] = [reading.column('contact', 'faceToFace'), reading.column('contact', 'phase')];
  const [isBefore, after] = [beforeReply(reading), reading.code('after')];
  return (row) => counts[row] === 1 && phase[row] !== after && isBefore(row);
};

const ledBy =
  (posts: (policies: Policies) => readonly string[]): ContactTest =>
  (inquiry) => {
    const held = inquiry.reading.column('contact', 'ledByPosts');
    const [isFaceToFace, isLed] = [faceToFace(inquiry), holdsOneOf(inquiry.reading, posts(inquiry.policies))];
    return (row) => isFaceToFace(row) && isLed(held[row] as number);
  };

/** Whether a set's code stands for a set with one of these posts; each set is taken apart once. */
const holdsOneOf = (reading: Reading, posts: readonly string[]): ((code: number) => boolean) => {
  const answers = new Map<number, boolean>([[none, false]]);
  return (code) => {
    const known = answers.get(code);
    if (known !== undefined) return known;
    const holds = reading.dictionary.text(code).split('|').some((post) => posts.includes(post));
    answers.set(code, holds);
    return holds;
  };
};

/** Answering cases with such a contact; waived ones leave both parts and stand apart (semantics 38). */
const covered =
  (contact: ContactTest): Definition['classify'] =>
  (inquiry) => {
    const { reading } = inquiry;
    const met = casesWith(reading, contact(inquiry));
    const [isAnswering, waivedOn] = [answering(reading), reading.column('case', 'visitWaivedOn')];
    return (row) => {
      if (isAnswering[row] === 0) return 0;
      if (waivedOn[row] !== none) return apart;
      return met[row] === 1 ? inBoth : inDenominator;
    };
  };

const casesWith = (reading: Reading, test: RowTest): Uint8Array => {
  const met = new Uint8Array(reading.rows('case').length);
  reading.casesOf('contact').forEach((place, row) => {
    if (place >= 0 && met[place] === 0 && test(row)) met[place] = 1;
  });
  return met;
};

const coverage = (
  { id, zh, en }: { id: string; zh: string; en: string },
  basis: Definition['basis'],
  contact: ContactTest,
): Definition => ({
  id,
  version: 1,
  name: { zh, en },
  basis,
  counts: 'case',
  credit: 'countingUnit',
  parts: {
    numerator: { ...part('已沟通', 'covered'), children: { grain: 'contact', column: 'seq', where: contact } },
    denominator: part('主合办件，不含免面商', 'answering cases less waived', ['registeredSeq', 'outerRoleSeq']),
    apart: part('免面商', 'waived', ['visitWaivedSeq']),
  },
  classify: covered(contact),
});

/** Contact with the proposers (semantics 24, 38). */
export const contacts: readonly Definition[] = [
  coverage(
    { id: 'N6', zh: '沟通率', en: 'contacted' },
    { zh: '答复前有任何方式沟通的 / 主合办件', en: 'any contact on or before the reply / answering cases' },
    anyMode,
  ),
  coverage(
    { id: 'N6f', zh: '面商率', en: 'met face to face' },
    { zh: '答复前面商过的 / 主合办件', en: 'face to face on or before the reply / answering cases' },
    faceToFace,
  ),
  coverage(
    { id: 'N7', zh: '区领导带队面商覆盖率', en: 'met by a district leader' },
    { zh: '区领导带队面商过的 / 主合办件', en: 'face to face led by a district leader / answering cases' },
    ledBy((policies) => policies.districtLeaderPosts),
  ),
  coverage(
    { id: 'N7u', zh: '单位领导带队面商覆盖率', en: 'met by a unit leader' },
    { zh: '单位领导带队面商过的 / 主合办件', en: 'face to face led by a unit leader / answering cases' },
    ledBy((policies) => policies.unitLeaderPosts),
  ),
  {
    id: 'contacts',
    version: 1,
    name: { zh: '沟通次数', en: 'contacts' },
    basis: { zh: '截至日的沟通记录，按方式', en: 'contacts by V, by mode' },
    counts: 'contact',
    credit: 'countingUnit',
    parts: { numerator: part('次', 'contacts', ['seq']) },
    classify: () => () => inBoth,
    cells: { column: 'mode', order: contactModes, absent: 'none', closed: true },
  },
];
