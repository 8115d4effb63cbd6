import { addMonths } from '#libs/calendar/day.js';
import type { DecideTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { effectiveDue } from '../due.js';
import { refuse } from '../refusals.js';
import { latestRound, type CaseState, type Extension } from '../state.js';
import { actingUnit, actsAsLead, checkDays, notBefore, openCase } from './gates.js';

/** 延期: asked before the due date, granted with consent; a late grant never erases what was overdue. */
export const extension = {
  RequestExtension: (command, folded, context) => {
    const { occurredOn, newDue, reason } = command;
    openCase(folded, occurredOn, context);
    actsAsLead(folded.now, context);
    checkDays([newDue]);
    const { round } = latestRound(folded.now);
    const due = dueNow(folded.now, round);
    if (occurredOn > due) throw refuse('extension.after-due', { due });
    if (newDue <= due) throw refuse('extension.not-later', { due });
    checkLimit(newDue, due, context.rules(occurredOn).clocks.extension);
    const unit = actingUnit(command.unit, folded.now, context) ?? 'office';
    const data = { occurredOn, extension: context.id('extension'), round, unit, newDue, reason };
    return [{ type: 'ExtensionRequested', data }];
  },

  GrantExtension: ({ occurredOn, extension: id, newDue, consent }, folded, context) => {
    openCase(folded, occurredOn, context);
    checkDays([newDue]);
    const { round, requested } = undecided(folded.now, id);
    notBefore(occurredOn, requested?.mark);
    const due = newDue ?? requested!.newDue;
    return [{ type: 'ExtensionGranted', data: { occurredOn, extension: id, round, newDue: due, consent } }];
  },

  RefuseExtension: ({ occurredOn, extension: id, reason }, folded, context) => {
    openCase(folded, occurredOn, context);
    notBefore(occurredOn, undecided(folded.now, id).requested?.mark);
    return [{ type: 'ExtensionRefused', data: { occurredOn, extension: id, reason } }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

const dueNow = (state: CaseState, round: number): Day => {
  const base = round === 1 ? state.due.reply?.on : state.rounds[round]?.opened?.due.on;
  if (!base) throw refuse('extension.no-due');
  return effectiveDue(
    base,
    Object.values(state.extensions).filter((each) => each.round === round),
  );
};

const undecided = (state: CaseState, id: string): Extension => {
  const asked = state.extensions[id];
  if (!asked?.requested) throw refuse('extension.unknown', { extension: id });
  if (asked.granted || asked.refused) throw refuse('extension.decided');
  return asked;
};

/** The rule book's span is counted from the due date it extends. */
const checkLimit = (newDue: Day, due: Day, span: ExtensionSpan): void => {
  const limit = 'months' in span ? addMonths(due, span.months) : undefined;
  if (limit && newDue > limit) throw refuse('extension.too-long', { limit });
};

type ExtensionSpan = ReturnType<CaseContext['rules']>['clocks']['extension'];
