import { patchDetector, patchDocument, PatchType, type FileChild, type IPatch, type ParagraphChild } from 'docx';
import type { Content, Foot } from '../content.js';
import { refuse } from '../errors.js';
import { fontsOf } from '../fonts.js';
import { textArea } from '../geometry.js';
import { stableDocx } from '../stable.js';
import { dateInWords, numberInWords } from '../wording.js';
import { blocksInWord, type Printing } from './blocks.js';
import { provenanceInWords } from './closing.js';
import { restated } from './restatements.js';
import { words } from './runs.js';
import { inFull, looksOf } from './styles.js';

// An office's own Word file, with places in double braces: {{标题}}, {{正文}} … A place in a line of text takes the look
// of that line; 正文 and 附件 replace their whole paragraph and bring their own.

type Say = (content: Content) => string;

const joined =
  (name: keyof Foot): Say =>
  ({ foot }) => {
    const value = foot?.[name];
    return Array.isArray(value) ? value.join('，') : String(value ?? '');
  };

const titleOf: Say = ({ title }) => (typeof title === 'string' ? title : title.join(''));

/** What stands in a line. */
const lines: Readonly<Record<string, Say>> = {
  标题: titleOf,
  名称: ({ head }) => (head.form === 'bulletin' ? head.name : head.mark),
  期号: ({ head }) => (head.form === 'bulletin' ? head.issue : ''),
  编发单位: ({ head }) => (head.form === 'bulletin' ? head.organ : ''),
  日期: ({ head, signature }) => dateInWords((head.form === 'bulletin' ? head.date : signature?.date) ?? ''),
  字号: ({ head }) => (head.form === 'bulletin' ? '' : numberInWords(head.number)),
  主送: ({ recipients = [] }) => (recipients.length > 0 ? `${recipients.join('，')}：` : ''),
  附件说明: ({ attachments = [] }) => attachments.map(({ title }, index) => `${index + 1}. ${title}`).join('；'),
  落款: ({ signature }) => signature?.organs.join('　') ?? '',
  附注: ({ note }) => (note ? `（${note}）` : ''),
  数字口径: ({ provenance }) => (provenance ? provenanceInWords(provenance).join('') : ''),
  报: joined('report'),
  送: joined('send'),
  发: joined('distribute'),
  抄送: joined('copyTo'),
  印发机关: joined('printedBy'),
  印发日期: ({ foot }) => (foot?.printedOn ? dateInWords(foot.printedOn) : ''),
  份数: joined('copies'),
};

type Fill = (content: Content, printing: Printing) => readonly FileChild[];

/** What stands in paragraphs of its own. */
const chapters: Readonly<Record<string, Fill>> = {
  正文: ({ blocks, restatements }, printing) => blocksInWord([...blocks, ...restated(restatements)], printing),
  附件: ({ attachments = [] }, printing) =>
    attachments.flatMap(({ title, blocks }, index) =>
      blocksInWord(
        [
          {
            kind: 'paragraph',
            runs: [{ strong: `附件${attachments.length > 1 ? index + 1 : ''}　${title}` }],
          },
          ...blocks,
        ],
        printing,
      ),
    ),
};

/** Every place a template may name. */
export const templatePlaces: readonly string[] = [...Object.keys(lines), ...Object.keys(chapters)];

/**
 * The content in an office's own template. Refuses `template.unreadable`, `template.no-place` and
 * `template.unknown-place`. The same content in the same template gives the same bytes.
 */
export const filledTemplate = async (template: Uint8Array, content: Content): Promise<Uint8Array> => {
  const named = await placesIn(template);
  const patches = Object.fromEntries(named.map((place) => [place, patchOf(place, content)]));
  const filled = await patchDocument({ outputType: 'uint8array', data: template, patches, keepOriginalStyles: true });
  return stableDocx(filled, content.issuedAt);
};

const placesIn = async (template: Uint8Array): Promise<readonly string[]> => {
  const places = templatePlaces.join('、');
  const named = [...new Set(await detected(template))];
  if (named.length === 0) throw refuse('template.no-place', { places });
  const unknown = named.filter((place) => !templatePlaces.includes(place));
  if (unknown.length > 0) throw refuse('template.unknown-place', { unknown, places });
  return named;
};

const detected = async (data: Uint8Array): Promise<readonly string[]> => {
  try {
    return await patchDetector({ data });
  } catch {
    throw refuse('template.unreadable');
  }
};

const patchOf = (place: string, content: Content): IPatch => {
  const fonts = fontsOf(content.fonts);
  const fill = chapters[place];
  if (fill) {
    const children = fill(content, { fonts, styling: inFull(looksOf(fonts)), width: textArea.width });
    return { type: PatchType.DOCUMENT, children };
  }
  const children: ParagraphChild[] = [words(lines[place]?.(content) ?? '')];
  return { type: PatchType.PARAGRAPH, children };
};
