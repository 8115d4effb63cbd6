import {
  publishedInGrids,
  publishedInJson,
  publishedInProse,
  type ReadFigures,
} from '#libs/statistics/published-reading.js';
import { namedGridsOf } from '../ledger/read-file.js';

/** Figures somebody published: JSON, a text, CSV or a workbook, by what the bytes are. Refuses `import.*`, `published.unreadable`. */
export const publishedFile = (bytes: Uint8Array): ReadFigures => {
  const isText = isPlainText(bytes);
  const text = isText
    ? Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .trimStart()
    : '';
  if (text.startsWith('{')) return publishedInJson(text);
  return isProse(text) ? publishedInProse(text) : publishedInGrids(namedGridsOf(bytes));
};

const isPlainText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 4096).includes(0) && bytes[0] !== 0x50;

/** Sentences end in full stops; no line of a table does. */
const isProse = (text: string): boolean => /\d+\s*件[^\n]*。/.test(text) && !/^[^\n。]*[,，\t][^\n。]*\n/.test(text);
