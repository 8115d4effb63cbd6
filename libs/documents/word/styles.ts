import { AlignmentType, LineRuleType, type IParagraphOptions, type IRunOptions, type IStylesOptions } from 'docx';
import type { Fonts } from '../content.js';
import { body, character, pt, red, sizes, titleLeading } from '../geometry.js';

/** Latin text is English and east-Asian text Chinese: with `zh-CN` on both, LibreOffice splits numbers when it justifies. */
export const language = { value: 'en-US', eastAsia: 'zh-CN' } as const;

export type FontName = Exclude<keyof Fonts, 'latin'>;

/** One font for Chinese, one for letters and digits. */
export const fontOf = (fonts: Fonts, name: FontName, latin = fonts.latin) => ({
  ascii: latin,
  hAnsi: latin,
  cs: latin,
  eastAsia: fonts[name],
  // Quotation marks and dashes belong to the Chinese font; without the hint Word sets them narrow.
  hint: 'eastAsia',
});

/** What a paragraph of the document may be. */
export type StyleName =
  | 'body'
  | 'flush'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'heading4'
  | 'title'
  | 'mark'
  | 'number'
  | 'handling'
  | 'attachmentLabel'
  | 'tableTitle'
  | 'tableUnit'
  | 'tableNote'
  | 'tableHead'
  | 'tableCell'
  | 'foot'
  | 'provenance'
  | 'pageNumber'
  | 'gap';

export interface Look {
  /** As the style list of Word shows it. */
  readonly label: string;
  readonly run: IRunOptions;
  readonly paragraph: IParagraphOptions;
}

const exactly = (points: number, more: object = {}) => ({
  line: pt(points),
  lineRule: LineRuleType.EXACT,
  before: 0,
  after: 0,
  ...more,
});

/** Both units: Word follows the characters, others the length. */
const indented = { firstLineChars: 200, firstLine: 2 * character };

const text = (fonts: Fonts, name: FontName, more: IRunOptions = {}): IRunOptions => ({
  font: fontOf(fonts, name),
  size: body.size * 2,
  characterSpacing: pt(body.spacing),
  language,
  ...more,
});

const headingLook = (fonts: Fonts, label: string, [name, outlineLevel]: [FontName, number]): Look => ({
  label,
  run: text(fonts, name),
  paragraph: {
    spacing: exactly(body.leading),
    indent: indented,
    alignment: AlignmentType.JUSTIFIED,
    keepNext: true,
    outlineLevel,
  },
});

const tableText = (fonts: Fonts, name: FontName, size: number): IRunOptions => ({
  font: fontOf(fonts, name),
  size: size * 2,
  language,
});

const centred = { alignment: AlignmentType.CENTER };
const justified = { alignment: AlignmentType.JUSTIFIED };

const textLooks = (fonts: Fonts) => ({
  body: {
    label: '公文正文',
    run: text(fonts, 'body'),
    paragraph: { spacing: exactly(body.leading), indent: indented, ...justified },
  },
  flush: { label: '公文顶格', run: text(fonts, 'body'), paragraph: { spacing: exactly(body.leading), ...justified } },
  heading1: headingLook(fonts, '公文一级标题', ['hei', 0]),
  heading2: headingLook(fonts, '公文二级标题', ['kai', 1]),
  heading3: headingLook(fonts, '公文三级标题', ['body', 2]),
  heading4: headingLook(fonts, '公文四级标题', ['body', 3]),
  attachmentLabel: {
    label: '公文附件',
    run: text(fonts, 'hei', { font: fontOf(fonts, 'hei', fonts.hei) }),
    paragraph: { spacing: exactly(body.leading), keepNext: true },
  },
  provenance: {
    label: '公文数据口径',
    run: tableText(fonts, 'kai', sizes.small),
    paragraph: { spacing: exactly(16) },
  },
});

const headLooks = (fonts: Fonts) => ({
  title: {
    label: '公文标题',
    run: { font: fontOf(fonts, 'title', fonts.title), size: sizes.title * 2, language },
    paragraph: { spacing: exactly(titleLeading), keepNext: true, ...centred },
  },
  mark: { label: '公文标志', run: { font: fontOf(fonts, 'title'), color: red, language }, paragraph: centred },
  number: { label: '公文字号', run: text(fonts, 'body'), paragraph: { spacing: exactly(body.leading), ...centred } },
  handling: { label: '公文密级', run: text(fonts, 'hei'), paragraph: { spacing: exactly(body.leading) } },
});

const tableLooks = (fonts: Fonts) => ({
  tableTitle: {
    label: '公文表题',
    run: text(fonts, 'hei', { size: 28 }),
    paragraph: { spacing: exactly(body.leading), keepNext: true, ...centred },
  },
  tableUnit: {
    label: '公文表头说明',
    run: tableText(fonts, 'body', sizes.table),
    paragraph: { spacing: exactly(18), keepNext: true, alignment: AlignmentType.RIGHT },
  },
  tableNote: {
    label: '公文表注',
    run: tableText(fonts, 'body', sizes.small),
    paragraph: { spacing: exactly(16), ...justified },
  },
  tableHead: {
    label: '公文表头',
    run: tableText(fonts, 'hei', sizes.small),
    paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO }, ...centred },
  },
  tableCell: {
    label: '公文表格',
    run: tableText(fonts, 'body', sizes.small),
    paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO }, ...centred },
  },
});

const footLooks = (fonts: Fonts) => ({
  foot: {
    label: '公文版记',
    run: { font: fontOf(fonts, 'body'), size: sizes.foot * 2, language },
    paragraph: { spacing: exactly(22), ...justified },
  },
  pageNumber: {
    label: '公文页码',
    run: { font: fontOf(fonts, 'song', fonts.song), size: sizes.foot * 2, language },
    paragraph: { spacing: exactly(14) },
  },
  gap: { label: '公文间隔', run: { size: 2, language }, paragraph: { spacing: exactly(1) } },
});

export type Looks = Readonly<Record<StyleName, Look>>;

export const looksOf = (fonts: Fonts): Looks => ({
  ...textLooks(fonts),
  ...headLooks(fonts),
  ...tableLooks(fonts),
  ...footLooks(fonts),
});

const letter = (name: StyleName): string => `Gw${name[0]?.toUpperCase()}${name.slice(1)}`;

/** What a paragraph says of its look: in our own file the name of the style, in an office's template the look itself. */
export interface Styling {
  paragraph(name: StyleName): IParagraphOptions;
  run(name: StyleName): IRunOptions;
}

export const byName: Styling = { paragraph: (name) => ({ style: letter(name) }), run: () => ({}) };

export const inFull = (looks: Looks): Styling => ({
  paragraph: (name) => looks[name].paragraph,
  run: (name) => looks[name].run,
});

export const stylesOf = (fonts: Fonts): IStylesOptions => ({
  default: {
    document: { run: text(fonts, 'body') },
  },
  paragraphStyles: Object.entries(looksOf(fonts)).map(([name, { label, run, paragraph }]) => ({
    id: letter(name as StyleName),
    name: label,
    basedOn: 'Normal',
    quickFormat: true,
    run,
    paragraph,
  })),
});
