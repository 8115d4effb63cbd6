import { Document, Packer } from 'docx';
import type { Content } from '../content.js';
import { fontsOf } from '../fonts.js';
import { stableDocx } from '../stable.js';
import { withLineRules } from './line-rules.js';
import { sectionsOf } from './sections.js';
import { stylesOf } from './styles.js';

/**
 * The content as a Word file of GB/T 9704—2012 (documents 1). The same content gives the same bytes on any machine, in
 * any time zone and locale.
 */
export const wordFile = async (content: Content): Promise<Uint8Array> => {
  const packed = await Packer.toBuffer(documentOf(content));
  return stableDocx(packed, content.issuedAt, withLineRules);
};

const documentOf = (content: Content): Document => {
  const fonts = fontsOf(content.fonts);
  return new Document({
    title: typeof content.title === 'string' ? content.title : content.title.join(''),
    creator: content.author,
    lastModifiedBy: content.author,
    styles: stylesOf(fonts),
    evenAndOddHeaderAndFooters: true,
    sections: sectionsOf(content, fonts),
  });
};
