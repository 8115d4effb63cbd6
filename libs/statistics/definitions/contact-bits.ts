import { none } from '../grains.js';
import { GrowingInts } from '../growing-ints.js';
import { openEnd } from '../packing.js';
import type { Reading } from '../reading.js';

/** On or before the round-1 reply, where there is one (semantics 24, 36). */
export const beforeReply = 1;
/** And face to face with a proposer present, in a phase not after (semantics 24). */
export const faceToFace = 2;

export interface ContactBits {
  /** Bits of all contacts of each case together. */
  readonly cases: Uint8Array;
  /** Face-to-face rows that somebody with a post led, and the place of each one's case. */
  readonly led: GrowingInts;
  readonly ledCases: GrowingInts;
  /** Bits of each contact row; filled only where the rows themselves are asked for. */
  readonly rows?: Uint8Array;
}

/** A ledger holds more contacts than anything else: one pass over them serves all figures. */
export const contactBits = (reading: Reading): ContactBits =>
  reading.memo('contacts:bits', () => scanned(reading, emptyBits(reading)));

/** The bits of each contact row: for the events behind a number. */
export const contactRowBits = (reading: Reading): Uint8Array =>
  reading.memo('contacts:rows', () => {
    const rows = new Uint8Array(reading.rows('contact').length);
    scanned(reading, { ...emptyBits(reading), rows });
    return rows;
  });

const emptyBits = (reading: Reading): ContactBits => ({
  cases: new Uint8Array(reading.rows('case').length),
  led: new GrowingInts(),
  ledCases: new GrowingInts(),
});

/** Reads the table's own columns: copies of this many rows would cost more than the pass. */
const scanned = (reading: Reading, bits: ContactBits): ContactBits => {
  const contacts = reading.rows('contact');
  const [casePlaces, caseOf] = [reading.casePlaces(), contacts.whole('case')];
  const [on, latest, posts] = [contacts.whole('on'), latestDays(reading), contacts.whole('ledByPosts')];
  const [counts, phase, after] = [contacts.whole('faceToFace'), contacts.whole('phase'), reading.code('after')];
  const { places } = contacts;
  const { cases, rows, led, ledCases } = bits;
  for (let row = 0; row < places.length; row += 1) {
    const at = places[row] as number;
    const place = casePlaces[caseOf[at] as number] as number;
    if (place < 0 || (on[at] as number) > (latest[place] as number)) continue;
    const isFaceToFace = counts[at] === 1 && phase[at] !== after;
    const found = isFaceToFace ? beforeReply | faceToFace : beforeReply;
    cases[place] = (cases[place] as number) | found;
    if (rows) rows[row] = found;
    if (!isFaceToFace || posts[at] === none) continue;
    led.push(row);
    ledCases.push(place);
  }
  return bits;
};

/** For each case the last day a contact counts on: that of the round-1 reply, any day without one. */
const latestDays = (reading: Reading): Int32Array => {
  const latest = reading.column('case', 'replyOn').slice();
  for (let row = 0; row < latest.length; row += 1) if (latest[row] === none) latest[row] = openEnd;
  return latest;
};
