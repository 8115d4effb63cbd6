import type { Content } from './content.js';
import { coverageOf, fandolCoverage, gb2312Coverage, installedCoverages } from './coverage.js';
import { standardFonts } from './fonts.js';
import { missingGlyphs } from './glyphs.js';

const content: Content = {
  head: { form: 'bulletin', name: '建议提案办理工作专报', issue: '第4期', organ: '办公室编', date: '2015-09-16' },
  title: '关于堃项目的通报',
  blocks: [
    { kind: 'heading', level: 1, text: '办理' },
    { kind: 'paragraph', runs: ['承办人喆，', { text: '1', address: '#' }, '件；承办人喆'] },
    { kind: 'table', columns: [{ title: '承办人', type: 'text' }], rows: [['甲'], ['赟']] },
  ],
  issuedAt: '2015-09-16T02:00:00.000Z',
  author: '办公室',
};

describe('characters a font does not have (documents 1)', () => {
  it('are named once a font, with the place they stand in first', () => {
    expect(missingGlyphs(content, [gb2312Coverage(standardFonts.body), gb2312Coverage(standardFonts.title)])).toEqual([
      { character: '堃', code: 'U+5803', font: standardFonts.title, place: '标题' },
      { character: '喆', code: 'U+5586', font: standardFonts.body, place: '正文' },
      { character: '赟', code: 'U+8D5F', font: standardFonts.body, place: '正文第2行' },
    ]);
  });

  it('are looked for only in fonts of which something is known', () => {
    expect(missingGlyphs(content, [])).toEqual([]);
    expect(missingGlyphs(content, [gb2312Coverage('楷体_GB2312')])).toEqual([]);
  });

  it('GB 2312 holds 6,763 characters: the common ones, not those of many given names', () => {
    const { has } = gb2312Coverage(standardFonts.body);
    const all = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    expect(all.filter(has)).toHaveLength(6763);
    expect([...'镕喆堃垚犇赟祎'].some(has)).toBe(false);
  });

  it('the free fonts are known to lack 镕 喆 堃 垚 犇 赟 祎', () => {
    const { has } = fandolCoverage(standardFonts.body);
    expect([...'镕喆堃垚犇赟祎'].some(has)).toBe(false);
    expect([...'闵行区人民政府'].every(has)).toBe(true);
  });

  it('a font of this machine is read as fontconfig describes it', () => {
    const { has } = coverageOf('任意', '20-7e a0 4e00-4e03\n20-7e 55ee');
    expect(['\u4e00', '\u4e03', '\u55ee', 'A'].every(has)).toBe(true);
    expect(['\u4e04', '\u55ed', '\u9f98'].some(has)).toBe(false);
  });

  it('a font that is not installed says nothing', async () => {
    expect(await installedCoverages(['不存在的字体'])).toEqual([]);
    expect(await installedCoverages(['不存在的字体'], { PATH: '' })).toEqual([]);
  });
});
