import { execFileSync } from 'node:child_process';

/** A line of text as poppler finds it; millimetres from the top left of the page. */
export interface TextLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** A strip of the page with ink on it, between two without. */
export interface Ink {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly isRed: boolean;
}

/** Pixels per millimetre of the pictures that are measured. */
const scale = 10;
const dark = 128;

const pointsInMm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
const run = (program: string, args: readonly string[]): Buffer =>
  execFileSync(program, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

/** The pages of a PDF, measured. */
export class PdfPages {
  constructor(private readonly file: string) {}

  get count(): number {
    return Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', [this.file]).toString())?.[1]);
  }

  /** Millimetres, one entry a page. */
  get sizes(): readonly { width: number; height: number }[] {
    const said = run('pdfinfo', ['-f', '1', '-l', String(this.count), this.file]).toString();
    return [...said.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+) pts/g)].map(([, width, height]) => ({
      width: pointsInMm(width),
      height: pointsInMm(height),
    }));
  }

  text(page?: number): string {
    const range = page ? ['-f', String(page), '-l', String(page)] : [];
    return run('pdftotext', [...range, this.file, '-']).toString();
  }

  lines(page: number): readonly TextLine[] {
    const xml = run('pdftotext', ['-bbox-layout', '-f', String(page), '-l', String(page), this.file, '-']).toString();
    return [...xml.matchAll(/<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([\s\S]*?)<\/line>/g)].map(
      ([, left, right, words = '']) => ({
        text: [...words.matchAll(/>([^<]*)<\/word>/g)].map(([, word]) => word).join(''),
        left: pointsInMm(left),
        right: pointsInMm(right),
      }),
    );
  }

  /** Strips of ink from the top of a page to its bottom. */
  ink(page: number): readonly Ink[] {
    const picture = pictureOf(
      run('pdftoppm', ['-r', String(scale * 25.4), '-f', String(page), '-l', String(page), this.file]),
    );
    return stripsOf(picture).map(({ top, bottom, left, right, red, all }) => ({
      top: top / scale,
      bottom: (bottom + 1) / scale,
      left: left / scale,
      right: (right + 1) / scale,
      isRed: red > all / 2,
    }));
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** `P6 width height 255`, then three bytes a pixel. */
const pictureOf = (ppm: Buffer): Picture => {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('pdftoppm made no picture');
  return { width: Number(head[1]), height: Number(head[2]), pixels: ppm.subarray(head[0].length) };
};

interface Row {
  left: number;
  right: number;
  red: number;
  all: number;
}

const rowOf = ({ width, pixels }: Picture, y: number): Row => {
  const row: Row = { left: width, right: -1, red: 0, all: 0 };
  for (let x = 0; x < width; x += 1) {
    const at = (y * width + x) * 3;
    if ((pixels[at + 1] ?? 255) >= dark) continue;
    row.left = Math.min(row.left, x);
    row.right = x;
    row.all += 1;
    if ((pixels[at] ?? 0) > 150) row.red += 1;
  }
  return row;
};

const stripsOf = (picture: Picture) => {
  const strips: (Row & { top: number; bottom: number })[] = [];
  for (let y = 0; y < picture.height; y += 1) {
    const row = rowOf(picture, y);
    const last = strips.at(-1);
    if (row.all === 0) continue;
    if (last?.bottom === y - 1) grow(last, row);
    else strips.push({ ...row, top: y, bottom: y });
  }
  return strips;
};

const grow = (strip: Row & { bottom: number }, row: Row): void => {
  strip.bottom += 1;
  strip.left = Math.min(strip.left, row.left);
  strip.right = Math.max(strip.right, row.right);
  strip.red += row.red;
  strip.all += row.all;
};
