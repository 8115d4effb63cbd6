import { caseEventLabels } from '#libs/cases/labels.js';
import type { Language } from '#libs/kernel/refusal.js';
import { officeEventLabels } from '#libs/office/labels.js';

export interface Label {
  readonly zh: string;
  readonly en: string;
}

export const label = (zh: string, en: string): Label => ({ zh, en });

/** What a name is called in a table of labels; names of no table have none. */
export const labelIn = (labels: object, name: string): Label | undefined =>
  Object.hasOwn(labels, name) ? (labels as Readonly<Record<string, Label>>)[name] : undefined;

export const eventLabel = (type: string): Label | undefined =>
  labelIn(caseEventLabels, type) ?? labelIn(officeEventLabels, type);

/** The label's text, or the code word itself where it has no label. */
export const called = (found: Label | undefined, code: string, language: Language): string => found?.[language] ?? code;
