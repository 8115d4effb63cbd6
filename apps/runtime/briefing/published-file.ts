import { publishedInGrids, publishedInJson, type ReadFigures } from '#libs/statistics/published-reading.js';
import { gridsOf } from '../ledger/read-file.js';

/** Figures somebody published: JSON, CSV or a workbook, by what the bytes are. Refuses `import.*`, `published.unreadable`. */
export const publishedFile = (bytes: Uint8Array): ReadFigures => {
  const text = Buffer.from(bytes.subarray(0, 64))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('{'))
    return publishedInJson(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  return publishedInGrids(gridsOf(bytes));
};
