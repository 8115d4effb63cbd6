import { none } from '../grains.js';
import { GrowingInts } from '../growing-ints.js';
import { carried } from '../masks.js';
import { openEnd } from '../packing.js';
import type { Reading } from '../reading.js';

/** On or before the round-1 reply, where there is one (semantics 24, 36). */
export const beforeReply = 1;
/** And face to face with a proposer present, in a phase not after (semantics 24). */
export const faceToFace = 2;

export interface ContactBits {
  /** Bits of each contact row. */
  readonly rows: Uint8Array;
  /** Bits of all contacts of each case together. */
  readonly cases: Uint8Array;
  /** Face-to-face rows that somebody with a post led. */
  readonly led: Int32Array;
}

/** A ledger holds more contacts than anything else: one pass over them serves all figures. */
export const contactBits = (reading: Reading): ContactBits =>
  reading.memo('contacts:bits', () => {
    const rows = contactRows(reading);
    const places = reading.casesOf('contact');
    const cases = new Uint8Array(reading.rows('case').length);
    for (let row = 0; row < rows.length; row += 1) {
      const place = places[row] as number;
      if (place >= 0) cases[place] = (cases[place] as number) | (rows[row] as number);
    }
    return { rows, cases, led: ledRows(reading, rows) };
  });

const contactRows = (reading: Reading): Uint8Array => {
  const contacts = reading.rows('contact');
  const [places, on] = [contacts.places, contacts.whole('on')];
  const [counts, phase, after] = [contacts.whole('faceToFace'), contacts.whole('phase'), reading.code('after')];
  const latest = latestDays(reading);
  const bits = new Uint8Array(places.length);
  for (let row = 0; row < bits.length; row += 1) {
    const at = places[row] as number;
    if ((on[at] as number) > (latest[row] as number)) continue;
    bits[row] = counts[at] === 1 && phase[at] !== after ? beforeReply | faceToFace : beforeReply;
  }
  return bits;
};

/** For each contact the last day it counts on: that of the round-1 reply, any day without one, none without a case. */
const latestDays = (reading: Reading): Int32Array => {
  const replyOn = reading.column('case', 'replyOn').map((day) => (day === none ? openEnd : day));
  return carried(replyOn, reading.casesOf('contact'), none);
};

const ledRows = (reading: Reading, bits: Uint8Array): Int32Array => {
  const contacts = reading.rows('contact');
  const [places, posts] = [contacts.places, contacts.whole('ledByPosts')];
  const led = new GrowingInts();
  for (let row = 0; row < bits.length; row += 1) {
    if ((bits[row] as number) & faceToFace && posts[places[row] as number] !== none) led.push(row);
  }
  return led.values;
};
