import { caseFieldLabels } from '#libs/cases/field-labels.js';
import type { FieldNames } from '#libs/kernel/body-problems.js';
import { officeFieldLabels } from '#libs/office/field-labels.js';

/** What every field of a command is called: said to whoever filled it in otherwise than required. */
export const fieldNames: FieldNames = { ...officeFieldLabels, ...caseFieldLabels };
