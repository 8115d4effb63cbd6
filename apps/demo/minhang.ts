import { answerLife, type Answer } from './answering.js';
import { lookingBack2015 } from './campaigns-2015.js';
import { coLife } from './co-handling.js';
import { at } from './days.js';
import { ledgerFiles, ledgerRows } from './ledgers.js';
import { progressSteps } from './looking-back.js';
import { answers2013, progress2013 } from './minhang-2013.js';
import { answers2014, progress2014 } from './minhang-2014.js';
import { answers2015, more2015 } from './minhang-2015.js';
import { answers2024, more2024 } from './minhang-2024.js';
import { office2015 } from './office-2015.js';
import { office2024 } from './office-2024.js';
import { ending, officeLife } from './office-life.js';
import { inOrder, type Step } from './step.js';
import { clerks } from './telling.js';

/** A batch is imported on the day it was assigned, the working day after it came. */
const imports = (): readonly Step[] =>
  ledgerFiles.map((file) => {
    const assignedOn = ledgerRows.find((row) => row.file === file)?.assignedOn ?? '';
    return { at: at(assignedOn, '16:00'), by: clerks.first, key: `import/${file}`, do: { kind: 'import', file } };
  });

const answered = (answers: readonly Answer[]): readonly Step[] =>
  answers.flatMap((answer, index) => answerLife(answer, index + 1));

const coHandled = (): readonly Step[] =>
  ledgerRows.filter(({ role }) => role === 'co').flatMap((row, place) => coLife(row, place));

/**
 * Minhang's books of 2015 and 2024, with the earlier years of the 2015 term as counted there: what the two yearly
 * reports print comes out as printed; everything they do not print is reconstructed and says so.
 */
export const minhangBooks = (): readonly Step[] =>
  inOrder([
    ...officeLife(),
    ...imports(),
    ...coHandled(),
    ...[answers2013, answers2014, answers2015, answers2024].flatMap(answered),
    ...progressSteps([...progress2013, ...progress2014]),
    ...more2015(),
    ...lookingBack2015(),
    ...office2015(),
    ...more2024(),
    ...office2024(),
    ending(),
  ]);
