/** The code no text has: compares unequal to every code and to `none`. */
export const unknownCode = -1;

/** Texts and their codes, both ways; codes are given in order from 0 and never change. */
export class Dictionary {
  private readonly codes = new Map<string, number>();
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  /** The text's code, given now if it had none. */
  add(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  code(text: string): number {
    return this.codes.get(text) ?? unknownCode;
  }

  /** Empty for what is no code. */
  text(code: number): string {
    return this.texts[code] ?? '';
  }

  from(start: number): readonly string[] {
    return this.texts.slice(start);
  }

  /** Forgets every text given a code at or after `size`. */
  truncate(size: number): void {
    this.texts.splice(size).forEach((text) => this.codes.delete(text));
  }
}
