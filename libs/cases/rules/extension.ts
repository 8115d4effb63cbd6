import { own } from '#libs/kernel/own.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import { effectiveDue, runningGrants } from '../due.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import { latestRound, type CaseState, type Extension } from '../state.js';
import { checkDays, evidenceGates, leadingUnit, notBefore, openCase } from './gates.js';

/** 延期: asked before the due date, granted with consent; a late grant never erases what was overdue. */
export const extension = {
  RequestExtension: {
    conflicts: ['ReplyFiled', 'RehandlingOrdered', 'ExtensionGranted'],
    decide: (command, folded, context) => {
      const { occurredOn, newDue, reason } = command;
      openCase(folded, occurredOn, context);
      const unit = leadingUnit(command, folded.now, context) ?? 'office';
      const { round, reply } = latestRound(folded.then);
      if (reply) throw refuse('reply.already-filed', { round, on: reply.mark.on });
      const due = dueOf(folded.then, round);
      if (occurredOn > due) throw refuse('extension.after-due', { due });
      checkNewDue(newDue, { due, occurredOn }, context);
      const data = { occurredOn, extension: context.id('extension'), round, unit, newDue, reason };
      return [{ type: 'ExtensionRequested', data }];
    },
  },

  GrantExtension: {
    conflicts: ['ExtensionGranted', 'ExtensionRefused', 'OuterRoleChanged'],
    decide: ({ occurredOn, extension: id, newDue, consent }, folded, context) => {
      openCase(folded, occurredOn, context);
      const { round, requested } = undecided(folded.now, id);
      notBefore(occurredOn, requested.mark);
      const wanted = newDue ?? requested.newDue;
      checkNewDue(wanted, { due: dueOf(folded.then, round), occurredOn }, context);
      const gates = evidenceGates(context);
      const needsConsent = !isOfRight(folded, { round, wanted }, context);
      gates.demand(!needsConsent || Boolean(consent), 'extension.consent-missing');
      const data = { occurredOn, extension: id, round, newDue: wanted, consent, ...gates.written() };
      return [{ type: 'ExtensionGranted', data }];
    },
  },

  RefuseExtension: {
    conflicts: ['ExtensionGranted', 'ExtensionRefused'],
    decide: ({ occurredOn, extension: id, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      notBefore(occurredOn, undecided(folded.now, id).requested.mark);
      return [{ type: 'ExtensionRefused', data: { occurredOn, extension: id, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

const dueOf = (state: CaseState, round: number): Day => {
  const base = round === 1 ? state.due.reply?.on : state.rounds[round]?.opened?.due.on;
  if (!base) throw refuse('extension.no-due');
  return effectiveDue(base, runningGrants(state, round));
};

/** A hard case may take the rule book's longer time without anybody's consent, where there is one (domain 5). */
const isOfRight = (
  { then }: Folded<CaseState>,
  { round, wanted }: { round: number; wanted: Day },
  context: CaseContext,
): boolean => {
  const start = then.registered?.level === 'district' ? then.assigned?.mark.on : then.role?.mark.on;
  if (round !== 1 || !start || !then.flags.difficult) return false;
  const { hardReply } = context.rules(start).clocks;
  return hardReply !== undefined && wanted <= context.due(start, hardReply).on;
};

const undecided = (state: CaseState, id: string): Extension & Required<Pick<Extension, 'requested'>> => {
  const asked = own(state.extensions, id);
  if (!asked?.requested) throw refuse('extension.unknown', { extension: id });
  if (asked.granted || asked.refused) throw refuse('extension.decided');
  return { ...asked, requested: asked.requested };
};

/** Later than the due date it extends, by no more than the rule book's span counted from that date. */
const checkNewDue = (newDue: Day, { due, occurredOn }: { due: Day; occurredOn: Day }, context: CaseContext): void => {
  checkDays([newDue]);
  if (newDue <= due) throw refuse('extension.not-later', { due });
  const limit = context.due(due, context.rules(occurredOn).clocks.extension).on;
  if (newDue > limit) throw refuse('extension.too-long', { limit });
};
