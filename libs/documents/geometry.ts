// The measures of GB/T 9704—2012 (documents 1). Word counts in twips (1/20 point), drawings in EMU, borders in 1/8 point.

/** Millimetres as twips. */
export const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
/** Points as twips. */
export const pt = (points: number): number => Math.round(points * 20);
/** Millimetres as EMU, for what is placed on the page. */
export const emu = (millimetres: number): number => Math.round(millimetres * 36_000);
/** Millimetres as the pixels (1/96 inch) a drawing's size is given in. */
export const px = (millimetres: number): number => (millimetres * 96) / 25.4;
/** Points as millimetres. */
export const pointsInMm = (points: number): number => (points * 25.4) / 72;

export const page = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
export const textArea = { width: 156, height: 225 } as const;

/** A page across is a page turned: its head is at the binding, its text as wide as the other pages' is high. */
export const landscape = {
  width: page.height,
  height: page.width,
  top: page.left,
  bottom: page.right,
  left: page.bottom,
  right: page.top,
} as const;

/** 三号: 22 lines of 28 characters. The spacing makes 28 × 16 pt fit into 156 mm. */
export const body = { size: 16, leading: 28.95, spacing: -0.25, lines: 22, characters: 28 } as const;
/** One character of the text with its spacing, in twips. */
export const character = pt(body.size + body.spacing);
export const line = pt(body.leading);

export const sizes = { title: 22, body: 16, foot: 14, table: 12, small: 10.5 } as const;
export const titleLeading = 34;

export const red = 'FF0000';
