import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuse } from '../errors.js';
import { fontSetup } from './font-setup.js';
import { turns } from './turns.js';
import { forLibreOffice } from './preview.js';

export interface PdfOptions {
  /** Path of LibreOffice's `soffice`; without it, the first one of `PATH`. */
  readonly office?: string;
  /** Folders with fonts beside those the machine knows. */
  readonly fontFolders?: readonly string[];
  /** Milliseconds until LibreOffice is stopped. */
  readonly timeout?: number;
}

const usualTimeout = 60_000;

/** LibreOffice takes a processor and 200 MB: not more at once than this, the others wait. */
const inTurn = turns(2);

const names = process.platform === 'win32' ? ['soffice.com', 'soffice.exe'] : ['soffice', 'libreoffice'];
const usualPlaces =
  process.platform === 'darwin'
    ? ['/Applications/LibreOffice.app/Contents/MacOS']
    : ['C:\\Program Files\\LibreOffice\\program'];

/** Where LibreOffice is on this machine; undefined where it is not. */
export const findOffice = (path = process.env.PATH ?? ''): string | undefined =>
  [...path.split(delimiter), ...usualPlaces]
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/**
 * A PDF of a Word file: a preview of it, not the original. LibreOffice runs in a profile of its own, thrown away
 * afterwards. Refuses `pdf.office-missing`, `pdf.timeout` and `pdf.failed`.
 */
export const pdfOf = async (docx: Uint8Array, options: PdfOptions = {}): Promise<Uint8Array> => {
  const office = options.office ?? findOffice();
  if (!office || !existsSync(office)) throw refuse('pdf.office-missing');
  return inTurn(() => inOwnFolder(office, docx, options));
};

const inOwnFolder = async (office: string, docx: Uint8Array, options: PdfOptions): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'lookback-pdf-'));
  try {
    return await converted({ office, folder, docx }, options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};

interface Work {
  readonly office: string;
  readonly folder: string;
  readonly docx: Uint8Array;
}

const converted = async ({ office, folder, docx }: Work, options: PdfOptions): Promise<Uint8Array> => {
  const at = (name: string) => join(folder, name);
  await mkdir(at('cache'));
  await writeFile(at('document.docx'), await prepared(docx));
  await writeFile(at('fonts.conf'), fontSetup(options.fontFolders ?? [], at('cache')));
  const profile = `-env:UserInstallation=${pathToFileURL(at('profile'))}`;
  const said = await run(
    office,
    [
      profile,
      '--headless',
      '--norestore',
      '--convert-to',
      'pdf:writer_pdf_Export',
      '--outdir',
      folder,
      at('document.docx'),
    ],
    { FONTCONFIG_FILE: at('fonts.conf'), HOME: folder, timeout: options.timeout ?? usualTimeout },
  );
  if (!existsSync(at('document.pdf'))) throw refuse('pdf.failed', { reason: said || '—' });
  return readFile(at('document.pdf'));
};

const prepared = async (docx: Uint8Array): Promise<Uint8Array> => {
  try {
    return await forLibreOffice(docx);
  } catch {
    throw refuse('pdf.failed', { reason: '不是 Word 文件 (no Word file)' });
  }
};

/** Runs to its end or is stopped with all it has started; returns the last it said. */
const run = (
  command: string,
  args: readonly string[],
  { timeout, ...env }: { timeout: number } & Record<string, string | number>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...(env as Record<string, string>) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let said = '';
    const listen = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-500));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const timer = setTimeout(() => {
      stop(child.pid);
      reject(refuse('pdf.timeout', { seconds: Math.round(timeout / 1000) }));
    }, timeout);
    child.on('error', () => reject(refuse('pdf.office-missing')));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(said.trim());
    });
  });

/** `soffice` is a script that starts the program: the whole group goes. */
const stop = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
};
