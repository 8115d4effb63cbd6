import type { DecideTable } from '#libs/kernel/decider.js';
import type { Folded } from '#libs/kernel/decider.js';
import type { FileCoOpinion } from '../commands/contact.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents } from '../events.js';
import { refuse } from '../refusals.js';
import { isOuterCo, leadUnits, opinionKey, supportUnits, type CaseState, type Opinion } from '../state.js';
import { actsFor, actsOn, actingUnit, isProposerOnly, openCase, standing } from './gates.js';

/** 面商 and 会办意见: who was spoken to, and what the co-units said. */
export const contact = {
  RecordContact: (command, folded, context) => {
    const { occurredOn, mode, phase, proposers, participants = [], ledBy, summary, place } = command;
    openCase(folded, occurredOn, context);
    actsOn(folded.now, context);
    const known = proposers.filter((name) => folded.now.registered!.proposers.includes(name));
    if (known.length === 0) throw refuse('contact.no-proposer');
    const data = {
      contact: context.id('contact'),
      occurredOn,
      mode,
      phase,
      ledBy,
      ledByPosts: ledBy ? context.postsOf(ledBy, occurredOn) : undefined,
      participants,
      proposers,
      countsAsFaceToFace: context.rules(occurredOn).lists.faceToFaceModes.includes(mode),
      summary,
      place,
      unit: actingUnit(command.unit, folded.now, context),
    };
    return [{ type: 'ContactRecorded', data }];
  },

  WaiveVisit: ({ occurredOn, proposer, words }, folded, context) => {
    openCase(folded, occurredOn, context);
    if (!isProposerOnly(context)) actsOn(folded.now, context);
    if (!folded.now.registered!.proposers.includes(proposer)) throw refuse('visit.not-a-proposer', { proposer });
    return [{ type: 'VisitWaived', data: { occurredOn, proposer, words } }];
  },

  FileCoOpinion: {
    conflicts: ['OuterRoleChanged', 'CaseWithdrawn', 'CaseReturnedToProposer'],
    decide: (command, folded, context) => {
      const { occurredOn, layer, unit, text } = command;
      openCase(folded, occurredOn, context);
      checkFiler(command, folded, context);
      const opinion = opinionKey(layer, unit);
      const before = folded.now.opinions[opinion];
      refuseTwice(before);
      const data = { occurredOn, opinion, layer, unit, text, filing: (before?.filings ?? 0) + 1 };
      return [{ type: 'CoOpinionFiled', data }];
    },
  },

  ReturnCoOpinion: ({ occurredOn, opinion, reason, evidence }, folded, context) => {
    openCase(folded, occurredOn, context);
    judged(opinion, evidence, { folded, context });
    const due = context.due(occurredOn, context.rules(occurredOn).clocks.coOpinionResubmission);
    return [{ type: 'CoOpinionReturned', data: { occurredOn, opinion, reason, evidence, due } }];
  },

  AdoptCoOpinion: ({ occurredOn, opinion, evidence }, folded, context) => {
    openCase(folded, occurredOn, context);
    judged(opinion, evidence, { folded, context });
    return [{ type: 'CoOpinionAdopted', data: { occurredOn, opinion, evidence } }];
  },

  RateCoOpinion: (command, folded, context) => {
    const { occurredOn, opinion, timely, specific, useful, evidence } = command;
    openCase(folded, occurredOn, context);
    judged(opinion, evidence, { folded, context });
    return [{ type: 'CoOpinionRated', data: { occurredOn, opinion, timely, specific, useful, evidence } }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** Who may file which layer (semantics 19). */
const checkFiler = ({ layer, unit }: FileCoOpinion, { now, then }: Folded<CaseState>, context: CaseContext): void => {
  if (layer === 'outer' && !isOuterCo(then)) throw refuse('opinion.not-co');
  if (layer === 'incoming' && isOuterCo(then)) throw refuse('opinion.not-answering');
  if (layer === 'incoming') return;
  actsFor(unit, context);
  if (layer === 'inner' && !supportUnits(now).includes(unit)) throw refuse('opinion.not-support', { unit });
  if (layer === 'outer' && now.assigned && !leadUnits(now).includes(unit)) throw refuse('opinion.not-lead');
};

/** A second filing answers a return; without one the first stands. */
const refuseTwice = (before: Opinion | undefined): void => {
  if (!before?.latest) return;
  const isReturned = before.returned && before.returned.mark.seq > before.latest.seq;
  if (!isReturned) throw refuse('opinion.already-filed', { on: before.latest.on });
};

interface Judging {
  readonly folded: Folded<CaseState>;
  readonly context: CaseContext;
}

/** Inner opinions are judged by the lead unit; outer ones as the city's lead said, with its evidence. */
const judged = (opinion: string, evidence: string | undefined, { folded, context }: Judging): void => {
  const { now, then } = folded;
  standing({ then: filed(then.opinions[opinion]), now: filed(now.opinions[opinion]) }, 'opinion.unknown', { opinion });
  if (now.opinions[opinion]?.adopted) throw refuse('opinion.settled');
  if (now.opinions[opinion]?.layer === 'outer') {
    if (!evidence) throw refuse('opinion.evidence-missing');
    return;
  }
  if (context.actor.unit && !leadUnits(now).includes(context.actor.unit)) throw refuse('opinion.lead-only');
};

const filed = (opinion: Opinion | undefined) => (opinion?.first ? { mark: opinion.first } : undefined);
