import type { Fonts } from './content.js';

/** What GB/T 9704 asks for, by the names these fonts carry on an office's computers. */
export const standardFonts: Fonts = {
  body: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  song: '宋体',
  title: '方正小标宋简体',
  latin: 'Times New Roman',
};

export const fontsOf = (chosen: Partial<Fonts> = {}): Fonts => ({ ...standardFonts, ...chosen });
