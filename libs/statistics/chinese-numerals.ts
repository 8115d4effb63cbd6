const digits: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4 },
  ...{ 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};
const sizes: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 「三十四」 34, 「一百零五」 105; undefined for what is no numeral. */
export const wholeOf = (text: string): number | undefined => {
  if (!/^[零〇一二两三四五六七八九十百千]+$/.test(text)) return undefined;
  let [sum, digit] = [0, 0];
  for (const one of text) {
    const size = sizes[one];
    if (size === undefined) digit = digits[one] ?? 0;
    else [sum, digit] = [sum + (digit || 1) * size, 0];
  }
  return sum + digit;
};
