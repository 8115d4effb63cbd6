import type { Remark } from '#apps/runtime/ledger/remarks.js';
import { spansText } from '../row-spans.js';
import { tableText, type Terminal } from '../terminal.js';

/** Remarks as a table; what is said of many rows in the same words is said once, with the rows. */
export const remarksText = (remarks: readonly Remark[], terminal: Terminal): string => {
  const { speech, say } = terminal;
  const alike = Map.groupBy(remarks, ({ column, severity, zh }) => JSON.stringify([column, severity, zh]));
  return tableText(
    {
      columns: [speech.column('row'), speech.column('column'), '', speech.column('remark')],
      rows: [...alike.values()].map((same) => lineOf(same, terminal, say)),
    },
    terminal,
  );
};

const lineOf = (same: readonly Remark[], { language }: Terminal, say: Terminal['say']) => {
  const { column, severity, [language]: sentence } = same[0]!;
  const kind = say(severity === 'error' ? 'remark.error' : 'remark.warning');
  const rows = same.map(({ row }) => row);
  return [rows.length === 1 ? rows[0]! : spansText(rows, say), column ?? null, kind, sentence];
};
