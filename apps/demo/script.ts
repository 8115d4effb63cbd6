import { answerLife } from './answering.js';
import { coLife } from './co-handling.js';
import { at } from './days.js';
import { ledgerFiles, ledgerRows } from './ledgers.js';
import { answers } from './minhang-answers.js';
import { officeWork } from './minhang-register.js';
import { revisits } from './minhang-revisits.js';
import { ending, opening } from './opening.js';
import { inOrder, type Step } from './step.js';
import { clerks } from './telling.js';

/** A batch is written down on the morning it is assigned. */
const imports = (): readonly Step[] =>
  ledgerFiles.map((file) => {
    const day = ledgerRows.find((row) => row.file === file)?.assignedOn ?? '';
    return { at: at(day, '09:10'), by: clerks.first, key: `import/${file}`, do: { kind: 'import', file } };
  });

/** The books of 2013, 2014, 2015 and 2024, step by step. */
export const minhangScript = (): readonly Step[] => {
  const coRows = ledgerRows.filter(({ role }) => role === 'co');
  return inOrder([
    ...opening(),
    ...imports(),
    ...answers.flatMap((answer, index) => answerLife(answer, index + 1)),
    ...coRows.flatMap((row, index) => coLife(row, index)),
    ...revisits(),
    ...officeWork(),
    ...ending(),
  ]);
};
