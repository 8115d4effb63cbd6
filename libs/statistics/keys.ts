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
    const indices = new Int32Array(values.length);
    for (let row = 0; row < indices.length; row += 1) {
      const value = values[row] as number;
      let index = known.get(value);
      if (index === undefined) known.set(value, (index = this.index(nameOf(value))));
      indices[row] = index;
    }
    return indices;
  }
}
