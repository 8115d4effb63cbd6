import { GrowingInts } from './growing-ints.js';

const words = 4;
export const idLength = 36;
const dashes = [8, 13, 18, 23];
const dash = 45;
const digits = 32;

/** Ids in the lower-case form of a UUID and their codes, as numbers in an open table of hashes: 28 bytes each. */
export class UuidCodes {
  /** Four words and the code of each id, in the order of the codes. */
  private readonly ids = new GrowingInts();
  private readonly coded = new GrowingInts();
  /** Place of an id, plus one; 0 where there is none. */
  private slots = new Int32Array(1024);
  private readonly scratch = new Int32Array(words);

  /** Whether it is an id, and has this code now. Codes are given in rising order. */
  add(text: string, code: number): boolean {
    if (!read(text, this.scratch)) return false;
    if ((this.coded.length + 1) * 2 > this.slots.length) this.grow();
    this.slots[this.slotOf(this.scratch, 0)] = this.coded.length + 1;
    for (let word = 0; word < words; word += 1) this.ids.push(this.scratch[word] as number);
    this.coded.push(code);
    return true;
  }

  code(text: string): number | undefined {
    if (!read(text, this.scratch)) return undefined;
    const place = this.slots[this.slotOf(this.scratch, 0)] as number;
    return place === 0 ? undefined : this.coded.all[place - 1];
  }

  /** Empty where the code is of no id. */
  text(code: number): string {
    const place = this.placeOf(code);
    return place === -1 ? '' : written(this.ids.all, place * words);
  }

  /** Forgets ids whose code is at or after `size`. */
  truncate(size: number): void {
    let kept = this.coded.length;
    while (kept > 0 && (this.coded.all[kept - 1] as number) >= size) kept -= 1;
    if (kept === this.coded.length) return;
    this.coded.truncate(kept);
    this.ids.truncate(kept * words);
    this.fill(this.slots.fill(0));
  }

  /** Codes rise with the places. */
  private placeOf(code: number): number {
    let [low, high] = [0, this.coded.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.coded.all[middle] as number;
      if (found === code) return middle;
      if (found < code) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The slot that holds the id at `from` of `source`, or the free one it belongs in. */
  private slotOf(source: Int32Array, from: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(source, from) & mask;
    for (;;) {
      const place = (this.slots[slot] as number) - 1;
      if (place === -1 || this.isAt(place, source, from)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private isAt(place: number, source: Int32Array, from: number): boolean {
    const ids = this.ids.all;
    for (let word = 0; word < words; word += 1) if (ids[place * words + word] !== source[from + word]) return false;
    return true;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.fill(this.slots);
  }

  private fill(slots: Int32Array): void {
    for (let place = 0; place < this.coded.length; place += 1)
      slots[this.slotOf(this.ids.all, place * words)] = place + 1;
  }
}

/** Ids are digests: their bits are mixed as they are. */
const hash = (source: Int32Array, from: number): number =>
  ((source[from] as number) ^ ((source[from + 1] as number) * 31) ^ (source[from + 3] as number)) >>> 0;

const valueOf = (character: number): number => {
  if (character >= 48 && character <= 57) return character - 48;
  return character >= 97 && character <= 102 ? character - 87 : -1;
};

/** Reads an id into four words; false for anything else. */
const read = (text: string, into: Int32Array): boolean => {
  if (text.length !== idLength || dashes.some((at) => text.charCodeAt(at) !== dash)) return false;
  let at = 0;
  for (let digit = 0; digit < digits; digit += 1, at += 1) {
    if (text.charCodeAt(at) === dash) at += 1;
    const value = valueOf(text.charCodeAt(at));
    if (value < 0) return false;
    into[digit >> 3] = ((into[digit >> 3] as number) << 4) | value;
  }
  return true;
};

const written = (ids: Int32Array, at: number): string => {
  let hex = '';
  for (let word = 0; word < words; word += 1) hex += ((ids[at + word] as number) >>> 0).toString(16).padStart(8, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
