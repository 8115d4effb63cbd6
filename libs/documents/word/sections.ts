import { Bookmark, Paragraph, type FileChild, type ISectionOptions } from 'docx';
import type { Attachment, Content, Fonts } from '../content.js';
import { landscape, line, pt, textArea, titleLeading } from '../geometry.js';
import { titleLines } from '../title-lines.js';
import { blocksInWord, type Printing } from './blocks.js';
import { closing } from './closing.js';
import { footBlock } from './foot.js';
import { opening } from './head.js';
import { section } from './pages.js';
import { restated } from './restatements.js';
import { words } from './runs.js';
import { byName } from './styles.js';

/** Pages that lie the same way. */
interface Pages {
  readonly isLandscape: boolean;
  readonly children: FileChild[];
}

/** The text, the attachments behind it, each on a new page, and 版记 on the last page, which is upright. */
export const sectionsOf = (content: Content, fonts: Fonts): readonly ISectionOptions[] => {
  const { attachments = [] } = content;
  const groups: Pages[] = [{ isLandscape: false, children: [...textOf(content, fonts)] }];
  attachments.forEach((attachment, index) => {
    const isLandscape = attachment.isLandscape ?? false;
    const label = attachments.length > 1 ? `附件${index + 1}` : '附件';
    const pages = groupFor(isLandscape, groups);
    pages.children.push(...attachmentPages(attachment, { label, fonts, pageBreakBefore: pages.children.length > 0 }));
  });
  const foot = footBlock(content);
  if (foot.length > 0) groupFor(false, groups).children.push(...foot);
  return groups.map(({ isLandscape, children }, index) =>
    section(content, children, { isLandscape, isFirst: index === 0 }),
  );
};

/** The last pages, if they lie this way, or new ones. */
const groupFor = (isLandscape: boolean, groups: Pages[]): Pages => {
  const last = groups.at(-1);
  if (last?.isLandscape === isLandscape) return last;
  const next: Pages = { isLandscape, children: [] };
  groups.push(next);
  return next;
};

const textOf = (content: Content, fonts: Fonts): readonly FileChild[] => {
  const printing: Printing = { fonts, styling: byName, width: textArea.width };
  const blocks = [...content.blocks, ...restated(content.restatements)];
  return [...opening(content), ...blocksInWord(blocks, printing, true), ...closing(content)];
};

interface Place {
  readonly label: string;
  readonly fonts: Fonts;
  readonly pageBreakBefore: boolean;
}

/** Its label at the top left, its title on the third line. */
const attachmentPages = ({ title, blocks, isLandscape }: Attachment, place: Place): readonly FileChild[] => {
  const { label, fonts, pageBreakBefore } = place;
  const width = isLandscape ? landscape.width - landscape.left - landscape.right : textArea.width;
  return [
    new Paragraph({
      ...byName.paragraph('attachmentLabel'),
      pageBreakBefore,
      // A place that an address may name: `#附件1`.
      children: [new Bookmark({ id: label, children: [words(label)] })],
    }),
    new Paragraph({
      ...byName.paragraph('title'),
      spacing: { line: pt(titleLeading), lineRule: 'exact', before: line, after: line },
      children: (isLandscape ? [title] : titleLines(title)).map((text, index) =>
        words(text, index > 0 ? { break: 1 } : {}),
      ),
    }),
    ...blocksInWord(blocks, { fonts, styling: byName, width }),
  ];
};
