/** One message in the office's two languages; `{name}` stands for a detail. `status` is the HTTP status it answers with. */
export interface Sentence {
  zh: string;
  en: string;
  status?: number;
}

export type Language = 'zh' | 'en';
export type Details = Readonly<Record<string, unknown>>;

/** The same in both languages; as a detail it is told in the language of its sentence. */
export type Said = Readonly<Record<Language, string>>;

/** An expected "no": thrown in `decide`, caught once at the edge. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly sentence: Sentence,
    readonly details: Details = {},
  ) {
    super(`${code}: ${fill(sentence.en, details, 'en')}`);
  }

  /** HTTP status of this refusal: 422 unless its row says otherwise. */
  get status(): number {
    return this.sentence.status ?? 422;
  }

  /** What is the same whenever this code is answered: its sentence without the details. */
  title(language: Language): string {
    return fill(this.sentence[language], {});
  }

  in(language: Language): string {
    return fill(this.sentence[language], this.details, language);
  }
}

/** Jest gives every file its own classes, and processes pass refusals on: told by name and shape, not by identity. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Refusal || (error as { name?: unknown } | null)?.name === 'Refusal';

/** The details that a text names: `{unit}` and `{on}`. */
type Named<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;

/** What a code's two sentences need to be said in full; of several codes, what any of them needs. */
export type Needed<S extends Sentence> = S extends Sentence ? Named<S['zh'] | S['en']> : never;

/** The details of one row's refusal, as arguments: none where its sentences name none. */
export type DetailsOf<S extends Sentence> = [Needed<S>] extends [never]
  ? [details?: Details]
  : [details: Details & Readonly<Record<Needed<S>, unknown>>];

/** A room's table of refusals: calling it makes one. A code without both sentences, or a detail left out, does not compile. */
export const refusals = <const T extends Record<string, Sentence>>(table: T) => {
  const refuse = <C extends keyof T & string>(code: C, ...[details]: DetailsOf<T[C]>): Refusal =>
    new Refusal(code, table[code] as Sentence, details);
  return Object.assign(refuse, { table });
};

/** Replaces each `{name}` by its detail; lists are joined, a missing detail is told by an ellipsis. */
export const fill = (template: string, details: Details, language: Language = 'zh'): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    if (value === undefined || value === null) return '…';
    const told = (each: unknown): string => (isSaid(each) ? each[language] : String(each));
    return Array.isArray(value) ? value.map(told).join(value.some(isSaid) ? between[language] : '、') : told(value);
  });

const between: Said = { zh: '；', en: '; ' };

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
