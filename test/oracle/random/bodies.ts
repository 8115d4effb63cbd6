import { addDays } from '#libs/calendar/day.js';
import { cases } from '#libs/cases/aggregate.js';
import type { CaseState } from '#libs/cases/state.js';
import { leadUnits, owedOpinions, supportUnits } from '#libs/cases/state.js';
import {
  caseFlags,
  contactModes,
  contactPhases,
  disclosures,
  findings,
  grades,
  leaderDuties,
  outcomes,
  rehandlingCauses,
} from '#libs/cases/vocabulary.js';
import { maybe, oneOf, type Stroke } from './stroke.js';

// Plausible bodies of every command, for the case as it stands; what does not fit is refused by the decider.

export interface Moment {
  readonly stroke: Stroke;
  readonly on: string;
  readonly state: CaseState;
  /** Ids of the other cases. */
  readonly others: readonly string[];
}

export const units = ['jiaotong', 'shuiwu', 'guitu', 'pujiang', 'weisheng'] as const;
const people = ['副区长甲', '局长甲', '经办甲'] as const;
const bodies = { suggestion: ['上海市人大', 14], proposal: ['上海市政协', 12] } as const;

const minute = (n: number): string => `${String(n % 24).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}`;

/** Different units, as many as asked for. */
const some = (count: number, n: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => units[(n + index * (1 + (n % 2))) % units.length]!);

const namings = (n: number): readonly object[] => {
  const [first, second, third] = some(3, n);
  const share = '一部分';
  return oneOf(
    [
      [{ unit: first, role: 'lead' }],
      [
        { unit: first, role: 'lead' },
        { unit: second, role: 'support' },
      ],
      [
        { unit: first, role: 'jointLead', share },
        { unit: second, role: 'jointLead', share },
      ],
      [
        { unit: first, role: 'support' },
        { unit: second, role: 'jointLead', share },
        { unit: third, role: 'jointLead', share },
      ],
    ],
    n >> 3,
  );
};

const commitments = ({ on, stroke: { a, b } }: Moment): readonly object[] =>
  Array.from({ length: a % 3 }, (_, index) => ({
    text: '竣工',
    due: addDays(on, (b * (index + 1)) % 200),
    owner: '甲',
  }));

const milestones = ({ on, stroke: { b } }: Moment): readonly object[] => [
  { text: '方案', due: addDays(on, b % 90), owner: '甲' },
];

const waiting = ({ on, stroke: { c } }: Moment): object | undefined =>
  maybe({ body: oneOf(['市有关部门', '区财政局'], c), since: addDays(on, -(c % 50)) }, c >> 2);

type Body = (moment: Moment) => object;

const unitOf = ({ state, stroke: { a, c } }: Moment): string =>
  c % 5 === 0 ? oneOf(units, a) : oneOf([...Object.keys(state.assignments), oneOf(units, a)], a);
const proposerOf = ({ state, stroke: { b } }: Moment): string =>
  oneOf([...(state.registered?.proposers ?? []), '代表癸'], b);
const pending = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : oneOf(list, n));
/** Mostly one who was asked. */
const askedOf = (moment: Moment): string => {
  const { state, stroke } = moment;
  const asked = Object.values(state.forms).map(({ proposer }) => proposer);
  return stroke.b % 5 === 0 ? proposerOf(moment) : (pending(asked, stroke.b) ?? proposerOf(moment));
};
const opinionOf = ({ state, stroke: { a } }: Moment): string => oneOf([...Object.keys(state.opinions), 'outer'], a);
const progressOf = ({ state, stroke: { a } }: Moment): string => pending(state.progress, a)?.progress ?? 'none';

const registering: Body = ({ on, stroke: { a, b, c } }) => {
  const level = oneOf(['city', 'city', 'national', 'district'], a);
  const kind = oneOf(['suggestion', 'proposal'] as const, b);
  const [body, term] = bodies[kind];
  return {
    ...{ level, kind, body, term: term - (b % 7 === 0 ? 1 : 0), session: 1 + (c % 4), number: String(c % 999) },
    sitting: oneOf(['in-session', 'recess'], c),
    proposers: oneOf([['代表甲'], ['代表甲', '代表乙'], ['委员丙']], c),
    outerRole: level === 'district' ? undefined : oneOf(['lead', 'joint', 'co', 'co'], b >> 1),
    coBodies: maybe(['市规土局'], a, 5),
    statedReplyDue: maybe(addDays(on, 20 + (c % 100)), b, 6),
    statedOpinionDue: maybe(addDays(on, 5 + (c % 40)), b, 6),
    title: '关于一件事的建议',
  };
};

const opinion: Body = (moment) => {
  const { state, stroke } = moment;
  const layer = oneOf(['outer', 'inner', 'inner', 'incoming'], stroke.b);
  const inner = oneOf([...supportUnits(state), oneOf(units, stroke.a)], stroke.a);
  return { layer, unit: layer === 'inner' ? inner : layer === 'incoming' ? '市规土局' : unitOf(moment), text: '意见' };
};

const reply: Body = (moment) => {
  const { state, stroke } = moment;
  const waived = owedOpinions(state).map((key) => ({ opinion: key, reason: '已口头确认' }));
  return {
    outcome: oneOf(outcomes, stroke.a),
    disclosure: oneOf(disclosures, stroke.b),
    signer: oneOf(people, stroke.c),
    ...{ commitments: commitments(moment), milestones: milestones(moment), referenceReason: '条件不具备' },
    opinionsWaived: maybe(waived, stroke.c >> 1, 3) ?? [],
  };
};

/** Fields that differ from the command's own example. */
export const bodiesOf: Readonly<Record<string, Body>> = {
  RegisterCase: registering,
  ChangeOuterRole: ({ stroke: { a } }) => ({ to: oneOf(['lead', 'joint', 'co'], a) }),
  ClassifyCase: ({ stroke: { a } }) => ({ subject: oneOf(['城建交通', '其他'], a) }),
  FlagCase: ({ stroke: { a } }) => ({ flag: oneOf(caseFlags, a) }),
  UnflagCase: ({ state, stroke: { a } }) => ({ flag: oneOf([...Object.keys(state.flags), 'legacy'], a) }),
  WithdrawCase: ({ state }) => ({ signers: state.registered?.proposers ?? ['代表甲'] }),
  ReturnToProposer: () => ({ reason: '不属于受理范围' }),
  MergeCase: ({ others, stroke: { a } }) => ({ into: oneOf([...others, 'nobody'], a) }),
  LinkSimilarCases: ({ others }) => ({ cases: others.slice(0, 1) }),
  AssignCase: ({ stroke: { a, b } }) => ({ units: namings(a), leaderInCharge: maybe('副区长甲', b) }),
  AcceptAssignment: (moment) => ({ unit: unitOf(moment) }),
  AppointLeader: ({ stroke: { a, b } }) => ({ duty: oneOf(leaderDuties, a), person: oneOf(people, b) }),
  RecordContact: (moment) => ({
    mode: oneOf(contactModes, moment.stroke.a),
    phase: oneOf(contactPhases, moment.stroke.b),
    proposers: [proposerOf(moment)],
    ledBy: oneOf([...people, undefined], moment.stroke.c),
    unit: maybe(unitOf(moment), moment.stroke.c >> 2),
  }),
  WaiveVisit: (moment) => ({ proposer: proposerOf(moment) }),
  FileCoOpinion: opinion,
  ReturnCoOpinion: (moment) => ({ opinion: opinionOf(moment), evidence: '来函' }),
  AdoptCoOpinion: (moment) => ({ opinion: opinionOf(moment), evidence: '来函' }),
  RateCoOpinion: (moment) => ({ opinion: opinionOf(moment), evidence: '来函', timely: moment.stroke.b % 2 === 0 }),
  RequestReturn: (moment) => ({ unit: unitOf(moment), suggestedUnit: oneOf(units, moment.stroke.b) }),
  ApproveReturn: ({ state, stroke: { a, b } }) => ({ request: requestOf(state, a), units: namings(b) }),
  RefuseReturn: ({ state, stroke: { a } }) => ({ request: requestOf(state, a) }),
  AddCoUnit: ({ on, stroke: { a, b } }) => ({ unit: oneOf(units, a), statedDue: maybe(addDays(on, b % 30), b, 3) }),
  DropCoUnit: (moment) => ({ unit: oneOf([...supportUnits(moment.state), unitOf(moment)], moment.stroke.a) }),
  RaiseCoordination: ({ stroke: { a } }) => ({ tier: oneOf([1, 1, 2, 3], a) }),
  DecideCoordination: ({ state, stroke: { a, b } }) => ({
    coordination: pending(Object.keys(state.coordinations), a) ?? 'none',
    units: maybe(namings(b), a),
  }),
  NotifyProposers: (moment) => ({ progress: progressOf(moment), at: maybe(minute(moment.stroke.b), moment.stroke.c) }),
  Remind: ({ stroke: { a } }) => ({ units: maybe(some(1 + (a % 2), a), a, 3) }),
  Urge: ({ stroke: { a } }) => ({ units: maybe(some(1, a), a, 3) }),
  SetPlan: (moment) => ({ milestones: milestones(moment) }),
  CompleteMilestone: ({ state, stroke: { a } }) => ({ milestone: pending(Object.keys(state.milestones), a) ?? 'none' }),
  SlipMilestone: ({ on, state, stroke: { a, b } }) => ({
    milestone: pending(Object.keys(state.milestones), a) ?? 'none',
    newDue: addDays(on, b % 200),
  }),
  ReportProgress: (moment) => ({
    percent: moment.stroke.a % 101,
    unit: maybe(oneOf([...leadUnits(moment.state), unitOf(moment)], moment.stroke.a), moment.stroke.b),
    waitingOn: waiting(moment),
    at: maybe(minute(moment.stroke.a), moment.stroke.c),
  }),
  DraftReply: (moment) => ({ unit: maybe(unitOf(moment), moment.stroke.a) }),
  FileReply: reply,
  RequestExtension: (moment) => ({ newDue: addDays(moment.on, 10 + (moment.stroke.a % 150)), unit: undefined }),
  GrantExtension: ({ state, stroke: { a } }) => ({ extension: pending(Object.keys(state.extensions), a) ?? 'none' }),
  RefuseExtension: ({ state, stroke: { a } }) => ({ extension: pending(Object.keys(state.extensions), a) ?? 'none' }),
  DecideDisclosure: ({ stroke: { a } }) => ({ disclosure: oneOf(disclosures, a) }),
  AskFeedback: ({ state, stroke: { a } }) => ({ proposers: maybe(state.registered?.proposers, a) }),
  RecordFeedback: (moment) => ({
    proposer: askedOf(moment),
    attitude: oneOf(grades, moment.stroke.a),
    result: oneOf(grades, moment.stroke.c),
    text: '没有解决',
  }),
  OrderRehandling: ({ on, stroke: { a, b } }) => ({
    cause: oneOf(rehandlingCauses, a),
    statedDue: maybe(addDays(on, b % 60), b, 3),
  }),
  RecordRevisit: (moment) => ({
    finding: oneOf(findings, moment.stroke.a),
    evidence: '现场',
    campaign: maybe('revisit-2015', moment.stroke.b),
    newOutcome: maybe(oneOf(outcomes, moment.stroke.b), moment.stroke.c, 3),
    waitingOn: waiting(moment),
    commitments: commitments(moment),
  }),
  FulfilCommitment: ({ state, stroke: { a } }) => ({
    commitment: pending(Object.keys(state.commitments), a) ?? 'none',
  }),
  DeclareUnfulfillable: ({ state, stroke: { a } }) => ({
    commitment: pending(Object.keys(state.commitments), a) ?? 'none',
  }),
  CarryOver: ({ on, stroke: { a } }) => ({
    toYear: a % 4 === 0 ? undefined : Number(on.slice(0, 4)) + (a % 2),
    toTerm: a % 4 === 0 ? 15 : undefined,
  }),
};

const requestOf = ({ assignments }: CaseState, n: number): string =>
  pending(
    Object.values(assignments).flatMap(({ returning }) => (returning ? [returning.request] : [])),
    n,
  ) ?? 'none';

/** The command's own example, on its day, for the case as it stands. */
export const bodyOf = (name: string, moment: Moment): object => {
  const { example } = cases.commands[name as keyof typeof cases.commands] as { example: object };
  return { ...example, occurredOn: moment.on, ...bodiesOf[name]?.(moment) };
};
