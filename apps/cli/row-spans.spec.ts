import { spansText } from './row-spans.js';

const words: Readonly<Record<string, (details: Readonly<Record<string, string | number>>) => string>> = {
  'remark.comma': () => '、',
  'remark.rows': ({ rows, count }) => `${String(rows)} 等 ${String(count)} 行`,
};
const say = (key: string, details: Readonly<Record<string, string | number>> = {}): string => words[key]!(details);

describe('rows of which the same is said', () => {
  it.each([
    [[3], '3'],
    [[2, 3, 4], '2–4'],
    [[9, 2, 3, 6], '2–3、6、9'],
    [[2, 4, 6, 8, 9], '2、4、6 等 5 行'],
  ])('%j are named %s', (rows, text) => {
    expect(spansText(rows, say)).toBe(text);
  });
});
