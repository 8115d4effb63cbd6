import type { DecideTable } from '#libs/kernel/decider.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import type { CaseState } from '../state.js';
import { notBefore, openCase, standing } from './gates.js';

/** 公开: decided with the reply, published where public, taken off again for a reason. */
export const publication = {
  DecideDisclosure: {
    conflicts: 'any',
    decide: ({ occurredOn, disclosure, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      standing({ then: folded.then.rounds[1]?.reply, now: folded.now.rounds[1]?.reply }, 'reply.none', { round: 1 });
      notBefore(occurredOn, folded.now.disclosure?.mark);
      if (folded.now.disclosure?.disclosure === disclosure) throw refuse('disclosure.unchanged');
      return [{ type: 'DisclosureDecided', data: { occurredOn, disclosure, reason } }];
    },
  },

  PublishReply: {
    conflicts: 'any',
    decide: ({ occurredOn, channel, url }, folded, context) => {
      const { then, now } = folded;
      openCase(folded, occurredOn, context);
      standing({ then: then.rounds[1]?.reply, now: now.rounds[1]?.reply }, 'reply.none', { round: 1 });
      if (then.disclosure?.disclosure !== 'public') throw refuse('publication.not-public');
      notBefore(occurredOn, now.publicationWithdrawn);
      if (now.published) throw refuse('publication.already', { on: now.published.on });
      return [{ type: 'ReplyPublished', data: { occurredOn, channel, url } }];
    },
  },

  WithdrawPublication: {
    conflicts: 'any',
    decide: ({ occurredOn, reason }, folded, context) => {
      openCase(folded, occurredOn, context);
      if (!folded.now.published) throw refuse('publication.none');
      notBefore(occurredOn, folded.now.published);
      return [{ type: 'PublicationWithdrawn', data: { occurredOn, reason } }];
    },
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;
