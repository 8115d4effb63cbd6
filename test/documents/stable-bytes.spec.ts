import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { workbookFile } from '#libs/documents/excel/workbook.js';
import { wordFile } from '#libs/documents/word/print.js';
import { sampleBook } from './sample-book.js';
import { samples } from './samples.js';

// Printing takes a fraction of a second, on a busy machine several.
jest.setTimeout(60_000);

// Issued means frozen: printed again on another machine, years later, it is the same file (domain 8). These digests are
// what was printed once; whoever changes them changes what offices have already sent.
const golden: Readonly<Record<string, string>> = {
  bulletin: 'fafa4cf4fe9a3e14982ce6fe12ee409f8e4c585b1e1c88aa3b887fa3a818128b',
  official: 'a9279a2a296209f6e0aff37ad6af03c69ec3ca980d217c4d625966ed16df67b5',
  letter: '6795b1fdd27192dced3dff003f97b47d315810499190264085b1d601c264e729',
  workbook: 'b1d36a1c4ec8d657af722dbc64b039acb9d8fe374c8ce8fb88405652e434b967',
};

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const input = JSON.stringify({ contents: samples, book: sampleBook });

/** The compiled program in a process of its own, in another time zone and locale. */
const printedElsewhere = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  JSON.parse(
    execFileSync(process.execPath, ['test/documents/print-digest.mjs'], {
      input,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    }).toString(),
  );

const twice = Object.fromEntries(
  Object.entries(golden).flatMap(([name, sha]) => [`${name} first`, `${name} second`].map((key) => [key, sha])),
);

// The other processes run what is compiled.
beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs']);
}, 60_000);

describe('the bytes of an issued document (domain 8)', () => {
  it.each(Object.entries(samples))('are those printed once: %s', async (form, content) => {
    expect(digest(await wordFile(content))).toBe(golden[form]);
  });

  it('are those printed once: workbook', async () => {
    expect(digest(await workbookFile(sampleBook))).toBe(golden.workbook);
  });

  it.each([
    { TZ: 'UTC', LC_ALL: 'C' },
    { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' },
  ])(
    'are the same in another process, printed twice there ($TZ, $LC_ALL)',
    (env) => {
      expect(printedElsewhere(env)).toEqual(twice);
    },
    120_000,
  );

  it('do not depend on the second they are printed in', async () => {
    const before = digest(await wordFile(samples.bulletin));
    await setTimeout(2100);
    expect(digest(await wordFile(samples.bulletin))).toBe(before);
  });

  it('change with a single figure', async () => {
    const [first, ...rest] = samples.bulletin.blocks;
    const other = { ...samples.bulletin, blocks: [...rest, first ?? { kind: 'paragraph' as const, runs: [] }] };
    expect(digest(await wordFile(other))).not.toBe(golden.bulletin);
  });
});
