import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { absent, and, bitsOf, casesOfRows, equal, everywhere, not, present, where } from '../masks.js';
import { contactModes } from '../orders.js';
import type { Policies } from '../policies.js';
import type { Reading } from '../reading.js';
import { answering, listOver } from './bases.js';
import { apart, inDenominator, inNumerator, part, type Definition } from './definition.js';

/** The contacts a figure looks for, as a mask over the contact rows. */
type Contacts = (inquiry: Inquiry) => Uint8Array;

/** On or before the round-1 reply, where there is one (semantics 24, 36). */
const anyMode: Contacts = ({ reading }) =>
  reading.memo('contacts:any', () => {
    const [on, replyOn] = [reading.column('contact', 'on'), reading.column('case', 'replyOn')];
    const cases = reading.casesOf('contact');
    const mask = new Uint8Array(on.length);
    for (let row = 0; row < mask.length; row += 1) {
      const place = cases[row] as number;
      if (place < 0) continue;
      const reply = replyOn[place] as number;
      if (reply === none || (on[row] as number) <= reply) mask[row] = 1;
    }
    return mask;
  });

const faceToFace: Contacts = (inquiry) =>
  inquiry.reading.memo('contacts:faceToFace', () => {
    const { reading } = inquiry;
    const counting = equal(reading.column('contact', 'faceToFace'), 1);
    const isAfter = equal(reading.column('contact', 'phase'), reading.code('after'));
    return and(counting, not(isAfter), anyMode(inquiry));
  });

const ledBy =
  (posts: (policies: Policies) => readonly string[]): Contacts =>
  (inquiry) => {
    const held = inquiry.reading.column('contact', 'ledByPosts');
    const isLed = holdsOneOf(inquiry.reading, posts(inquiry.policies));
    const met = faceToFace(inquiry);
    return where(held.length, (row) => met[row] === 1 && isLed(held[row] as number));
  };

/** Whether a set's code stands for a set with one of these posts; each set is taken apart once. */
const holdsOneOf = (reading: Reading, posts: readonly string[]): ((code: number) => boolean) => {
  const answers = new Map<number, boolean>([[none, false]]);
  return (code) => {
    const known = answers.get(code);
    if (known !== undefined) return known;
    const isHeld = reading.dictionary.text(code).split('|').some((post) => posts.includes(post));
    answers.set(code, isHeld);
    return isHeld;
  };
};

/** Answering cases with such a contact; waived ones leave both parts and stand apart (semantics 38). */
const covered =
  (contact: Contacts): Definition['classify'] =>
  (inquiry) => {
    const { reading } = inquiry;
    const waivedOn = reading.column('case', 'visitWaivedOn');
    const met = casesOfRows(contact(inquiry), reading.casesOf('contact'), waivedOn.length);
    const base = and(answering(reading), absent(waivedOn));
    return bitsOf([
      [inDenominator, base],
      [inNumerator, and(base, met)],
      [apart, and(answering(reading), present(waivedOn))],
    ]);
  };

const coverage = (
  { id, zh, en }: { id: string; zh: string; en: string },
  basis: Definition['basis'],
  contact: Contacts,
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
    classify: ({ reading }) => listOver(everywhere(reading.rows('contact').length)),
    cells: { column: 'mode', order: contactModes, absent: 'none', closed: true },
  },
];
