/** One message in the office's two languages; `{name}` stands for a detail. `status` is the HTTP status it answers with. */
export interface Sentence {
  zh: string;
  en: string;
  status?: number;
}

export type Language = 'zh' | 'en';
export type Details = Readonly<Record<string, unknown>>;

/** An expected "no": thrown in `decide`, caught once at the edge. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly sentence: Sentence,
    readonly details: Details = {},
  ) {
    super(`${code}: ${fill(sentence.en, details)}`);
  }

  /** HTTP status of this refusal: 422 unless its row says otherwise. */
  get status(): number {
    return this.sentence.status ?? 422;
  }

  in(language: Language): string {
    return fill(this.sentence[language], this.details);
  }
}

/** Jest gives every file its own classes, and processes pass refusals on: told by name and shape, not by identity. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Refusal || (error as { name?: unknown } | null)?.name === 'Refusal';

/** A room's table of refusals: calling it makes one. A code without both sentences does not compile. */
export const refusals = <T extends Record<string, Sentence>>(table: T) => {
  const refuse = (code: keyof T & string, details: Details = {}): Refusal =>
    new Refusal(code, table[code] as Sentence, details);
  return Object.assign(refuse, { table });
};

/** Replaces each `{name}` by its detail; lists are joined, a missing detail stays visible as `{name}`. */
export const fill = (template: string, details: Details): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    if (value === undefined || value === null) return whole;
    return Array.isArray(value) ? value.map(String).join('、') : String(value);
  });
