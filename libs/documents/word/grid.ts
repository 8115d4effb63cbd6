import { line } from '../geometry.js';

/** Spacing of lines in a paragraph's properties; a run's spacing has no `w:line`. */
const spacing = /<w:spacing [^>]*w:line="(\d+)"[^>]*\/>/g;

/**
 * A line of another height than the text's must not be stretched to the grid, or a 34 pt title takes two lines. The
 * library cannot say so of a paragraph; the property stands before the spacing of its lines.
 */
export const offTheGrid = (xml: string): string =>
  xml.replace(spacing, (whole, height: string) =>
    Number(height) === line ? whole : `<w:snapToGrid w:val="0"/>${whole}`,
  );
