import { pointsInMm } from '../geometry.js';

/** Points: how high a character of a mark may be, how wide the line is. Per cent: how narrow a character may get. */
export interface MarkLimits {
  readonly size: number;
  readonly width: number;
  readonly narrowest: number;
}

/** 文件: less than the 22 mm × 15 mm a character of the superior organ's mark has. */
export const mark: MarkLimits = { size: 54, width: 425, narrowest: 66 };
export const masthead: MarkLimits = { size: 48, width: 430, narrowest: 75 };
/** 信函: smaller, above the text area. */
export const letterMark: MarkLimits = { size: 42, width: 440, narrowest: 66 };

/** Size in points and width of a character in per cent, so that a mark fills one line. */
export const fitted = (text: string, { size, width, narrowest }: MarkLimits): { size: number; scale: number } => {
  const count = [...text].length;
  const percent = Math.floor((width * 100) / (count * size));
  if (percent >= narrowest) return { size, scale: Math.min(percent, 100) };
  return { size: Math.floor((width * 100) / (count * narrowest)), scale: narrowest };
};

/** Millimetres, for what is placed below it. */
export const markHeight = (text: string, limits: MarkLimits): number => pointsInMm(fitted(text, limits).size);
