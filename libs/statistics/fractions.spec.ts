import fc from 'fast-check';
import { largestRemainder, points, rate } from './fractions.js';

describe('semantics 42: rates', () => {
  it.each([
    [8, 19, '42.1%'],
    [11, 19, '57.9%'],
    [1, 8, '12.5%'],
    [1, 2000, '0.1%'],
    [1, 2001, '0.0%'],
    [33, 33, '100.0%'],
    [1999, 2000, '100.0%'],
    [0, 5, '0.0%'],
    [0, 0, '—'],
  ])('%s of %s prints %s', (numerator, denominator, text) => expect(rate(numerator, denominator)).toBe(text));

  it('N18: differences of rates are in percentage points, rounded once', () => {
    expect(points({ numerator: 8, denominator: 19 }, { numerator: 11, denominator: 19 })).toBe('+15.8');
    expect(points({ numerator: 1, denominator: 1 }, { numerator: 2, denominator: 3 })).toBe('-33.3');
    expect(points({ numerator: 1, denominator: 2 }, { numerator: 1, denominator: 2 })).toBe('0.0');
    expect(points({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 1 })).toBe('—');
  });
});

describe('semantics 40: largest remainder', () => {
  it('rounds up the largest remainders, ties by larger count, then by order', () => {
    expect(largestRemainder([1, 1, 1])).toEqual([334, 333, 333]);
    expect(largestRemainder([1, 2, 4])).toEqual([143, 286, 571]);
    expect(largestRemainder([1, 5])).toEqual([167, 833]);
    expect(largestRemainder([1, 7])).toEqual([125, 875]);
    expect(largestRemainder([1, 3, 12])).toEqual([62, 188, 750]);
    expect(largestRemainder([0, 0])).toEqual([0, 0]);
  });

  it('always sums to 100.0', () => {
    const counts = fc.array(fc.nat(50_000), { minLength: 1, maxLength: 20 }).filter((list) => list.some((n) => n > 0));
    fc.assert(fc.property(counts, (list) => expect(largestRemainder(list).reduce((a, b) => a + b)).toBe(1000)));
  });
});
