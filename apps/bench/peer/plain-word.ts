import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { unpacked } from '#libs/documents/zip.js';

/** The words of a printed file: its paragraphs, and its tables as rows of texts. */
export type Words = readonly (string | readonly (readonly string[])[])[];

export const wordsIn = async (file: Uint8Array): Promise<Words> => {
  const xml = String((await unpacked(file)).get('word/document.xml'));
  return [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>|<w:p[ >].*?<\/w:p>/gs)].map(([part]) =>
    part.startsWith('<w:tbl>') ? partsOf(part, 'tr').map((row) => partsOf(row, 'tc').map(textOf)) : textOf(part),
  );
};

const partsOf = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<w:${name}[ >].*?</w:${name}>`, 'gs'))].map(([part]) => part);

const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t[ >][^<]*/g)].map(([part]) => part.slice(part.indexOf('>') + 1)).join('');

/** The same words given to the library as anybody would: no form, no address, no repeatable bytes. */
export const plainWordFile = (words: Words): Promise<Buffer> => {
  const paragraph = (text: string) => new Paragraph({ children: [new TextRun(text)] });
  const cell = (text: string) => new TableCell({ children: [paragraph(text)] });
  const children = words.map((each) =>
    typeof each === 'string'
      ? paragraph(each)
      : new Table({ rows: each.map((row) => new TableRow({ children: row.map(cell) })) }),
  );
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
};
