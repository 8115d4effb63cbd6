import type { Table } from '../content.js';
import { mm, textArea } from '../geometry.js';
import { measuresOf } from './table-measures.js';

const table = (titles: readonly string[], row: readonly string[]): Table => ({
  columns: titles.map((title) => ({ title, type: 'text' })),
  rows: [row],
});

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

describe('the columns of a printed table (documents 1)', () => {
  it('fill the text area exactly', () => {
    for (const count of [1, 2, 7, 11])
      expect(sum(measuresOf(table(Array(count).fill('件数'), Array(count).fill('33'))).widths)).toBe(
        mm(textArea.width),
      );
  });

  it('are set in 12 points where that fits, smaller where it does not', () => {
    expect(measuresOf(table(['单位', '件数'], ['区交通委', '6'])).size).toBe(12);
    expect(measuresOf(table(Array(14).fill('办理'), Array(14).fill('十件'))).size).toBe(10.5);
  });

  it('give room to long texts and keep short ones in one line', () => {
    const { size, widths } = measuresOf(
      table(
        ['编号', '标题', '分管领导'],
        ['0624', '关于尽快落实题桥发射台搬迁并妥善安置周边居民和企业职工的若干意见和建议'.repeat(2), '分管领导甲'],
      ),
    );
    expect(widths[2]).toBeGreaterThanOrEqual(5 * size * 20);
    expect(widths[1]).toBeGreaterThan(2 * (widths[2] ?? 0));
  });

  it('keep numbers and dates in one piece where even the smallest text is too large', () => {
    const titles = Array.from({ length: 14 }, (_, index) => `第${index}栏`);
    const row = titles.map((_, index) => (index % 2 === 0 ? '2015-03-01' : '关于尽快落实题桥发射台搬迁'));
    const { size, widths } = measuresOf(table(titles, row), 225);
    expect(size).toBe(9);
    for (const width of widths.filter((_, index) => index % 2 === 0))
      expect(width).toBeGreaterThanOrEqual(5 * 9 * 20 + 114);
    expect(sum(widths)).toBe(mm(225));
  });

  it('take the width they are given', () => {
    const [first = 0, second = 0] = measuresOf({
      columns: [
        { title: '甲', type: 'text', width: 30 },
        { title: '乙', type: 'text', width: 3 },
      ],
      rows: [],
    }).widths;
    expect(first).toBeGreaterThan(6 * second);
  });
});
