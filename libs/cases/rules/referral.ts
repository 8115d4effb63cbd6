import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import { endsHandling, evidenceGates, notAnswered, notBefore, openCase, terminating } from './gates.js';

/** 接收 and 退回市里: taken from the city, or asked back within its window; while it is asked, it is ours (semantics 18). */
export const referral = {
  AcceptFromCity: {
    conflicts: [...terminating, 'CaseAcceptedFromCity', 'CaseReferredUp'],
    decide: ({ occurredOn }, folded, context) => {
      openCase(folded, occurredOn, context);
      const { now } = folded;
      if (now.acceptedFromCity) throw refuse('referral.accepted-from-city', { on: now.acceptedFromCity.on });
      const written = inWindow(folded, occurredOn, context);
      return [{ type: 'CaseAcceptedFromCity', data: { occurredOn, ...written } }];
    },
  },

  ReferUp: {
    conflicts: 'any',
    decide: ({ occurredOn, reason, suggestedBody }, folded, context) => {
      openCase(folded, occurredOn, context);
      notAnswered(folded.now, 'refer');
      const earlier = folded.now.referral;
      if (earlier && !earlier.decided) throw refuse('referral.pending', { on: earlier.up?.on });
      const written = inWindow(folded, occurredOn, context);
      const data = { occurredOn, referral: context.id('referral'), reason, suggestedBody, ...written };
      return [{ type: 'CaseReferredUp', data }];
    },
  },

  RecordReferralAccepted: {
    conflicts: 'any',
    decide: ({ occurredOn, by, evidence }, folded, context) => {
      openCase(folded, occurredOn, context);
      const id = pending(folded, occurredOn);
      endsHandling(folded, occurredOn);
      return [{ type: 'ReferralAccepted', data: { occurredOn, referral: id, by, evidence } }];
    },
  },

  RecordReferralRefused: {
    conflicts: 'any',
    decide: ({ occurredOn, by, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      const id = pending(folded, occurredOn);
      return [{ type: 'ReferralRefused', data: { occurredOn, referral: id, by, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** The window runs from receipt; a district case came from no city. */
const inWindow = ({ then }: Folded<CaseState>, on: Day, context: CaseContext): { notEvidenced?: readonly string[] } => {
  const due = then.registered?.due.referral;
  if (then.registered?.level === 'district' || !due) throw refuse('case.outer-role-district');
  const gates = evidenceGates(context);
  gates.demand(on <= due.on, 'referral.window-closed', { due: due.on });
  return gates.written();
};

/** The referral the city has not answered yet. */
const pending = ({ now }: Folded<CaseState>, on: Day): string => {
  const found = now.referral;
  if (!found || found.decided) throw refuse('referral.none');
  notBefore(on, found.up);
  return found.referral;
};
