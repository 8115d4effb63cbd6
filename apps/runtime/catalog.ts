import { cases } from '#libs/cases/aggregate.js';
import { caseEventVersions } from '#libs/cases/events.js';
import type { AnyAggregate, CommandSpec } from '#libs/kernel/aggregate.js';
import { command } from '#libs/kernel/command-spec.js';
import { ApproveCorrection, CorrectFact, RejectCorrection, RetractFact } from '#libs/kernel/correction-commands.js';
import { officeAggregates } from '#libs/office/aggregates.js';
import { upcaster, type Upcast, type UpcastTable } from '#libs/event-store/upcast.js';
import { briefingUpcasts } from '#libs/office/briefing-events.js';

/** Every kind of stream this release knows. */
export const aggregates: readonly AnyAggregate[] = [cases, ...officeAggregates];

const correctionVersions = { FactCorrected: 1, FactRetracted: 1, CorrectionProposed: 1, CorrectionRejected: 1 };

const versions: Readonly<Record<string, number>> = Object.assign(
  {},
  correctionVersions,
  ...aggregates.map((aggregate) => aggregate.versions),
) as Record<string, number>;

/** Every event type this release knows. */
export const knownTypes: readonly string[] = Object.keys(versions);

/** Types of the streams that grow with use: the office's reader passes over all but mergers, which concern another case. */
export const passedOverTypes: readonly string[] = [
  ...Object.keys(caseEventVersions).filter((type) => !(type in correctionVersions) && type !== 'CaseMerged'),
  'NumberClaimed',
  'NumberReleased',
  'AccessDenied',
  'ExportMade',
];

/** How events written by earlier releases come to their present shapes. */
const steps: Readonly<Record<string, Pick<Upcast, 'from' | 'moved'>>> = { ...briefingUpcasts };

export const upcastTable: UpcastTable = Object.fromEntries(
  Object.entries(versions).map(([type, version]) => [type, { version, ...steps[type] }]),
);

export const upcast = upcaster(upcastTable);

const anId = '6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e77';
const proposers = ['office', 'administrator'] as const;
const approvers = ['office', 'leader', 'administrator'] as const;

/** The four commands of correcting, the same for every stream that can be corrected (semantics 10). */
export const correctionSpecs = {
  CorrectFact: command({
    body: CorrectFact,
    path: '/corrections',
    by: proposers,
    summary: { zh: '更正', en: 'Correct an event that was wrong from the start' },
    example: { target: anId, data: { occurredOn: '2015-04-10' }, reason: '原件日期为 4 月 10 日' },
  }),
  RetractFact: command({
    body: RetractFact,
    path: '/retractions',
    by: proposers,
    summary: { zh: '撤销', en: 'Take an event back' },
    example: { target: anId, reason: '重复录入' },
  }),
  ApproveCorrection: command({
    body: ApproveCorrection,
    path: '/correction-approvals',
    by: approvers,
    summary: { zh: '复核同意更正', en: 'Approve a proposed correction, as the second person' },
    example: { proposal: anId },
  }),
  RejectCorrection: command({
    body: RejectCorrection,
    path: '/correction-rejections',
    by: approvers,
    summary: { zh: '驳回更正', en: 'Reject a proposed correction' },
    example: { proposal: anId, reason: '原件无误' },
  }),
};

/** Every command of an aggregate with its full path; correcting stands below the stream's own path. */
export const commandsOf = (aggregate: AnyAggregate): CommandSpecs => {
  const specs = specsOf.get(aggregate) ?? specsFor(aggregate);
  specsOf.set(aggregate, specs);
  return specs;
};

type CommandSpecs = Readonly<Record<string, CommandSpec<object>>>;

/** Asked at every command, and the same for ever. */
const specsOf = new WeakMap<AnyAggregate, CommandSpecs>();

const specsFor = (aggregate: AnyAggregate): CommandSpecs => {
  const own = aggregate.commands as Readonly<Record<string, CommandSpec<object>>>;
  if (!aggregate.correcting) return own;
  const base = streamPath(aggregate);
  const correcting = Object.entries(correctionSpecs as unknown as Record<string, CommandSpec<object>>).map(
    ([name, spec]) => [name, { ...spec, path: `${base}${spec.path}` }] as const,
  );
  return { ...own, ...Object.fromEntries(correcting) };
};

/** `/cases/:id` for many streams, `/units` for one: where the stream of an aggregate stands in the API. */
export const streamPath = (aggregate: AnyAggregate): string => {
  const specs = Object.values(aggregate.commands as Readonly<Record<string, CommandSpec<object>>>);
  const path = (specs.find(({ path: at }) => at.includes('/:id')) ?? specs[0])!.path;
  const parts = path.split('/');
  return parts.includes(':id') ? parts.slice(0, parts.indexOf(':id') + 1).join('/') : parts.slice(0, 2).join('/');
};

export const aggregateNamed = (name: string): AnyAggregate | undefined => aggregates.find((each) => each.name === name);
