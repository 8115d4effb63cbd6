import { jest } from '@jest/globals';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import JSZip from 'jszip';
import { filledTemplate, templatePlaces } from '#libs/documents/word/template.js';
import { sampleBulletin, sampleOfficial } from './samples.js';

// Printing takes a fraction of a second, on a busy machine several.
jest.setTimeout(60_000);

const template = (...lines: readonly string[]): Promise<Uint8Array> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            ...lines.map(
              (line) => new Paragraph({ children: [new TextRun({ text: line, bold: true, color: '00AA00' })] }),
            ),
            new Table({
              rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('{{印发机关}}')] })] })],
            }),
          ],
        },
      ],
    }),
  );

const documentOf = async (docx: Uint8Array): Promise<string> =>
  (await (await JSZip.loadAsync(docx)).file('word/document.xml')?.async('string')) ?? '';

const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');

describe('an office’s own template (documents 1)', () => {
  it('is filled where it names a place, in the look it has there', async () => {
    const xml = await documentOf(
      await filledTemplate(await template('题：{{标题}}', '{{期号}}', '{{正文}}', '{{报}}'), sampleBulletin),
    );
    const text = textOf(xml);
    expect(text).toContain('题：关于2015年7—8月建议提案办理情况的通报');
    expect(text).toContain('第4期');
    expect(text).toContain('一、办理工作进度');
    expect(text).toContain('闵行区人民政府办公室');
    expect(text).not.toContain('{{');
    expect(xml).toMatch(/<w:color w:val="00AA00"\/>[^/]*<\/w:rPr><w:t[^>]*>第4期|00AA00[\s\S]{0,200}第4期/);
  });

  it('brings headings, figures with their addresses, charts and tables along', async () => {
    const filled = await filledTemplate(await template('{{正文}}', '{{附件}}'), sampleOfficial);
    const zip = await JSZip.loadAsync(filled);
    const xml = await documentOf(filled);
    expect(xml).toContain('w:eastAsia="黑体"');
    expect(xml).toContain('<w:tblHeader');
    expect(Object.keys(zip.files).some((name) => name.startsWith('word/charts/'))).toBe(true);
    expect(await zip.file('word/_rels/document.xml.rels')?.async('string')).toContain('kind=suggestion');
  });

  it('gives the same bytes each time', async () => {
    const own = await template('{{标题}}', '{{正文}}', '{{附件}}');
    const [first, second] = [await filledTemplate(own, sampleOfficial), await filledTemplate(own, sampleOfficial)];
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
  });

  it('may leave places out, but must not name one that nobody knows', async () => {
    const refused = filledTemplate(await template('{{标题}}', '{{正問}}'), sampleOfficial);
    await expect(refused).rejects.toMatchObject({ code: 'template.unknown-place', details: { unknown: ['正問'] } });
  });

  it('must be a Word file that names a place', async () => {
    const plain = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('空')] }] }));
    await expect(filledTemplate(plain, sampleOfficial)).rejects.toMatchObject({ code: 'template.no-place' });
    const junk = filledTemplate(Buffer.from('PK no Word file'), sampleOfficial);
    await expect(junk).rejects.toMatchObject({ code: 'template.unreadable' });
  });

  it('can name every part of a document', async () => {
    for (const content of [sampleOfficial, sampleBulletin]) {
      const lines = templatePlaces.map((place) => `${place}={{${place}}}`);
      const text = textOf(await documentOf(await filledTemplate(await template(...lines), content)));
      expect(text).not.toContain('{{');
      expect(text).not.toContain('undefined');
    }
  });
});
