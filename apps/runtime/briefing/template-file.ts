import { refuse } from '#libs/documents/errors.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { packed, partsOf, type Part } from '../ledger/zip.js';

const macros = /(?:^|\/)vba(?:Project\.bin|Data\.xml)$/i;

/**
 * A Word file as an office hands it in, stowed anew from parts that were inflated within their limits, as a ledger's are.
 * Refuses `template.unreadable`, `template.unsafe` and `template.macros`: what it prints is sent to others.
 */
export const templateFrom = (bytes: Uint8Array): Uint8Array => {
  if (!Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('PK\u0003\u0004'))) throw refuse('template.unreadable');
  const parts = inflated(bytes);
  if (!parts.some(({ name }) => name === 'word/document.xml')) throw refuse('template.unreadable');
  if (parts.some(({ name }) => macros.test(name))) throw refuse('template.macros');
  return packed(parts);
};

const inflated = (bytes: Uint8Array): readonly Part[] => {
  try {
    return partsOf(bytes, () => true);
  } catch (error) {
    throw isRefusal(error) ? refuse('template.unsafe') : error;
  }
};
