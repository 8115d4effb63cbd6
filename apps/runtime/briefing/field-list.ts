import { figureFields, listFields, registerFields } from './field-names.js';
import type { Drafting } from './sentences/drafting.js';

/** A number prose may name, as it reads in a draft. */
export interface NamedField {
  readonly name: string;
  /** The office's word for it, which names it as well. */
  readonly zh: string;
  readonly text: string;
  readonly address: string;
}

/** All of them that mean something at this reading. Any other figure is named by its definition and scope. */
export const namedFields = ({ fields }: Drafting): readonly NamedField[] =>
  Object.entries({ ...figureFields, ...listFields, ...registerFields }).flatMap(([name, { zh }]) => {
    const field = fields(name);
    return field ? [{ name, zh, text: field.text, address: field.address }] : [];
  });
