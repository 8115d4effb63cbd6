import { own } from '#libs/kernel/own.js';
import { isUnitStaff } from '#libs/kernel/actor.js';
import type { DecideTable, Folded } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { FileCoOpinion } from '../commands/contact.js';
import type { CaseCommands } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { CaseEvents, DueDate } from '../events.js';
import { refuse } from '../refusals.js';
import { isOuterCo, isReturned, leadUnits, opinionKey, type CaseState, type Opinion } from '../state.js';
import type { ContactMode } from '../vocabulary.js';
import {
  actingUnit,
  actsAsLead,
  actsFor,
  actsOn,
  evidenceGates,
  isProposerOnly,
  notBefore,
  openCase,
  proposersOf,
  speaksFor,
  standing,
  terminating,
  type EvidenceGates,
} from './gates.js';

/** 面商 and 会办意见: who was spoken to, and what the co-units said. */
export const contact = {
  RecordContact: (command, folded, context) => {
    const { occurredOn, mode, phase, proposers, participants = [], ledBy, summary, place } = command;
    openCase(folded, occurredOn, context);
    actsOn(folded.now, context);
    const known = proposers.filter((name) => proposersOf(folded.now, context).includes(name));
    if (known.length === 0) throw refuse('contact.no-proposer');
    const data = {
      contact: context.id('contact'),
      occurredOn,
      mode,
      phase,
      ledBy,
      participants,
      proposers,
      ...contactWeight(command, context),
      summary,
      place,
      unit: actingUnit(command, folded.now, context),
    };
    return [{ type: 'ContactRecorded', data }];
  },

  WaiveVisit: ({ occurredOn, proposer, words }, folded, context) => {
    openCase(folded, occurredOn, context);
    if (isProposerOnly(context)) speaksFor(proposer, folded.now, context);
    else actsOn(folded.now, context);
    if (!proposersOf(folded.now, context).includes(proposer)) throw refuse('visit.not-a-proposer', { proposer });
    return [{ type: 'VisitWaived', data: { occurredOn, proposer, words } }];
  },

  FileCoOpinion: {
    conflicts: [...terminating, 'OuterRoleChanged', 'CoUnitDropped', 'ReturnApproved'],
    decide: (command, folded, context) => {
      const { occurredOn, layer, unit, text } = command;
      openCase(folded, occurredOn, context);
      checkFiler(command, folded, context);
      const opinion = opinionKey(layer, unit);
      const before = own(folded.now.opinions, opinion);
      refuseTwice(before, occurredOn);
      const data = { occurredOn, opinion, layer, unit, text, filing: (before?.filings ?? 0) + 1 };
      return [{ type: 'CoOpinionFiled', data }];
    },
  },

  ReturnCoOpinion: {
    conflicts: ['CoOpinionFiled', 'CoOpinionReturned', 'CoOpinionAdopted'],
    decide: (command, folded, context) => {
      const { occurredOn, opinion, reason, evidence } = command;
      openCase(folded, occurredOn, context);
      const gates = evidenceGates(context);
      settled(command, { folded, context, gates });
      const due = resubmissionDue(occurredOn, context);
      return [{ type: 'CoOpinionReturned', data: { occurredOn, opinion, reason, evidence, due, ...gates.written() } }];
    },
  },

  AdoptCoOpinion: {
    conflicts: ['CoOpinionFiled', 'CoOpinionReturned', 'CoOpinionAdopted'],
    decide: (command, folded, context) => {
      const { occurredOn, opinion, evidence } = command;
      openCase(folded, occurredOn, context);
      const gates = evidenceGates(context);
      settled(command, { folded, context, gates });
      return [{ type: 'CoOpinionAdopted', data: { occurredOn, opinion, evidence, ...gates.written() } }];
    },
  },

  RateCoOpinion: (command, folded, context) => {
    const { occurredOn, opinion, timely, specific, useful, evidence } = command;
    openCase(folded, occurredOn, context);
    const gates = evidenceGates(context);
    judged(command, { folded, context, gates });
    const data = { occurredOn, opinion, timely, specific, useful, evidence, ...gates.written() };
    return [{ type: 'CoOpinionRated', data }];
  },
} satisfies Partial<DecideTable<CaseCommands, CaseState, CaseEvents, CaseContext>>;

/** What a contact counts as by the rule book and the posts of its day (semantics 24). */
export const contactWeight = (
  { occurredOn, mode, ledBy }: { occurredOn: Day; mode: ContactMode; ledBy?: string },
  context: CaseContext,
) => ({
  ledByPosts: ledBy ? context.postsOf(ledBy, occurredOn) : undefined,
  countsAsFaceToFace: context.rules(occurredOn).lists.faceToFaceModes.includes(mode),
});

/** A returned opinion has a clock of its own (semantics 37). */
export const resubmissionDue = (from: Day, context: CaseContext): DueDate =>
  context.due(from, context.rules(from).clocks.coOpinionResubmission);

/** Who may file which layer (semantics 19). */
const checkFiler = (command: FileCoOpinion, folded: Folded<CaseState>, context: CaseContext): void => {
  const { layer, unit, occurredOn } = command;
  const isCo = isOuterCo(folded.then);
  if (layer === 'outer' && !isCo) throw refuse('opinion.not-co');
  if (layer === 'incoming' && isCo) throw refuse('opinion.not-answering');
  if (layer === 'inner') actsFor(unit, context);
  else actsAsLead(folded.now, context);
  if (layer === 'incoming') return;
  if (!context.unitExists(unit, occurredOn)) throw refuse('unit.unknown', { unit, on: occurredOn });
  if (layer === 'inner') {
    const assigned = { then: supporting(folded.then, unit), now: supporting(folded.now, unit) };
    standing(assigned, 'opinion.not-support', { unit });
  } else if (folded.now.assigned && !leadUnits(folded.now).includes(unit)) throw refuse('opinion.not-lead');
};

const supporting = ({ assignments }: CaseState, unit: string) => {
  const mine = own(assignments, unit);
  return mine?.role === 'support' ? { mark: mine.assigned } : undefined;
};

/** A second filing answers a return, on or after its day; without one the first stands. */
const refuseTwice = (before: Opinion | undefined, on: Day): void => {
  if (!before?.latest) return;
  if (!isReturned(before)) throw refuse('opinion.already-filed', { on: before.latest.on });
  notBefore(on, before.returned?.mark);
};

interface Judging {
  readonly folded: Folded<CaseState>;
  readonly context: CaseContext;
  readonly gates: EvidenceGates;
}

type Judgement = { occurredOn: Day; opinion: string; evidence?: string };

/** Inner opinions are judged by the lead unit; outer ones as the city's lead said, with its evidence. */
const judged = ({ opinion, evidence }: Judgement, { folded, context, gates }: Judging): Opinion => {
  const { now, then } = folded;
  standing({ then: filed(own(then.opinions, opinion)), now: filed(own(now.opinions, opinion)) }, 'opinion.unknown', {
    opinion,
  });
  const found = own(now.opinions, opinion)!;
  if (found.layer === 'outer') gates.demand(Boolean(evidence), 'opinion.evidence-missing');
  else if (isUnitStaff(context.actor) && !leadUnits(now).includes(context.actor.unit ?? ''))
    throw refuse('opinion.lead-only');
  return found;
};

/** Returned or adopted: once for each filing, on or after its day. */
const settled = (judgement: Judgement, judging: Judging): void => {
  const found = judged(judgement, judging);
  if (found.adopted) throw refuse('opinion.settled');
  if (isReturned(found)) throw refuse('opinion.returned', { on: found.returned!.mark.on });
  notBefore(judgement.occurredOn, found.latest);
};

const filed = (opinion: Opinion | undefined) => (opinion?.first ? { mark: opinion.first } : undefined);
