import type { LedgerPage } from '#apps/runtime/queries/cases.js';
import type { LedgerLine } from '#apps/runtime/queries/ledger-lines.js';
import type { Speech } from '../words/speech.js';
import type { Table } from './table.js';

/** The clock that runs for the answer: of our opinion on a co case, else of our reply. */
const dueOf = (line: LedgerLine) => (line['outerRole'] === 'co' ? line['opinionDue'] : line['replyDue']);

/** 台账: what an office looks at. */
export const ledgerTable = ({ cases, units }: LedgerPage, speech: Speech): Table => {
  const told = speech.knowing({ units });
  const columns = ['number', 'kind', 'title', 'outerRole', 'unit', 'received', 'due', 'stage'] as const;
  return {
    columns: columns.map((name) => told.column(name)),
    rows: cases.map((line) => [
      told.value('number', line['number']),
      told.value('kind', line['kind']),
      told.value('title', line['title']),
      told.value('outerRole', line['outerRole']),
      told.value('countingUnit', line['countingUnit'] ?? 'unassigned'),
      told.value('registeredOn', line['registeredOn']),
      told.value('replyDue', dueOf(line)),
      told.value('stage', line['stage']),
    ]),
  };
};
