import { own } from '#libs/kernel/own.js';
import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import { actsAsLead, notBefore, openCase } from './gates.js';

/** 承诺 and 结转: what was promised is kept, cannot be kept, or goes on into another year. */
export const commitment = {
  FulfilCommitment: {
    conflicts: ['CommitmentFulfilled', 'CommitmentUnfulfillable'],
    decide: ({ occurredOn, commitment: id, evidence }, folded, context) => {
      openCase(folded, occurredOn, context);
      actsAsLead(folded.now, context);
      notBefore(occurredOn, open(folded.now, id, occurredOn).unfulfillable);
      return [{ type: 'CommitmentFulfilled', data: { occurredOn, commitment: id, evidence } }];
    },
  },

  DeclareUnfulfillable: {
    conflicts: ['CommitmentFulfilled', 'CommitmentUnfulfillable'],
    decide: ({ occurredOn, commitment: id, explanation }, folded, context) => {
      openCase(folded, occurredOn, context);
      actsAsLead(folded.now, context);
      const { unfulfillable } = open(folded.now, id, occurredOn);
      if (unfulfillable) throw refuse('commitment.unfulfillable', { on: unfulfillable.on });
      return [{ type: 'CommitmentUnfulfillable', data: { occurredOn, commitment: id, explanation } }];
    },
  },

  CarryOver: ({ occurredOn, toYear, toTerm, explanation }, folded, context) => {
    openCase(folded, occurredOn, context);
    if ((toYear === undefined) === (toTerm === undefined)) throw refuse('carry-over.one-target');
    const isBack = toYear !== undefined && toYear < Number(occurredOn.slice(0, 4));
    if (isBack) throw refuse('carry-over.backwards', { toYear, on: occurredOn });
    notBefore(occurredOn, folded.now.carriedOver?.mark);
    return [{ type: 'CaseCarriedOver', data: { occurredOn, toYear, toTerm, explanation } }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** Made by that day, and not kept yet. */
const open = (state: CaseState, id: string, on: Day) => {
  const made = own(state.commitments, id);
  if (!made) throw refuse('commitment.unknown', { commitment: id });
  if (made.fulfilled) throw refuse('commitment.fulfilled', { on: made.fulfilled.on });
  notBefore(on, made.born);
  return made;
};
