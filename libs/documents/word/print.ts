import { Document, Packer } from 'docx';
import type { Content } from '../content.js';
import { fontsOf } from '../fonts.js';
import { stableDocx } from '../stable.js';
import { blocksInWord } from './blocks.js';
import { attachmentPages, closing } from './closing.js';
import { footBlock } from './foot.js';
import { withLineRules } from './line-rules.js';
import { opening } from './head.js';
import { section } from './pages.js';
import { restated } from './restatements.js';
import { byName, stylesOf } from './styles.js';

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
  const printing = { fonts, styling: byName };
  const title = typeof content.title === 'string' ? content.title : content.title.join('');
  return new Document({
    title,
    creator: content.author,
    lastModifiedBy: content.author,
    styles: stylesOf(fonts),
    evenAndOddHeaderAndFooters: true,
    sections: [
      section(content, [
        ...opening(content),
        ...blocksInWord([...content.blocks, ...restated(content.restatements)], printing, isHeld(content)),
        ...closing(content),
        ...attachmentPages(content.attachments ?? [], printing),
        ...footBlock(content),
      ]),
    ],
  });
};

/** The end of the text stays with the signature, or with 版记 where nothing comes in between. */
const isHeld = ({ signature, attachments = [] }: Content): boolean =>
  signature !== undefined || attachments.length === 0;
