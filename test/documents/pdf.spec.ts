import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fontSetup } from '#libs/documents/pdf/font-setup.js';
import { findOffice, pdfOf } from '#libs/documents/pdf/pdf.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { wordFile } from '#libs/documents/word/print.js';
import { describeRendered } from './rendering.js';
import { sampleLetter } from './samples.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-office-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for LibreOffice. */
const office = (script: string): string => {
  const file = join(folder, 'soffice');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
};

const docx = () => wordFile({ ...sampleLetter, blocks: [] });

describe('a PDF of a document', () => {
  it('is refused in words where LibreOffice is not installed', async () => {
    const refused = await pdfOf(await docx(), { office: join(folder, 'nowhere') }).catch((error: unknown) => error);
    if (!isRefusal(refused)) throw new Error('not refused');
    expect(refused.code).toBe('pdf.office-missing');
    expect(refused.status).toBe(501);
    expect(refused.in('zh')).toContain('没有安装 LibreOffice');
    expect(refused.in('en')).toContain('LibreOffice is not installed');
  });

  it('looks for LibreOffice along the path only, and says where it is not', () => {
    expect(findOffice(folder)).toBeUndefined();
    const file = office('exit 0');
    expect(findOffice(folder)).toBe(file);
  });

  it('is given up after its time, with all that was started for it', async () => {
    const late = join(folder, 'late');
    const slow = office(`(sleep 3; echo late > ${late}) & wait`);
    await expect(pdfOf(await docx(), { office: slow, timeout: 500 })).rejects.toMatchObject({ code: 'pdf.timeout' });
    await setTimeout(4000);
    expect(existsSync(late)).toBe(false);
  }, 20_000);

  it('is refused with what LibreOffice said where it makes none', async () => {
    const broken = office('echo "source file could not be loaded" >&2; exit 1');
    const failed = pdfOf(await docx(), { office: broken });
    await expect(failed).rejects.toMatchObject({
      code: 'pdf.failed',
      details: { reason: 'source file could not be loaded' },
    });
    await expect(pdfOf(Buffer.from('no Word file'), { office: broken })).rejects.toMatchObject({ code: 'pdf.failed' });
  });

  it('runs in a profile and a home of its own, and leaves nothing behind', async () => {
    const told = join(folder, 'told');
    const spy = office(`echo "$1 $HOME $FONTCONFIG_FILE" > ${told}; exit 0`);
    await pdfOf(await docx(), { office: spy }).catch(() => undefined);
    const [profile = '', home = '', fonts = ''] = readFileSync(told, 'utf8').trim().split(' ');
    expect(profile).toMatch(/^-env:UserInstallation=file:\/\//);
    expect(profile).toContain(home);
    expect(fonts.startsWith(home)).toBe(true);
    expect(existsSync(home)).toBe(false);
  });

  it('has a stand-in for every font of the standard', () => {
    const setup = fontSetup(['/srv/fonts & more'], '/tmp/cache');
    for (const font of ['仿宋_GB2312', '楷体_GB2312', '黑体', '宋体', '方正小标宋简体', 'Times New Roman'])
      expect(setup).toContain(`<string>${font}</string>`);
    expect(setup).toContain('/srv/fonts &#38; more');
  });
});

describeRendered('a PDF by LibreOffice (needs LibreOffice, poppler and Fandol)', () => {
  it('is one, from several documents at once', async () => {
    const bytes = await docx();
    const usual = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    const made = await Promise.all([pdfOf(bytes, { timeout: 150_000 }), pdfOf(bytes, { timeout: 150_000 })]);
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    for (const pdf of made) expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readdirSync(folder)).toEqual([]);
  }, 180_000);
});
