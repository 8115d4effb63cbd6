/** Slots of the small table that spares most values the look-up; a power of two. */
const recentSize = 1024;

/** Names in the order they were met, each with its index. */
export class Keys {
  readonly names: string[] = [];
  private readonly indices = new Map<string, number>();

  index(name: string): number {
    const known = this.indices.get(name);
    if (known !== undefined) return known;
    this.indices.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** -1 for a name never met. */
  find(name: string): number {
    return this.indices.get(name) ?? -1;
  }

  /** The index of each value's name; a value is named once. */
  indexAll(values: Int32Array | Float64Array, nameOf: (value: number) => string): Int32Array {
    const known = new Map<number, number>();
    const recent = new Int32Array(recentSize).fill(-1);
    const recentValues = new Float64Array(recentSize);
    const indices = new Int32Array(values.length);
    for (let row = 0; row < indices.length; row += 1) {
      const value = values[row] as number;
      const place = value & (recentSize - 1);
      if (recent[place] === -1 || recentValues[place] !== value) {
        recent[place] = this.indexOf(value, known, nameOf);
        recentValues[place] = value;
      }
      indices[row] = recent[place] as number;
    }
    return indices;
  }

  private indexOf(value: number, known: Map<number, number>, nameOf: (value: number) => string): number {
    const index = known.get(value) ?? this.index(nameOf(value));
    known.set(value, index);
    return index;
  }
}
