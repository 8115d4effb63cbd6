import type { Content, Provenance, Table } from '#libs/documents/content.js';
import type { Sheet } from '#libs/documents/excel/book.js';
import type { Instant } from '#libs/kernel/event.js';
import type { Figure } from '#libs/office/briefing-events.js';
import { refuseQuery } from '../errors.js';
import { figureAddress, type Placed } from './addresses.js';
import { renderer } from './freezing.js';
import { onPaper } from './paper.js';
import type { Page } from './pages/page.js';
import type { Pages } from './pages/pages.js';
import { templateFrom } from './template-file.js';
import { figureInWords } from './words.js';

export const printFormats = ['docx', 'xlsx', 'pdf'] as const;
export type PrintFormat = (typeof printFormats)[number];

/** What is printed: pages, the figures behind them, and what the event says of itself. */
export interface Printable {
  readonly pages: Pages;
  readonly figures: readonly Figure[];
  readonly at: Placed;
  readonly issuedAt: Instant;
  readonly provenance: Provenance;
  readonly renderer: string;
}

/** `main`, `leaders`, or `unit-<id>`. Refuses `briefing.part-unknown`. */
const pageOf = ({ main, leaders, units }: Pages, part: string): Page => {
  if (part === 'main') return main;
  if (part === 'leaders') return leaders;
  const unit = part.startsWith('unit-') ? part.slice('unit-'.length) : '';
  const page = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (!page) throw refuseQuery('briefing.part-unknown', { part });
  return page;
};

type Printing = (printable: Printable, part: string) => Promise<Uint8Array>;

// The libraries are loaded by whoever prints: every other command starts without them.

const word: Printing = async (printable, part) => {
  const { wordFile } = await import('#libs/documents/word/print.js');
  return wordFile(contentOf(printable, part));
};

const preview: Printing = async (printable, part) => {
  const { pdfOf } = await import('#libs/documents/pdf/pdf.js');
  return pdfOf(await word(printable, part));
};

const workbook: Printing = async (printable, part) => {
  const { workbookFile } = await import('#libs/documents/excel/workbook.js');
  const { author } = pageOf(printable.pages, part);
  return workbookFile({ sheets: sheetsOf(printable, part), issuedAt: printable.issuedAt, author });
};

const printings: Readonly<Record<PrintFormat, Printing>> = { docx: word, pdf: preview, xlsx: workbook };

/** Every way of printing that was ever issued; none is changed. */
const renderers: Readonly<Record<string, typeof printings>> = { [renderer]: printings };

/**
 * The same event gives the same bytes, on any machine, in any time zone and locale (a PDF is a preview, and LibreOffice's).
 * Refuses `briefing.part-unknown`, `briefing.renderer-unknown`, and what `pdfOf` refuses.
 */
export const printed = (
  printable: Printable,
  { format, part = 'main' }: { format: PrintFormat; part?: string },
): Promise<Uint8Array> => {
  const own = renderers[printable.renderer];
  if (!own) throw refuseQuery('briefing.renderer-unknown', { renderer: printable.renderer });
  return own[format](printable, part);
};

/** The same in an office's own template. Refuses `briefing.part-unknown`, what `templateFrom` and `filledTemplate` refuse. */
export const printedInto = async (template: Uint8Array, printable: Printable, part = 'main'): Promise<Uint8Array> => {
  const { filledTemplate } = await import('#libs/documents/word/template.js');
  return filledTemplate(templateFrom(template), contentOf(printable, part));
};

const contentOf = ({ pages, issuedAt, provenance }: Printable, part: string): Content => ({
  ...atHome(onPaper(pageOf(pages, part)), pages.home),
  issuedAt,
  provenance: part === 'main' ? withFlowsTogether(provenance) : onOnePage(provenance),
});

const flow = /^flow\.\w+(@\d+)$/;

/** The book of the stock is one definition in eight lines. */
const withFlowsTogether = (provenance: Provenance): Provenance => {
  const { definitions = [] } = provenance;
  const names = definitions.map((id) => id.replace(flow, 'flow.*$1'));
  return { ...provenance, definitions: [...new Set(names)] };
};

/** The list of definitions stands on the issue itself. */
const onOnePage = ({ definitions: _definitions, ...provenance }: Provenance): Provenance => provenance;

/** Addresses as a reader follows them; `#` names a place of the document itself. */
const atHome = <T>(value: T, home: string): T => {
  if (Array.isArray(value)) return value.map((each: unknown) => atHome(each, home)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, unknown]) =>
      name === 'address' && typeof each === 'string' && each.startsWith('/')
        ? [name, home + each]
        : [name, atHome(each, home)],
    ),
  ) as T;
};

interface Tabled {
  readonly name: string;
  readonly table: Table;
}

/** The tables of a page, each on a sheet of its own; of the whole, every figure and a sheet for each unit besides. */
const sheetsOf = (printable: Printable, part: string): readonly Sheet[] => {
  const { pages } = printable;
  const own = tablesOf(pageOf(pages, part));
  const units = part === 'main' ? Object.values(pages.units).flatMap(unitSheet) : [];
  const all = [...own, ...(part === 'main' ? [figureSheet(printable)] : []), ...units];
  return namedOnce(all).map(({ name, table }) => ({ ...atHome(table, pages.home), name }));
};

const tablesOf = ({ blocks, attachments = [] }: Page): readonly Tabled[] => [
  ...blocks.flatMap((block) => (block.kind === 'table' ? [{ name: block.title ?? '正文表', table: block }] : [])),
  ...attachments.flatMap(({ title, blocks: own }) =>
    own.flatMap((block) => (block.kind === 'table' ? [{ name: title, table: block }] : [])),
  ),
];

/** The last table of a unit's page, behind its figures: its open cases. */
const unitSheet = ({ recipients = [], blocks }: Page): readonly Tabled[] => {
  const [, ...behind] = blocks.filter((block) => block.kind === 'table');
  const table = behind.at(-1);
  return table ? [{ name: recipients[0] ?? '', table }] : [];
};

/** Every frozen figure with its definition and scope, and the address that opens its cases. */
const figureSheet = ({ figures, at, pages }: Printable): Tabled => ({
  name: '全部数字',
  table: {
    columns: [
      { title: '定义', type: 'text', width: 10 },
      { title: '指标', type: 'text', width: 20 },
      { title: '数值（分子）', type: 'number', width: 6 },
      { title: '分母', type: 'number', width: 6 },
      { title: '率', type: 'rate', width: 6 },
    ],
    rows: figures.map((figure) => {
      const { id, scope, numerator, denominator } = figure;
      const name = figureInWords(id, scope, (unit) => pages.units[unit]?.recipients?.[0] ?? unit);
      const share = denominator === undefined ? null : { numerator, denominator };
      return [id, name, { value: numerator, address: figureAddress(figure, at) }, denominator ?? null, share];
    }),
  },
});

/** A tab has 31 characters, and no other has the same. */
const namedOnce = (tables: readonly Tabled[]): readonly Tabled[] => {
  const used = new Set<string>();
  return tables.map(({ name, table }) => {
    const short = name.slice(0, 28);
    let unused = short;
    for (let at = 2; used.has(unused); at += 1) unused = `${short}${at}`;
    used.add(unused);
    return { name: unused, table };
  });
};
