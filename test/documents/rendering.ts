import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Content } from '#libs/documents/content.js';
import { findOffice, pdfOf } from '#libs/documents/pdf/pdf.js';
import { wordFile } from '#libs/documents/word/print.js';
import { PdfPages } from './pdf-pages.js';

// What the specs need to look at printed pages: LibreOffice, poppler, and the Fandol fonts (unpacked to .lookback/fonts
// by .ci/install-office, or where Debian's texlive-lang-chinese puts them).

const ownFonts = resolve('.lookback/fonts');
const fontFolders = [ownFonts, '/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol'];
const pictures = resolve('.lookback/pages');

const isOnPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

const hasFonts = fontFolders.some(
  (folder) => existsSync(folder) && readdirSync(folder).some((file) => file.startsWith('FandolFang')),
);

export const isRendering = findOffice() !== undefined && isOnPath('pdftotext') && isOnPath('pdftoppm') && hasFonts;

/** Skipped by name where the pages cannot be made; .ci/run installs what is needed and counts a skip as failed. */
export const describeRendered = isRendering ? describe : describe.skip;

/** Prints the content and opens the pages; `name` names the pictures kept for whoever wants to look. */
export const rendered = async (content: Content, name: string): Promise<{ docx: Uint8Array; pages: PdfPages }> => {
  mkdirSync(pictures, { recursive: true });
  const docx = await wordFile(content);
  const file = join(pictures, `${name}.pdf`);
  writeFileSync(join(pictures, `${name}.docx`), docx);
  writeFileSync(file, await pdfOf(docx, { fontFolders: [ownFonts], timeout: 150_000 }));
  return { docx, pages: new PdfPages(file) };
};

/** PNG pictures of every page beside the PDF. */
export const keepPictures = (name: string): void => {
  for (const old of readdirSync(pictures).filter((file) => new RegExp(`^${name}-\\d+\\.png$`).test(file)))
    rmSync(join(pictures, old));
  execFileSync('pdftoppm', ['-r', '80', '-png', join(pictures, `${name}.pdf`), join(pictures, name)]);
};
