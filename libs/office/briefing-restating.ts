import { isDeepStrictEqual } from 'node:util';
import type { DecideTable } from '#libs/kernel/decider.js';
import type { FigureChange } from './briefing-bodies.js';
import type { BriefingCommands } from './briefing-commands.js';
import type { BriefingContext } from './briefing-context.js';
import { openRestatement, type BriefingEvents, type BriefingState } from './briefing-events.js';
import { refuse } from './errors.js';

/** 更正: given by the system, whatever the office would rather have said (semantics 49). */
export const restating = {
  /** One restatement stands at a time: updated when its changes move, closed when none is left. */
  RestateBriefing: (command, { now }, context) => {
    if (!now.issued) throw refuse('briefing.not-issued');
    const standing = openRestatement(now);
    const isSame = isDeepStrictEqual(plainChanges(command.changes), plainChanges(standing?.changes ?? []));
    if (isSame) return [];
    const restatement = standing?.restatement ?? context.id('restatement');
    const open = command.changes.length > 0;
    return [{ type: 'BriefingRestated', data: { ...command, restatement, open } }];
  },
} satisfies Partial<DecideTable<BriefingCommands, BriefingState, BriefingEvents, BriefingContext>>;

/** Values only: instances of a body and rows of the log compare alike. */
const plainChanges = (changes: readonly FigureChange[]): unknown => JSON.parse(JSON.stringify(changes));
