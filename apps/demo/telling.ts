import type { AllCaseCommands, CaseCommands } from '#libs/cases/commands.js';
import { writtenDown } from './days.js';
import type { LedgerRow } from './ledgers.js';
import { caseStep, type Step } from './step.js';

export interface Telling {
  /** Account that gives the command. */
  by: string;
  /** Working days from the event to its record; 0 is the same day. */
  lag?: number;
}

/** Tells what happened to one case: the command is written down on its own day unless it says otherwise. */
export const teller =
  ({ ref, key }: LedgerRow) =>
  <N extends keyof CaseCommands & string>(
    name: N,
    body: CaseCommands[N] & { occurredOn: string },
    { by, lag }: Telling,
  ): Step => {
    const { occurredOn } = body;
    const when = { at: writtenDown(occurredOn, lag), by, key: `${ref}/${name}/${occurredOn}/${by}` };
    return caseStep(when, { case: key, name, body: body as AllCaseCommands[N] });
  };

export type Tell = ReturnType<typeof teller>;

export const clerks = { admin: 'admin', first: 'office-1', second: 'office-2' } as const;
