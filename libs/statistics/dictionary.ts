import { idLength, UuidCodes } from './uuid-codes.js';

/** The code no text has: compares unequal to every code and to `none`. */
export const unknownCode = -1;

/**
 * Texts and their codes, both ways; codes are given in order from 0 and never change. Most texts of a large log are ids,
 * which stand apart as numbers: as texts they take a hundred bytes each, in every process.
 */
export class Dictionary {
  private readonly codes = new Map<string, number>();
  private readonly texts: (string | undefined)[] = [];
  private readonly ids = new UuidCodes();

  get size(): number {
    return this.texts.length;
  }

  /** The text's code, given now if it had none. */
  add(text: string): number {
    const known = this.known(text);
    if (known !== undefined) return known;
    const code = this.texts.length;
    if (this.ids.add(text, code)) return this.texts.push(undefined) - 1;
    this.codes.set(text, code);
    return this.texts.push(text) - 1;
  }

  code(text: string): number {
    return this.known(text) ?? unknownCode;
  }

  /** Empty for what is no code. */
  text(code: number): string {
    return this.texts[code] ?? this.ids.text(code);
  }

  from(start: number): readonly string[] {
    return Array.from({ length: Math.max(0, this.size - start) }, (_, index) => this.text(start + index));
  }

  /** Forgets every text given a code at or after `size`. */
  truncate(size: number): void {
    this.texts.splice(size).forEach((text) => text !== undefined && this.codes.delete(text));
    this.ids.truncate(size);
  }

  private known(text: string): number | undefined {
    return (text.length === idLength ? this.ids.code(text) : undefined) ?? this.codes.get(text);
  }
}
