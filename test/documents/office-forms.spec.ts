import JSZip from 'jszip';
import type { Block, Content } from '#libs/documents/content.js';
import type { Ink, PdfPages } from './pdf-pages.js';
import { describeRendered, keepPictures, rendered } from './rendering.js';
import { sampleBulletin, sampleLetter, sampleOfficial } from './samples.js';

const minutes = 60_000;

/** Paragraphs of nothing but Chinese characters: whole lines of 28. */
const plain = (count: number, length = 140): readonly Block[] =>
  Array.from({ length: count }, () => ({ kind: 'paragraph' as const, runs: ['办'.repeat(length)] }));

const at = (list: readonly Ink[], index: number): Ink => {
  const strip = list.at(index);
  if (!strip) throw new Error(`there are only ${list.length} strips of ink`);
  return strip;
};

/** What a reader of the Word file reads: the text of the document itself, without what repeats. */
const charactersOf = async (docx: Uint8Array): Promise<string> => {
  const zip = await JSZip.loadAsync(docx);
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
  const shown = xml.replace(/<mc:Fallback>[\s\S]*?<\/mc:Fallback>/g, '');
  return [...shown.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
};

/** How often each character stands there; a PDF may name one by one of its doubles (⼀ for 一). */
const counted = (text: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const one of text.normalize('NFKC').replace(/\s/g, '')) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

const withoutPageNumbers = (text: string): string => text.replace(/—\s*\d+\s*—\s*\f/g, '');

describeRendered('an official document 文件 on paper (GB/T 9704, needs LibreOffice, poppler and Fandol)', () => {
  let pages: PdfPages;
  let first: readonly Ink[];
  beforeAll(async () => {
    ({ pages } = await rendered(sampleOfficial, 'official'));
    first = pages.ink(1);
    keepPictures('official');
  }, 3 * minutes);

  it('is printed on A4, seven pages of it', () => {
    expect(pages.count).toBe(7);
    expect(pages.sizes).toHaveLength(7);
    for (const { width, height } of pages.sizes) {
      expect(width).toBeCloseTo(210, 0);
      expect(height).toBeCloseTo(297, 0);
    }
  });

  it('has its red mark 35 mm below the top of the text area, 72 mm below that of the page', () => {
    expect(at(first, 0).isRed).toBe(true);
    expect(Math.abs(at(first, 0).top - 72)).toBeLessThan(0.3);
  });

  it('has its number two lines below the mark, and the red line 4 mm below the number, as wide as the text', () => {
    const [mark, number, line] = [at(first, 0), at(first, 1), at(first, 2)];
    // Two lines of 28.95 pt are 20.4 mm; the number hangs low in the third.
    expect(number.top - mark.bottom).toBeGreaterThan(20.4);
    expect(number.top - mark.bottom).toBeLessThan(20.4 + 5);
    expect(line.isRed).toBe(true);
    expect(Math.abs(line.top - number.bottom - 4)).toBeLessThan(0.5);
    expect(line.left).toBeCloseTo(28, 0);
    expect(line.right).toBeCloseTo(184, 0);
  });

  it('has its title two lines below the red line and shows its text on the first page', () => {
    const gap = at(first, 3).top - at(first, 2).bottom;
    expect(gap).toBeGreaterThan(20.4);
    expect(gap).toBeLessThan(20.4 + 6);
    expect(pages.text(1)).toContain('现将本期办理工作进度');
  });

  it('has its page numbers outside, one character from the edge, dashes 7 mm below the text', () => {
    const numbers = [1, 2, 3].map((page) => at(pages.ink(page), -1));
    for (const { top, bottom } of numbers) expect(Math.abs((top + bottom) / 2 - 269)).toBeLessThan(0.6);
    expect(Math.abs(at(numbers, 0).right - 179.1)).toBeLessThan(1);
    expect(Math.abs(at(numbers, 1).left - 32.9)).toBeLessThan(1);
    expect(Math.abs(at(numbers, 2).right - 179.1)).toBeLessThan(1);
  });

  it('has its date four characters from the right, the organ in the middle above it, and text on that page', () => {
    const lines = pages.lines(4);
    const date = lines.find(({ text }) => text === '2015年9月16日');
    const organ = lines.find(({ text }) => text === '闵行区人民政府办公室');
    expect(Math.abs((date?.right ?? 0) - (184 - 22.2))).toBeLessThan(1.5);
    const middle = (line?: { left: number; right: number }) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2;
    expect(Math.abs(middle(date) - middle(organ))).toBeLessThan(1.5);
    expect(pages.text(4)).toContain('各承办单位要对照附件所列清单');
  });

  it('begins each attachment on a page of its own, label at the top left, title on the third line', () => {
    expect(pages.lines(5)[0]).toMatchObject({ text: '附件1' });
    expect(pages.lines(6)[0]).toMatchObject({ text: '附件2' });
    const [label, title] = pages.ink(5);
    expect(Math.abs((label?.left ?? 0) - 28)).toBeLessThan(1);
    expect((title?.top ?? 0) - (label?.top ?? 0)).toBeGreaterThan(20);
  });

  it('repeats the heading of a table on the next page', () => {
    for (const page of [6, 7]) expect(pages.text(page)).toContain('分管领导');
    expect(pages.text(7)).toContain('0756');
  });

  it('has 版记 at the very bottom of its last page only: the last line on the edge of the text area', () => {
    const strips = pages.ink(7);
    const last = at(strips, -2);
    expect(Math.abs(last.bottom - 262)).toBeLessThan(0.3);
    expect([last.left, last.right].map(Math.round)).toEqual([28, 184]);
    expect(last.bottom - last.top).toBeLessThan(0.6);
    for (const page of [1, 2, 3, 4, 5, 6]) expect(pages.text(page)).not.toContain('抄送');
    expect(pages.text(7)).toContain('抄送');
  });
});

describeRendered('the text of a document on paper (GB/T 9704, needs LibreOffice, poppler and Fandol)', () => {
  it(
    'has 22 lines a page and 28 characters a line, between margins of 28 and 26 mm',
    async () => {
      const { pages } = await rendered({ ...sampleOfficial, attachments: [], blocks: plain(12) }, 'plain');
      const strips = pages.ink(2);
      expect(strips).toHaveLength(22 + 1);
      expect(at(strips, 0).top).toBeGreaterThan(37);
      expect(at(strips, 21).bottom).toBeLessThan(262);
      expect(Math.abs((at(strips, 21).top - at(strips, 0).top) / 21 - 10.21)).toBeLessThan(0.05);
      const whole = pages.lines(2).filter(({ text }) => text.length === 28);
      expect(whole.length).toBeGreaterThan(10);
      for (const { left, right } of whole) {
        expect(Math.abs(left - 28)).toBeLessThan(0.5);
        expect(Math.abs(right - 184)).toBeLessThan(0.7);
      }
    },
    minutes * 3,
  );

  it.each([19, 20, 21, 22])(
    'keeps text with the signature and 版记 on the last page (%d paragraphs)',
    async (count) => {
      const content: Content = { ...sampleOfficial, attachments: [], blocks: plain(count, 7) };
      const { pages } = await rendered(content, 'held');
      const last = pages.text(pages.count);
      expect(last).toContain('办办办办办办办');
      expect(last).toContain('2015 年 9 月 16 日');
      expect(last).toContain('印发');
    },
    minutes * 3,
  );

  it(
    'has the same characters as the Word file',
    async () => {
      const blocks = sampleOfficial.blocks.filter(({ kind }) => kind !== 'chart');
      const { docx, pages } = await rendered({ ...sampleOfficial, blocks }, 'characters');
      // The heading of the long table stands on two pages.
      const repeated = '编号标题承办单位分管领导承办人办理期限剩余工作日';
      const printed = withoutPageNumbers(pages.text());
      expect(counted(printed)).toEqual(counted((await charactersOf(docx)) + repeated));
    },
    minutes * 3,
  );
});

describeRendered('a table of many columns on pages across (GB/T 9704, needs LibreOffice, poppler and Fandol)', () => {
  let pages: PdfPages;
  beforeAll(async () => {
    const columns = Array.from({ length: 16 }, (_, index) => ({ title: `第${index + 1}栏`, type: 'text' as const }));
    const row = columns.map((_, index) => (index % 3 === 0 ? '2015-03-01' : '区规土局'));
    const table = { kind: 'table' as const, columns, rows: Array.from({ length: 30 }, () => row) };
    const attachments = [{ title: '办理件台账', isLandscape: true, blocks: [table] }];
    ({ pages } = await rendered({ ...sampleOfficial, blocks: plain(1), attachments }, 'wide'));
    keepPictures('wide');
  }, 3 * minutes);

  it('are turned, and the last page with 版记 is upright again', () => {
    const widths = pages.sizes.map(({ width }) => Math.round(width));
    expect([widths[0], widths[2], widths.at(-1)]).toEqual([210, 297, 210]);
    expect(pages.text(pages.count)).toContain('印发');
  });

  it('are filled from edge to edge, with the headings on each', () => {
    const across = pages.sizes.flatMap(({ width }, index) => (width > 250 ? [index + 1] : []));
    expect(across.length).toBeGreaterThan(1);
    for (const page of across) {
      expect(pages.text(page).replace(/\s/g, '')).toContain('第1栏');
      expect(Math.abs(Math.max(...pages.ink(page).map(({ right }) => right)) - (297 - 37))).toBeLessThan(0.5);
    }
  });

  it('have their numbers at the left edge, where other pages have their bottom', () => {
    for (const page of [3, 4]) {
      const strips = pages.ink(page).filter(({ left }) => left < 33);
      expect(Math.abs(Math.min(...strips.map(({ left }) => left)) - 28)).toBeLessThan(2.5);
    }
  });
});

describeRendered('a letter 信函 on paper (GB/T 9704, needs LibreOffice, poppler and Fandol)', () => {
  let pages: PdfPages;
  let first: readonly Ink[];
  beforeAll(async () => {
    ({ pages } = await rendered(sampleLetter, 'letter'));
    first = pages.ink(1);
    keepPictures('letter');
  }, 3 * minutes);

  it('has its mark 30 mm below the top of the page', () => {
    expect(at(first, 0).isRed).toBe(true);
    expect(Math.abs(at(first, 0).top - 30)).toBeLessThan(0.3);
  });

  it('has a double red line of 170 mm 4 mm below the mark, the thick one above', () => {
    const [mark, thick, thin] = [at(first, 0), at(first, 1), at(first, 2)];
    expect(Math.abs(thick.top - mark.bottom - 4)).toBeLessThan(0.5);
    for (const line of [thick, thin]) {
      expect(line.isRed).toBe(true);
      expect([line.left, line.right].map(Math.round)).toEqual([20, 190]);
    }
    expect(thick.bottom - thick.top).toBeGreaterThan(2 * (thin.bottom - thin.top));
  });

  it('has another 20 mm above the bottom of the page, the thin one above', () => {
    const [thin, thick] = [at(first, -2), at(first, -1)];
    expect(Math.abs(thick.bottom - 277)).toBeLessThan(0.3);
    expect([thick.left, thick.right].map(Math.round)).toEqual([20, 190]);
    expect(thick.bottom - thick.top).toBeGreaterThan(2 * (thin.bottom - thin.top));
  });

  it('has its number on the right, its title in lines of 34 pt', () => {
    const number = pages.lines(1).find(({ text }) => text.includes('〔2015〕7号'));
    expect(Math.abs((number?.right ?? 0) - 184)).toBeLessThan(1);
    const [upper, lower] = [at(first, 4), at(first, 5)];
    expect(Math.abs(lower.top - upper.top - 12)).toBeLessThan(0.3);
  });

  it('shows no page number on the first page, and 2 on the second', () => {
    expect(pages.text(1)).not.toMatch(/—\s*1\s*—/);
    expect(pages.text(2)).toMatch(/—\s*2\s*—/);
  });

  it('has its copies without lines or printing organ', () => {
    expect(pages.text(pages.count)).toContain('抄送');
    expect(pages.text(pages.count)).not.toContain('印发');
  });
});

describeRendered('a bulletin 专报 on paper (needs LibreOffice, poppler and Fandol)', () => {
  let pages: PdfPages;
  beforeAll(async () => {
    ({ pages } = await rendered(sampleBulletin, 'bulletin'));
    keepPictures('bulletin');
  }, 3 * minutes);

  it('has name, issue, organ and date above the red line', () => {
    const first = pages.ink(1);
    expect(at(first, 0).isRed).toBe(true);
    expect(at(first, 3).isRed).toBe(true);
    expect([at(first, 3).left, at(first, 3).right].map(Math.round)).toEqual([28, 184]);
    const above = pages.text(1).replace(/\s/g, '').split('关于')[0];
    for (const part of ['建议提案办理工作专报', '第4期', '闵行区人民政府办公室编', '2015年9月16日'])
      expect(above).toContain(part);
  });

  it('says 报, 送 and 发 at the bottom of its last page', () => {
    const last = pages.text(pages.count).replace(/\s/g, '');
    expect(last).toMatch(/报：.*送：.*发：.*印发（共印80份）/s);
    expect(Math.abs(at(pages.ink(pages.count), -2).bottom - 262)).toBeLessThan(0.3);
  });

  it('draws its chart', () => {
    expect(pages.text(2)).toContain('2015 年各期收件和办复情况');
  });
});
