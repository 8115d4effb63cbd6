import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Which characters a font draws. */
export interface Coverage {
  readonly font: string;
  has(character: string): boolean;
}

/** Given-name characters that the Fandol fonts lack (read off their own tables). */
const absentInFandol = new Set(
  '镕喆堃垚犇赟祎珺玥昇翀琤韡頔瑨旻曈暐堉媖嫄嬿姸彧叡翾翯晞晢沄淏湉溦濬瑀瑄璟瓅祐禛禤竑芃虓谞贇赪酂頫飏飔鹓龑龢峂崟燚燊玠珅珮珵琎琯瑆瑢璈璘璠',
);

/** For a machine without fontconfig: what the free stand-ins are known to lack. */
export const fandolCoverage = (font: string): Coverage => ({ font, has: (one) => !absentInFandol.has(one) });

/** The characters of GB 2312: two bytes, from 啊 in row 16 on. */
const gb2312 = (): ReadonlySet<string> => {
  const decoder = new TextDecoder('gbk');
  const characters = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) characters.add(decoder.decode(Uint8Array.of(row, cell)));
  return characters;
};

/** 仿宋_GB2312 and 楷体_GB2312 hold what their name says, 方正小标宋简体 the same; Word takes everything else from another font. */
export const gb2312Coverage = (font: string): Coverage => {
  const characters = gb2312();
  return { font, has: (one) => characters.has(one) };
};

const run = promisify(execFile);

/**
 * What the fonts installed on this machine draw, as fontconfig knows it; a font that is not installed is left out, and
 * without fontconfig the list is empty.
 */
export const installedCoverages = async (fonts: readonly string[], env = process.env): Promise<readonly Coverage[]> => {
  const found = await Promise.all(fonts.map((font) => installedCoverage(font, env)));
  return found.filter((one) => one !== undefined);
};

const installedCoverage = async (font: string, env: NodeJS.ProcessEnv): Promise<Coverage | undefined> => {
  try {
    const { stdout } = await run('fc-list', [`:family=${font}`, '--format', '%{charset}\n'], { env, timeout: 10_000 });
    return stdout.trim() === '' ? undefined : coverageOf(font, stdout);
  } catch {
    return undefined;
  }
};

/** fontconfig writes a character set as ranges in hexadecimal: `20-7e a0 4e00-9fa5`. */
export const coverageOf = (font: string, charset: string): Coverage => {
  const ranges = charset
    .split(/\s+/)
    .filter((range) => range !== '')
    .map((range) => range.split('-').map((code) => Number.parseInt(code, 16)));
  const covers = (code: number) => ranges.some(([from = 0, to = from]) => code >= from && code <= to);
  return { font, has: (character) => covers(character.codePointAt(0) ?? 0) };
};
