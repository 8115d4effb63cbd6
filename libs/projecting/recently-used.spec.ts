import { recentlyUsed } from './recently-used.js';

describe('what was recently used', () => {
  it('forgets beyond its limit what was touched longest ago', () => {
    const kept = recentlyUsed<number>(2);
    kept.set('a', 1);
    kept.set('b', 2);
    expect(kept.get('a')).toBe(1);
    kept.set('c', 3);
    expect(['a', 'b', 'c'].map(kept.get)).toEqual([1, undefined, 3]);
    kept.clear();
    expect(kept.get('a')).toBeUndefined();
  });

  it('remembers nothing as well as something', () => {
    const kept = recentlyUsed<number | null>(1);
    kept.set('a', null);
    expect(kept.get('a')).toBeNull();
  });
});
