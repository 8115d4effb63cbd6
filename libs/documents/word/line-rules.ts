import { line } from '../geometry.js';

// Properties of a paragraph that the library cannot say; they stand before the spacing of its lines. A run's spacing has
// no `w:line`.

const spacing = /<w:spacing [^>]*w:line="(\d+)"[^>]*\/>/g;

/** No comma hangs over the edge of the text area. */
const noHanging = '<w:overflowPunct w:val="0"/>';

/** A line of another height than the text's must not be stretched to the grid, or a 34 pt title takes two lines. */
const offTheGrid = '<w:snapToGrid w:val="0"/>';

export const withLineRules = (xml: string): string =>
  xml.replace(spacing, (whole, height: string) => noHanging + (Number(height) === line ? '' : offTheGrid) + whole);
