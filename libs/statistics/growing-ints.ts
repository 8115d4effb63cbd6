/** Up to here an array lies in the heap itself, which makes it cheap: the columns of one case are hundreds of them. */
const atFirst = 16;

/** Int32 values in one typed array that doubles when it is full: loops read `all` up to `length`. */
export class GrowingInts {
  private ints = new Int32Array(atFirst);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** The array behind, longer than `length`; replaced when it grows, so never keep it across a write. */
  get all(): Int32Array {
    return this.ints;
  }

  /** A view of what is used. */
  get values(): Int32Array {
    return this.ints.subarray(0, this.used);
  }

  push(value: number): void {
    if (this.used === this.ints.length) this.reserve(this.used + 1);
    this.ints[this.used] = value;
    this.used += 1;
  }

  /** Adds `count` places, holding `value`, or anything for the caller to write over; answers the array behind. */
  extend(count: number, value?: number): Int32Array {
    this.reserve(this.used + count);
    if (value !== undefined) this.ints.fill(value, this.used, this.used + count);
    this.used += count;
    return this.ints;
  }

  /** A view of what was added since there were `start`. */
  from(start: number): Int32Array {
    return this.ints.subarray(start, this.used);
  }

  /** Forgets what was added since there were `length`. */
  truncate(length: number): void {
    this.used = Math.min(this.used, length);
  }

  private reserve(wanted: number): void {
    if (wanted <= this.ints.length) return;
    const larger = new Int32Array(Math.max(wanted, this.ints.length * 2));
    larger.set(this.values);
    this.ints = larger;
  }
}
