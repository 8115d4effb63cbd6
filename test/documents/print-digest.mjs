// Prints the contents on standard input, each twice, and says the SHA-256 of the bytes: what another machine would get.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { workbookFile } from '#libs/documents/excel/workbook.js';
import { wordFile } from '#libs/documents/word/print.js';

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

const { contents, book } = JSON.parse(await text(process.stdin));
const digests = {};
for (const round of ['first', 'second']) {
  for (const [form, content] of Object.entries(contents)) digests[`${form} ${round}`] = digest(await wordFile(content));
  digests[`workbook ${round}`] = digest(await workbookFile(book));
}
process.stdout.write(JSON.stringify(digests));
