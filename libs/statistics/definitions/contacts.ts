import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { absent, and, bitsOf, everywhere, present, where } from '../masks.js';
import { contactModes } from '../orders.js';
import type { Policies } from '../policies.js';
import type { Reading } from '../reading.js';
import { answering, listOver } from './bases.js';
import { beforeReply, contactBits, contactRowBits, faceToFace } from './contact-bits.js';
import { apart, inDenominator, inNumerator, part, type Definition } from './definition.js';

/** A figure's contacts: the cases that have one, and (for the evidence) which rows they are. */
interface Contacts {
  readonly cases: (inquiry: Inquiry) => Uint8Array;
  readonly rows: (inquiry: Inquiry) => Uint8Array;
}

const withBit = (bit: number): Contacts => ({
  cases: ({ reading }) => having(contactBits(reading).cases, bit),
  rows: ({ reading }) => having(contactRowBits(reading), bit),
});

const having = (bits: Uint8Array, bit: number): Uint8Array =>
  where(bits.length, (at) => ((bits[at] as number) & bit) !== 0);

/** Face to face, and led by a holder of one of these posts. */
const ledBy = (posts: (policies: Policies) => readonly string[]): Contacts => ({
  cases: (inquiry) => {
    const { ledCases } = contactBits(inquiry.reading);
    const mask = new Uint8Array(inquiry.reading.rows('case').length);
    eachLed(inquiry, posts, (index) => (mask[ledCases.all[index] as number] = 1));
    return mask;
  },
  rows: (inquiry) => {
    const { led } = contactBits(inquiry.reading);
    const mask = new Uint8Array(inquiry.reading.rows('contact').length);
    eachLed(inquiry, posts, (index) => (mask[led.all[index] as number] = 1));
    return mask;
  },
});

/** Visits the led contacts whose leader held one of the posts. */
const eachLed = (
  { reading, policies }: Inquiry,
  posts: (policies: Policies) => readonly string[],
  visit: (index: number) => void,
): void => {
  const contacts = reading.rows('contact');
  const [held, { led }] = [contacts.whole('ledByPosts'), contactBits(reading)];
  const isLed = holdsOneOf(reading, posts(policies));
  for (let index = 0; index < led.length; index += 1) {
    const at = contacts.places[led.all[index] as number] as number;
    if (isLed(held[at] as number)) visit(index);
  }
};

/** Whether a set's code stands for a set with one of these posts; each set is taken apart once. */
const holdsOneOf = (reading: Reading, posts: readonly string[]): ((code: number) => boolean) => {
  const answers = new Map<number, boolean>([[none, false]]);
  return (code) => {
    const known = answers.get(code);
    if (known !== undefined) return known;
    const isHeld = reading.dictionary
      .text(code)
      .split('|')
      .some((post) => posts.includes(post));
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
    const base = and(answering(reading), absent(waivedOn));
    return bitsOf([
      [inDenominator, base],
      [inNumerator, and(base, contact.cases(inquiry))],
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
    numerator: { ...part('已沟通', 'covered'), children: { grain: 'contact', column: 'seq', where: contact.rows } },
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
    withBit(beforeReply),
  ),
  coverage(
    { id: 'N6f', zh: '面商率', en: 'met face to face' },
    { zh: '答复前面商过的 / 主合办件', en: 'face to face on or before the reply / answering cases' },
    withBit(faceToFace),
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
    version: 2,
    name: { zh: '沟通次数', en: 'contacts' },
    basis: { zh: '截至日的沟通记录，按方式', en: 'contacts by V, by mode' },
    counts: 'contact',
    credit: 'countingUnit',
    parts: { numerator: part('次', 'contacts', ['seq']) },
    classify: ({ reading }) => listOver(everywhere(reading.rows('contact').length)),
    cells: { column: 'mode', order: contactModes, absent: 'none', closed: true, rounding: 'largestRemainder' },
  },
];
