import { standardFonts } from '../fonts.js';

/** Free fonts that stand in on a machine without those of the standard, best first. */
const standIns: Readonly<Record<string, readonly string[]>> = {
  [standardFonts.body]: ['FandolFang R', 'FandolFang', 'Noto Serif CJK SC'],
  仿宋: ['FandolFang R', 'FandolFang', 'Noto Serif CJK SC'],
  FangSong: ['FandolFang R', 'FandolFang', 'Noto Serif CJK SC'],
  [standardFonts.kai]: ['FandolKai', 'AR PL UKai CN', 'Noto Serif CJK SC'],
  楷体: ['FandolKai', 'AR PL UKai CN', 'Noto Serif CJK SC'],
  [standardFonts.hei]: ['FandolHei', 'Noto Sans CJK SC'],
  [standardFonts.song]: ['FandolSong', 'Noto Serif CJK SC'],
  [standardFonts.latin]: ['Liberation Serif', 'Noto Serif CJK SC'],
};

/** 小标宋 is heavier than 宋体: the bold cut stands in for it. */
const boldStandIns: Readonly<Record<string, readonly string[]>> = {
  [standardFonts.title]: ['FandolSong', 'Noto Serif CJK SC'],
};

/** Where Debian's texlive-lang-chinese keeps the Fandol fonts, which fontconfig does not look at by itself. */
const usualFolders = ['/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol'];

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.codePointAt(0)};`);

const rule = (family: string, others: readonly string[], bold: boolean): string => `
  <match target="pattern">
    <test name="family" compare="eq"><string>${escaped(family)}</string></test>
    <edit name="family" mode="append" binding="strong">${others.map((other) => `<string>${escaped(other)}</string>`).join('')}</edit>
    ${bold ? '<edit name="weight" mode="assign"><const>bold</const></edit>' : ''}
  </match>`;

/** A fontconfig file: the machine's own fonts, the folders given, and who stands in for whom. */
export const fontSetup = (folders: readonly string[], cache: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  ${[...usualFolders, ...folders].map((folder) => `<dir>${escaped(folder)}</dir>`).join('\n  ')}
  <cachedir>${escaped(cache)}</cachedir>
  ${Object.entries(standIns)
    .map(([family, others]) => rule(family, others, false))
    .join('')}
  ${Object.entries(boldStandIns)
    .map(([family, others]) => rule(family, others, true))
    .join('')}
</fontconfig>
`;
