import type { Day, Instant } from '#libs/kernel/event.js';

// What a document says, apart from how it is printed: whoever issues a briefing fills this in once and freezes it, and
// the same content gives the same bytes for ever. It holds no clock, no locale and no place of the machine.

/** A number of the record: the words as printed, and the address that opens the cases behind it (domain 8). */
export interface FigureRun {
  readonly text: string;
  /** A web address, or `#name` for a place of this document: `#附件1`. */
  readonly address: string;
}

/** Words that stand out: the sentence that leads a paragraph. */
export interface StrongRun {
  readonly strong: string;
}

export type Run = string | FigureRun | StrongRun;

/** The four levels of GB/T 9704: 一、 · （一） · 1. · （1）. Numbered by the printer, never in the text. */
export type Level = 1 | 2 | 3 | 4;

/** `runs` go on in the heading's own paragraph, behind its full stop: 「（一）加强组织领导。今年……」. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: Level;
  readonly text: string;
  readonly runs?: readonly Run[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
}

/** An exact fraction; a base of 0 prints 「—」 (semantics 42). */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** Text stays text (0581 keeps its zero, 2015-03-01 in a `text` column is no date). `null` is an empty cell. */
export type Value = string | number | Rate | null;

export interface FigureCell {
  readonly value: Value;
  readonly address: string;
}

export type Cell = Value | FigureCell;

/** `number` takes numbers, `rate` fractions, `day` a `Day`, `text` anything as it stands. */
export type ColumnType = 'text' | 'number' | 'rate' | 'day';

export interface Column {
  readonly title: string;
  readonly type: ColumnType;
  /** Neighbours of the same group stand below one shared heading. */
  readonly group?: string;
  /** Width in full-width characters; without it, by content. */
  readonly width?: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Printed above the table in the middle. */
  readonly title?: string;
  /** 「单位：件」, printed above the table on the right. */
  readonly unit?: string;
  /** The row of sums, set apart. */
  readonly total?: readonly Cell[];
  /** Printed below the table, one line each. */
  readonly notes?: readonly string[];
}

export interface TableBlock extends Table {
  readonly kind: 'table';
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** A chart Word can edit. A pie has one series. */
export interface Chart {
  readonly kind: 'chart';
  readonly type: 'column' | 'bar' | 'line' | 'pie';
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

export type Block = Heading | Paragraph | TableBlock | Chart;

/** 〔year〕serial: no 第, no leading zeros. */
export interface DocumentNumber {
  /** 「闵府办发」. */
  readonly code: string;
  readonly year: number;
  /** Blank until the office gives one. */
  readonly serial?: number;
}

/** 简报 or 专报: name, issue, organ and date above the red line. */
export interface BulletinHead {
  readonly form: 'bulletin';
  readonly name: string;
  /** 「第4期」 or 「2015年第4期（总第28期）」. */
  readonly issue: string;
  readonly organ: string;
  readonly date: Day;
}

/** 文件: the organ's mark, e.g. 「闵行区人民政府办公室文件」. */
export interface OfficialHead {
  readonly form: 'official';
  readonly mark: string;
  readonly number: DocumentNumber;
  /** 签发人, of a document that goes to a superior organ. */
  readonly signatories?: readonly string[];
}

/** 信函: the organ's mark without 「文件」. */
export interface LetterHead {
  readonly form: 'letter';
  readonly mark: string;
  readonly number: DocumentNumber;
}

export type Head = (BulletinHead | OfficialHead | LetterHead) & {
  /** 份号, 密级 and 紧急程度, one line each from the top left. */
  readonly handling?: readonly string[];
};

export interface Attachment {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Printed across, for a table of many columns. */
  readonly isLandscape?: boolean;
}

export interface Signature {
  readonly organs: readonly string[];
  readonly date: Day;
  /** A seal goes over the date; without one the organ stands two characters from the right. */
  readonly sealed: boolean;
}

/** 版记. A bulletin says 报/送/发, a document 抄送; 印发机关 and 印发日期 stand below. */
export interface Foot {
  readonly report?: readonly string[];
  readonly send?: readonly string[];
  readonly distribute?: readonly string[];
  readonly copyTo?: readonly string[];
  readonly printedBy?: string;
  readonly printedOn?: Day;
  readonly copies?: number;
}

/** Where the figures come from: both times, the place in the log, and the hash of the frozen content (domain 8). */
export interface Provenance {
  readonly validAt: Day;
  readonly knownAt: Day;
  /** The log position, as the office counts events. */
  readonly position: number;
  /** SHA-256 of the content as the issuing event states it, in hex. */
  readonly contentHash: string;
  readonly definitions?: readonly string[];
  readonly rules?: string;
  /** Failed identities with the reason for issuing nevertheless (domain 7). */
  readonly overrides?: readonly { readonly identity: string; readonly reason: string }[];
}

/** One figure of an earlier issue that now reads differently (semantics 49). */
export interface Restatement {
  /** 「2015年7—8月通报」. */
  readonly of: string;
  readonly figure: string;
  readonly issued: string;
  readonly now: string;
  readonly because: string;
  readonly address?: string;
}

/** Names the file refers to; nothing is embedded. */
export interface Fonts {
  readonly body: string;
  readonly kai: string;
  readonly hei: string;
  readonly song: string;
  readonly title: string;
  /** Letters and digits of the text. */
  readonly latin: string;
}

export interface Content {
  readonly head: Head;
  /** One sentence, broken by the printer, or its lines as the office wants them. */
  readonly title: string | readonly string[];
  /** 主送机关. */
  readonly recipients?: readonly string[];
  readonly blocks: readonly Block[];
  readonly attachments?: readonly Attachment[];
  readonly signature?: Signature;
  /** 附注, without its parentheses. */
  readonly note?: string;
  readonly foot?: Foot;
  readonly provenance?: Provenance;
  readonly restatements?: readonly Restatement[];
  /** When it was issued: the only time the file's properties state. */
  readonly issuedAt: Instant;
  /** The author the file's properties state. */
  readonly author: string;
  readonly fonts?: Partial<Fonts>;
}
