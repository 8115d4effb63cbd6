import { Document, Packer, Paragraph, TextRun } from 'docx';
import JSZip from 'jszip';
import { openApi, type TestApi } from './support/api.js';
import { aSuggestion } from './support/office.js';

let api: TestApi;
beforeAll(async () => {
  api = await openApi('2015-05-12T09:00:00+08:00');
  await api.office.give('case', 'RegisterCase', aSuggestion('0001', { occurredOn: '2015-04-10' }));
  const opening = { occurredOn: '2015-05-12', briefing: id, kind: 'bimonthly', period: '2015-03' };
  expect((await api.post('/briefings', opening)).status).toBe(201);
});
afterAll(() => api.close());

const id = 'bimonthly-2015-03';

const template = (...lines: readonly string[]): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({ sections: [{ children: lines.map((text) => new Paragraph({ children: [new TextRun(text)] })) }] }),
  );

const withPart = async (docx: Buffer, name: string, content: string | Buffer): Promise<Buffer> => {
  const zip = await JSZip.loadAsync(docx);
  return zip.file(name, content).generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};

const fill = (template: Buffer) => api.office.runtime.briefings.filled(id, { template });

const refused = async (template: Buffer): Promise<unknown> => {
  try {
    await fill(template);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('an issue in an office’s own Word file (documents 1)', () => {
  it('says its title, number of issue and text where the office has room for them, the same each time', async () => {
    const own = await template('本办自用版头', '{{标题}}', '{{期号}}', '{{正文}}');
    const { bytes, contentHash } = await fill(own);
    const xml = await (await JSZip.loadAsync(bytes)).file('word/document.xml')!.async('string');
    for (const words of ['本办自用版头', '市、区建议提案办理情况的通报', '2015年第2期', '办理进度'])
      expect(xml).toContain(words);
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.compare(Buffer.from((await fill(own)).bytes), Buffer.from(bytes))).toBe(0);
  });

  it('is refused where it names a place nobody knows, or none', async () => {
    expect(await refused(await template('{{标题}}', '{{不存在}}'))).toBe('template.unknown-place');
    expect(await refused(await template('没有占位符'))).toBe('template.no-place');
  });

  it('is refused where it is no Word file: text, a workbook, half a file', async () => {
    const own = await template('{{标题}}');
    expect(await refused(Buffer.from('标题'))).toBe('template.unreadable');
    expect(await refused(Buffer.alloc(0))).toBe('template.unreadable');
    expect(await refused(await new JSZip().file('xl/workbook.xml', '<x/>').generateAsync({ type: 'nodebuffer' }))).toBe(
      'template.unreadable',
    );
    expect(await refused(own.subarray(0, own.length / 2))).toBe('template.unsafe');
  });

  it('is refused with macros, and where it grows beyond measure', async () => {
    const own = await template('{{标题}}');
    expect(await refused(await withPart(own, 'word/vbaProject.bin', 'x'))).toBe('template.macros');
    expect(await refused(await withPart(own, 'word/media/a.bin', Buffer.alloc(8 * 1024 * 1024)))).toBe(
      'template.unsafe',
    );
  });
});
