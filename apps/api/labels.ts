import { caseEventLabels } from '#libs/cases/labels.js';
import { officeEventLabels } from '#libs/office/labels.js';

export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** What a name is called in a table of labels; names of no table have none. */
export const labelIn = (labels: object, name: string): Label | undefined =>
  Object.hasOwn(labels, name) ? (labels as Readonly<Record<string, Label>>)[name] : undefined;

export const eventLabel = (type: string): Label | undefined =>
  labelIn(caseEventLabels, type) ?? labelIn(officeEventLabels, type);
