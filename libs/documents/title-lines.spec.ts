import fc from 'fast-check';
import { titleLines, titleWidth } from './title-lines.js';
import { words } from './title-words.js';
import { widthOf } from './wording.js';

const titles = [
  '关于报送2015年市人大代表建议和政协提案办理工作“回头看”情况的函',
  '关于印发《区人大代表建议和政协提案办理办法》的通知',
  '关于2015年7—8月市人大代表建议和政协提案办理进度、答复质量和历史遗留件落实情况的通报',
  '闵行区人民政府办公室关于进一步做好2024年市、区人大代表建议和政协提案办理工作的通知',
];

const lineBegins = (lines: readonly string[]): string =>
  lines
    .slice(1)
    .map((line) => line[0])
    .join('');

describe('the lines of a title (GB/T 9704, documents 1)', () => {
  it('a short title is one line', () => {
    expect(titleLines('关于2015年7—8月建议提案办理情况的通报')).toEqual(['关于2015年7—8月建议提案办理情况的通报']);
  });

  it('breaks between words, in a trapezoid or a lozenge', () => {
    expect(titles.map((title) => titleLines(title))).toMatchInlineSnapshot(`
      [
        [
          "关于报送2015年市人大代表建议和",
          "政协提案办理工作“回头看”情况的函",
        ],
        [
          "关于印发",
          "《区人大代表建议和政协提案办理办法》的",
          "通知",
        ],
        [
          "关于2015年7—8月市人大代表",
          "建议和政协提案办理进度、答复",
          "质量和历史遗留件落实情况的通报",
        ],
        [
          "闵行区人民政府办公室关于进一步",
          "做好2024年市、区人大代表建议",
          "和政协提案办理工作的通知",
        ],
      ]
    `);
  });

  it.each(titles)('never begins a line with 的 or a closing mark, never breaks 《…》: %s', (title) => {
    const lines = titleLines(title);
    expect(lines.join('')).toBe(title);
    expect(lineBegins(lines)).not.toMatch(/[的、，。）》”]/);
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(titleWidth);
      expect(line.split('《').length).toBe(line.split('》').length);
    }
  });

  it('is never a block of equal lines nor an hourglass, where another break exists', () => {
    for (const title of titles) {
      const lengths = titleLines(title).map(widthOf);
      const steps = lengths.slice(1).map((length, index) => Math.sign(length - (lengths[index] ?? 0)));
      expect(steps).not.toContain(0);
      expect(steps.join()).not.toMatch(/-1,1/);
    }
  });

  it('breaks a name in 《》 only where it is longer than a line, and then between words', () => {
    const lines = titleLines('关于印发《闵行区人民政府办理区人大代表建议和政协提案办法》的通知');
    expect(lines).toEqual(['关于印发《闵行区人民政府办理', '区人大代表建议和政协提案办法》的通知']);
  });

  it('leaves lines as the office wants them', () => {
    expect(titleLines(['关于', '函'])).toEqual(['关于', '函']);
  });

  it('knows the organs it writes to as words', () => {
    const title = '关于请甲乙丙丁戊己庚辛委员会报送建议提案办理工作情况的通知';
    expect(titleLines(title, ['甲乙丙丁戊己庚辛委员会']).some((line) => line.includes('甲乙丙丁戊己庚辛委员会'))).toBe(
      true,
    );
  });

  it('loses no character and begins no line with 的, whatever it is made of', () => {
    const word = fc.constantFrom(...words.slice(0, 40), '的', '、', '《办法》', '2015年', '龘', '“', '”');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 14 }), (parts) => {
        const title = parts.join('');
        const lines = titleLines(title);
        expect(lines.join('')).toBe(title);
        if (lines.every((line) => widthOf(line) <= titleWidth)) expect(lineBegins(lines)).not.toContain('的');
      }),
      { numRuns: 200 },
    );
  });
});
