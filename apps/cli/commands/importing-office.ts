import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { withBar } from '#apps/api/progress-bar.js';
import { refuse } from '#apps/runtime/ledger/errors.js';
import { readTable, type Sheet, type SheetRow } from '#apps/runtime/ledger/read-file.js';
import { inOrder, isError, remark, type Remark } from '#apps/runtime/ledger/remarks.js';
import { checkedBody } from '#libs/cqrs/body.js';
import type { FieldNames } from '#libs/kernel/body-problems.js';
import { isRefusal, type Refusal, type Said } from '#libs/kernel/refusal.js';
import { Problem, type Client } from '../client.js';
import { barsOf, exitCodes, print, withClient, type Shared, type Terminal } from '../terminal.js';
import { remarksText } from './remarks-text.js';
import { namesOfFields, officeFiles, readerOf, type OfficeFile, type RowCommand, type Texts } from './office-files.js';

interface FileOptions extends Shared {
  readonly dryRun?: true;
}

/** `import <file>` of a group of commands: units, posts, accounts from a table, idempotent row by row. */
export const officeImport = (group: Command, name: keyof typeof officeFiles, terminal: Terminal): void => {
  const { columns } = officeFiles[name];
  const titles = Object.values(columns).map(({ zh, also }) => (terminal.language === 'zh' ? zh : also.at(-1)));
  group
    .command('import <file>')
    .description(terminal.say(`${name}.import`, { columns: titles.join(', ') }))
    .option('--dry-run', terminal.say('option.dryRun'))
    .action((file: string, _, own: Command) =>
      importOffice({ path: file, kind: officeFiles[name] }, terminal, own.optsWithGlobals<FileOptions>()),
    );
};

interface Given {
  readonly path: string;
  readonly kind: OfficeFile;
}

/** What is wrong with any row keeps the whole file out; what the rules refuse is said row by row, the others go in. */
const importOffice = async ({ path, kind }: Given, terminal: Terminal, options: FileOptions): Promise<void> => {
  const sheet = readTable({ name: basename(path), bytes: readFileSync(path) }, readerOf(kind));
  const { rows, remarks } = rowsOf(sheet, kind);
  const count = remarks.filter(isError).length;
  if (count > 0) terminal.error(refuse('import.has-errors', { count }).in(terminal.language));
  if (options.dryRun || count > 0)
    return told({ rows: rows.length, created: 0, skipped: 0, remarks }, terminal, options);
  await withClient(terminal, options, async (client) => {
    const result = await withBar(terminal.say('import.bar'), barsOf(terminal, options), (bar) =>
      given(client, rows, (done) => bar.set(done, rows.length)),
    );
    told({ ...result, remarks: [...remarks, ...result.remarks] }, terminal, options);
  });
};

interface Row {
  readonly row: number;
  readonly commands: readonly RowCommand[];
}

/** Every row as commands, and all that is wrong with the shape of the file. */
const rowsOf = (sheet: Sheet, kind: OfficeFile): { rows: readonly Row[]; remarks: readonly Remark[] } => {
  const { fieldOf } = readerOf(kind);
  const known = new Map(sheet.headers.map((header) => [fieldOf(header), header] as const));
  const at = { row: sheet.headerRow };
  const unknown = sheet.headers
    .filter((header) => fieldOf(header) === undefined)
    .map((column) => remark('import.column-unknown', { ...at, column, severity: 'warning' }));
  const missing = kind.required
    .filter((field) => !known.has(field))
    .map((field) => remark('import.column-missing', { ...at, column: kind.columns[field]!.zh }));
  if (missing.length > 0) return { rows: [], remarks: [...unknown, ...missing] };
  const read = sheet.rows.map((row) => ({ row: row.row, texts: textsOf(row, fieldOf) }));
  const rows = read.map(({ row, texts }) => ({ row, commands: kind.commandsOf(texts) }));
  const blank = read.flatMap(({ row, texts }) => blanks({ row, texts }, kind));
  return {
    rows,
    remarks: [...unknown, ...(blank.length > 0 ? blank : rows.flatMap((row) => shapeOf(row, namesOfFields(kind))))],
  };
};

const textsOf = ({ cells }: SheetRow, fieldOf: (heading: string) => string | undefined): Texts =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([header, text]) => {
      const field = fieldOf(header);
      return field === undefined || text === '' ? [] : [[field, text]];
    }),
  );

const blanks = ({ row, texts }: { row: number; texts: Texts }, { required, columns }: OfficeFile): readonly Remark[] =>
  required
    .filter((field) => texts[field] === undefined)
    .map((field) => remark('import.value-missing', { row, column: columns[field]!.zh }));

/** What the commands' own classes say of the bodies, before anything is sent. */
const shapeOf = ({ row, commands }: Row, names: FieldNames): readonly Remark[] =>
  commands.flatMap(({ spec, body }) => {
    try {
      checkedBody(spec.body, body, names);
      return [];
    } catch (error) {
      if (isRefusal(error)) return remarksOf(error, { row, names });
      throw error;
    }
  });

/** One for each field that is wrong, under its column. */
const remarksOf = (
  { code, details }: Refusal,
  { row, names }: { row: number; names: FieldNames },
): readonly Remark[] => {
  const { problems, fields } = details as { problems: readonly Said[]; fields: readonly { field: string }[] };
  return problems.map(({ zh, en }, at) => {
    const column = names[fields[at]!.field.split('.')[0]!]?.zh;
    return { row, ...(column === undefined ? {} : { column }), code, zh, en, severity: 'error' };
  });
};

interface Result {
  readonly rows: number;
  /** Commands that were new, and those a file had brought before. */
  readonly created: number;
  readonly skipped: number;
  readonly remarks: readonly Remark[];
}

const given = async (client: Client, rows: readonly Row[], onRow: (done: number) => void): Promise<Result> => {
  const fates: Fate[] = [];
  for (const row of rows) {
    fates.push(await fateOf(client, row));
    onRow(fates.length);
  }
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const remarks = fates.filter((fate) => typeof fate === 'object');
  return { rows: rows.length, created: count('created'), skipped: count('skipped'), remarks };
};

/** What became of a row: new, there already, or refused. */
type Fate = 'created' | 'skipped' | Remark;

const fateOf = (client: Client, { row, commands }: Row): Promise<Fate> =>
  giveRow(client, commands).then(
    (isNew) => (isNew ? 'created' : 'skipped'),
    (error: unknown) => refusedRow(error, row),
  );

interface Answer {
  readonly repeated: boolean;
  readonly revision: string;
}

/** The commands of one row in turn, each on what the one before left. @returns whether any of them was new */
const giveRow = async (client: Client, commands: readonly RowCommand[]): Promise<boolean> => {
  let isNew = false;
  let revision: string | undefined;
  for (const { spec, id, key, body } of commands) {
    const headers: Record<string, string> = { 'idempotency-key': key };
    if (id !== undefined && revision !== undefined) headers['if-match'] = `"${revision}"`;
    const path = id === undefined ? spec.path : spec.path.replace(':id', encodeURIComponent(id));
    const answer: Answer = await client.post<Answer>(path, body, { headers });
    ({ revision } = answer);
    isNew ||= !answer.repeated;
  }
  return isNew;
};

/** Only what the rules refuse is a row's; a server that is gone, or a token that may not, is everybody's. */
const refusedRow = (error: unknown, row: number): Remark => {
  if (!(error instanceof Problem) || ![409, 412, 422].includes(error.status)) throw error;
  const { code, detail } = error;
  return { row, code, zh: detail, en: detail, severity: 'error' };
};

const told = (result: Result, terminal: Terminal, options: FileOptions): void => {
  const { remarks, ...counts } = result;
  const failed = remarks.filter(isError).length;
  if (failed > 0) terminal.exitCode = exitCodes.refused;
  const { rows } = counts;
  const isWritten = options.dryRun ? failed === 0 : counts.created + counts.skipped > 0;
  const summary = options.dryRun ? terminal.say('office.dry', { rows }) : terminal.say('import.done', counts);
  print({ terminal, options }, { ...counts, remarks }, () =>
    [isWritten ? summary : '', remarks.length > 0 ? remarksText(inOrder(remarks), terminal) : '']
      .filter(Boolean)
      .join('\n\n'),
  );
};
