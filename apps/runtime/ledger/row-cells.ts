import type { Day } from '#libs/kernel/event.js';
import { titleOf, type Field } from './columns.js';
import type { SayingCode, SayingDetails } from './errors.js';
import { isError, remark, type Remark } from './remarks.js';
import { dayOf, meant, namesOf, ordinalOf, type Words } from './values.js';

const formulaError = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;
/** What a wrong encoding leaves of a character. */
const lost = '\ufffd';
/** What a ledger writes where there is nothing. */
const nothing = /^([/／\\]|[-—–]+|无|空)$/;

/** One row, read field by field; whatever cannot be understood becomes a remark on it, never a throw. */
export class RowCells {
  readonly remarks: Remark[] = [];
  private readonly texts = new Map<Field, string>();

  constructor(
    readonly row: number,
    cells: ReadonlyMap<Field, string>,
  ) {
    for (const [field, text] of cells) this.take(field, text.trim());
  }

  get isAccepted(): boolean {
    return !this.remarks.some(isError);
  }

  has(field: Field): boolean {
    return this.texts.has(field);
  }

  text(field: Field): string | undefined {
    return this.texts.get(field);
  }

  required(field: Field): string {
    const text = this.text(field);
    if (text === undefined) this.refuse('import.value-missing', field);
    return text ?? '';
  }

  names(field: Field): readonly string[] {
    return namesOf(this.text(field) ?? '');
  }

  day(field: Field): Day | undefined {
    const value = this.text(field);
    const day = value === undefined ? undefined : dayOf(value);
    if (value !== undefined && day === undefined) this.refuse('import.date-malformed', field, { value });
    return day;
  }

  ordinal(field: Field): number {
    const value = this.required(field);
    const ordinal = ordinalOf(value);
    if (value !== '' && ordinal === undefined) this.refuse('import.ordinal-malformed', field, { value });
    return ordinal ?? 0;
  }

  choice<T extends string>(field: Field, words: Words<T>): T | undefined {
    const value = this.text(field);
    const choice = value === undefined ? undefined : meant(words, value);
    if (value !== undefined && choice === undefined)
      this.refuse('import.value-unknown', field, {
        value,
        accepted: Object.values<readonly string[]>(words).map(([first]) => first),
      });
    return choice;
  }

  refuse<C extends SayingCode>(code: C, field: Field, ...details: SayingDetails<C>): void {
    this.remarks.push(remark(code, { row: this.row, column: titleOf(field) }, ...details));
  }

  warn<C extends SayingCode>(code: C, field: Field, ...details: SayingDetails<C>): void {
    this.remarks.push(remark(code, { row: this.row, column: titleOf(field), severity: 'warning' }, ...details));
  }

  private take(field: Field, text: string): void {
    if (text === '' || nothing.test(text)) return;
    this.texts.set(field, text);
    if (text.includes(lost)) this.refuse('import.text-damaged', field);
    if (formulaError.test(text)) this.refuse('import.cell-error', field, { value: text });
  }
}
