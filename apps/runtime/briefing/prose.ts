import type { Paragraph, Run } from '#libs/documents/content.js';
import type { Figure } from '#libs/office/briefing-events.js';
import { segmentsOf } from '#libs/office/briefing-prose.js';
import type { Fields } from './fields.js';

/** What a field prints where it means nothing at this reading. */
const nothing = '—';

/** One line of prose as runs: words as they stand, fields as numbers that open. */
export const runsOf = (line: string, fields: Fields): readonly Run[] =>
  segmentsOf(line).map((segment) => {
    if ('words' in segment) return segment.words;
    const field = fields(segment.field);
    return field ? { text: field.text, address: field.address } : nothing;
  });

/** Every line that is not empty is a paragraph. */
export const paragraphsOf = (text: string, fields: Fields): readonly Paragraph[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', runs: runsOf(line, fields) }));

/** The figures that prose names, to be frozen with it. */
export const figuresIn = (names: readonly string[], fields: Fields): readonly Figure[] =>
  names.flatMap((name) => fields(name)?.figure ?? []);
