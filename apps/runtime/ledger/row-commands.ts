import type { CaseCommands } from '#libs/cases/commands.js';
import type { ContactPhase } from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import type { Checked } from './checks.js';
import type { CaseFacts, NamedUnit } from './facts.js';

export type CommandName = keyof CaseCommands & string;

/** A command as data. `part` tells two of one name in one row apart. */
export interface Command {
  readonly name: CommandName;
  readonly body: object;
  readonly part?: string;
}

export interface ResolvedUnit extends NamedUnit {
  readonly unit: string;
}

interface Step extends Checked {
  readonly units: readonly ResolvedUnit[];
}

/** The row's commands in the order the office acted; facts without a date make none. */
export const commandsOf = (checked: Checked): readonly Command[] => {
  const step = { ...checked, units: resolvedUnits(checked) };
  return [registered, classified, assigned, accepted, contacted, opined, replied, judged].flatMap((make) => make(step));
};

/** Units are named as the ledger of their day named them. */
const resolvedUnits = ({ cells, facts: { units, days }, planning }: Checked): readonly ResolvedUnit[] => {
  const on = days.assignedOn;
  if (!on) return [];
  const resolved = units.map((named) => ({ ...named, unit: planning.unitNamed(named.name, on) }));
  resolved.forEach(({ unit, name, from }, at) => {
    if (unit === undefined) cells.refuse('import.unit-unknown', from, { unit: name, day: on });
    else if (resolved.findIndex((other) => other.unit === unit) < at)
      cells.refuse('import.unit-twice', from, { unit: name });
  });
  return resolved.filter((each): each is ResolvedUnit => each.unit !== undefined);
};

/** Bodies hold stated fields only: an absent one and a blank one are the same to a digest. */
const command = <N extends CommandName>(name: N, body: CaseCommands[N], part?: string): readonly Command[] => [
  { name, body: JSON.parse(JSON.stringify(body)) as object, part },
];

const list = <T>(values: readonly T[]): T[] | undefined => (values.length > 0 ? [...values] : undefined);

const registered = ({ cells, facts }: Step) => {
  const { key, days, title, proposers, leadProposer, outerRole } = facts;
  return command('RegisterCase', {
    occurredOn: days.receivedOn ?? '',
    ...key,
    title,
    proposers: [...proposers],
    leadProposer,
    outerRole,
    cityLead: cells.text('cityLead'),
    ...outerDue(facts),
    reconstructed: list(cells.names('reconstructed')),
  });
};

/**
 * The clocks of whoever handed the case to the district (semantics 17); where it only gives an opinion, the one date of a
 * ledger is the opinion's. A case of the district's own is dated where it is assigned.
 */
const outerDue = ({ key, days: { replyDue, opinionDue }, outerRole }: CaseFacts) => {
  if (key.level === 'district') return {};
  if (outerRole === 'co') return { statedOpinionDue: opinionDue ?? replyDue };
  return { statedReplyDue: replyDue, statedOpinionDue: opinionDue };
};

const classified = ({ cells, facts: { days } }: Step) => {
  const subject = cells.text('subject');
  return subject ? command('ClassifyCase', { occurredOn: days.receivedOn ?? '', subject }) : [];
};

/** Both people are named where the unit accepted, or else where it was assigned: never twice. */
const peopleOf = ({ cells }: Step) => ({
  leaderInCharge: cells.text('leaderInCharge'),
  handler: cells.text('handler'),
});

const assigned = (step: Step) => {
  const { assignedOn, acceptedOn } = step.facts.days;
  if (!assignedOn) return [];
  const units = step.units.map(({ unit, role, share }) => ({ unit, role, share, ...unitDue(step.facts, role) }));
  return command('AssignCase', {
    occurredOn: assignedOn,
    units,
    ...ownDue(step.facts),
    ...(acceptedOn ? {} : peopleOf(step)),
  });
};

/** The unit that answers answers by the reply date itself. */
const ownDue = ({ key, days: { replyDue } }: CaseFacts) =>
  key.level === 'district' ? { statedReplyDue: replyDue } : {};

const unitDue = ({ key, days: { replyDue, opinionDue } }: CaseFacts, role: ResolvedUnit['role']) =>
  key.level === 'district' ? { statedDue: role === 'support' ? opinionDue : replyDue } : {};

const accepted = (step: Step) => {
  const occurredOn = step.facts.days.acceptedOn;
  if (!occurredOn) return [];
  const leads = step.units.filter(({ role }) => role !== 'support');
  // The ledger names one leader and one handler: those of the unit named first, not of every joint lead.
  return leads.flatMap(({ unit }, at) =>
    command('AcceptAssignment', { occurredOn, unit, ...(at === 0 ? peopleOf(step) : {}) }, at === 0 ? undefined : unit),
  );
};

/** A ledger has no column for what was said; the duty to say something is met by saying where it comes from. */
export const unsaid = { contact: '台账记载，未附沟通内容', opinion: '台账仅记日期，未附会办意见内容' };

const phaseOf = (day: Day, { days: { assignedOn, repliedOn } }: CaseFacts): ContactPhase => {
  if (repliedOn && day > repliedOn) return 'after';
  return assignedOn && day < assignedOn ? 'before' : 'during';
};

const contacted = ({ cells, facts }: Step) => {
  const occurredOn = facts.days.contactedOn;
  if (!occurredOn) return [];
  const isProposer = (name: string): boolean => facts.proposers.includes(name);
  return command('RecordContact', {
    occurredOn,
    mode: facts.mode,
    phase: phaseOf(occurredOn, facts),
    proposers: facts.contacted.filter(isProposer),
    participants: list(facts.contacted.filter((name) => !isProposer(name))),
    ledBy: cells.text('contactLedBy'),
    summary: cells.text('contactSummary') ?? unsaid.contact,
  });
};

/** The district's opinion to the city's lead goes out through its first lead unit (semantics 19). */
const opined = ({ cells, facts, units }: Step) => {
  const occurredOn = facts.days.opinionOn;
  if (!occurredOn) return [];
  if (!cells.has('opinion')) cells.warn('import.no-opinion-text', 'opinion', { text: unsaid.opinion });
  const unit = units.find(({ role }) => role !== 'support')?.unit ?? '';
  const text = cells.text('opinion') ?? unsaid.opinion;
  return command('FileCoOpinion', { occurredOn, layer: 'outer', unit, text });
};

const replied = ({ cells, facts: { days, outcome, disclosure } }: Step) => {
  const occurredOn = days.repliedOn;
  if (!occurredOn || !outcome || !disclosure) return [];
  const [docNo, signer] = [cells.text('docNo') ?? '', cells.text('signer')];
  return command('FileReply', { occurredOn, outcome, docNo, signer, disclosure });
};

/** The form goes out with the reply; it comes back on the day of the judgement. */
const judged = ({ cells, facts: { days, leadProposer: proposer, attitude, result } }: Step) => {
  const { repliedOn, judgedOn } = days;
  if (!repliedOn || !judgedOn || !attitude || !result) return [];
  const text = cells.text('comment');
  return [
    ...command('AskFeedback', { occurredOn: repliedOn, proposers: [proposer] }),
    ...command('RecordFeedback', { occurredOn: judgedOn, proposer, attitude, result, text }),
  ];
};
