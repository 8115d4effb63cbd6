import {
  cellInWords,
  chineseNumeral,
  cleanText,
  dateInWords,
  headingNumbers,
  numberInWords,
  rateInWords,
  widthOf,
} from './wording.js';

describe('words of an official document (documents 1)', () => {
  it('a date has no zeros in front', () => {
    expect(dateInWords('2015-09-06')).toBe('2015年9月6日');
    expect(dateInWords('2026-11-23')).toBe('2026年11月23日');
  });

  it('a number has its year in 〔〕, neither 第 nor leading zeros', () => {
    expect(numberInWords({ code: '闵府办发', year: 2015, serial: 7 })).toBe('闵府办发〔2015〕7号');
  });

  it('headings count in four kinds of numbers, each anew below a higher one', () => {
    const numbered = headingNumbers();
    expect(([1, 2, 2, 3, 4, 4, 3, 1, 2] as const).map(numbered)).toEqual([
      '一、',
      '（一）',
      '（二）',
      '1. ',
      '（1）',
      '（2）',
      '2. ',
      '二、',
      '（一）',
    ]);
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [35, '三十五'],
  ])('%d is %s', (value, words) => {
    expect(chineseNumeral(value)).toBe(words);
  });

  it('characters that no XML may hold are left out, whole pairs stay', () => {
    expect(cleanText('a\u0000\u0008b\uffffc\ud800d\u{20000}\te')).toBe('abcd\u{20000}\te');
  });

  it('letters and digits are half as wide as characters', () => {
    expect(widthOf('第0624号')).toBe(4);
    expect(widthOf('“7—8月”')).toBe(5);
  });
});

describe('a rate in words (semantics 42)', () => {
  it('is rounded half up to one decimal, and a base of 0 is 「—」', () => {
    expect(rateInWords({ numerator: 8, denominator: 19 })).toBe('42.1%');
    expect(rateInWords({ numerator: 1, denominator: 16 })).toBe('6.3%');
    expect(rateInWords({ numerator: 6, denominator: 8 })).toBe('75.0%');
    expect(rateInWords({ numerator: 33, denominator: 33 })).toBe('100.0%');
    expect(rateInWords({ numerator: 0, denominator: 0 })).toBe('—');
  });

  it('is exact where a floating point number is not', () => {
    // 1.005 would print as 100.4 or 100.5 by chance: 201/200 is 100.5 exactly.
    expect(rateInWords({ numerator: 201, denominator: 200 })).toBe('100.5%');
    expect(rateInWords({ numerator: 2_001, denominator: 4_000 })).toBe('50.0%');
    expect(rateInWords({ numerator: 2_002, denominator: 4_000 })).toBe('50.1%');
  });

  it('stands in a cell beside text and numbers as they are', () => {
    expect([cellInWords('0581'), cellInWords(12), cellInWords(null)]).toEqual(['0581', '12', '']);
    expect(cellInWords({ value: { numerator: 1, denominator: 2 }, address: '#' })).toBe('50.0%');
  });
});
