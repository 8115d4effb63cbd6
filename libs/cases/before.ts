import { own } from '#libs/kernel/own.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import { effectiveDue, runningGrants } from './due.js';
import type { CaseEvents } from './events.js';
import { currentOutcome } from './outcome.js';
import type { CaseState } from './state.js';

type Before = { readonly [T in keyof CaseEvents]?: (state: CaseState, data: CaseEvents[T]) => object };

/** Where an event replaces a fact: what the same field said before it. */
const rows: Before = {
  OuterRoleChanged: ({ role, due }) => ({ to: role?.role, due }),
  CaseClassified: ({ classified }) => ({ scheme: classified?.scheme, subject: classified?.subject }),
  AssignmentAccepted: ({ assigned }) => ({ leaderInCharge: assigned?.leaderInCharge, handler: assigned?.handler }),
  LeaderAppointed: ({ leaders }, { duty }) => ({ person: leaders[duty]?.person }),
  MilestoneSlipped: ({ milestones }, { milestone }) => ({ newDue: own(milestones, milestone)?.due }),
  ExtensionGranted: (state, { round }) => {
    const base = round === 1 ? state.due.reply?.on : state.rounds[round]?.opened?.due.on;
    return { newDue: base && effectiveDue(base, runningGrants(state, round)) };
  },
  DisclosureDecided: ({ disclosure }) => ({ disclosure: disclosure?.disclosure }),
  RevisitRecorded: (state) => ({
    newOutcome: currentOutcome(state, true)?.value,
    finding: state.revisits.at(-1)?.finding,
  }),
  DueDateRestated: (_, { old }) => ({ new: old }),
  CaseCarriedOver: ({ carriedOver }) => ({ toYear: carriedOver?.to }),
  ProgressReported: ({ progress }) => ({ percent: progress.at(-1)?.percent }),
};

/** @param state the case just before the event */
export const replacedBy = (state: CaseState, event: EffectiveEvent): Readonly<Record<string, unknown>> => {
  const type = event.type as keyof CaseEvents;
  const row = Object.hasOwn(rows, type) ? rows[type] : undefined;
  return row ? ({ ...row(state, event.data as never) } as Readonly<Record<string, unknown>>) : {};
};
