import type { CaseContext, Rules } from '#libs/cases/context.js';
import { cases } from '#libs/cases/aggregate.js';
import type { CaseState } from '#libs/cases/state.js';
import type { ContextReading, LoadedContext } from '#libs/cqrs/executor.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import type { BriefingContext } from '#libs/office/briefing-context.js';
import { campaign, campaignExists } from '#libs/office/campaign.js';
import type { UnitContext } from '#libs/office/context.js';
import { isOpen, ledgerImport } from '#libs/office/import.js';
import { post, postsOf } from '#libs/office/post.js';
import { dueOn, ruleBook, rulesOn, subjectSchemeNamed, subjectSchemeOn } from '#libs/office/rule-book.js';
import { unit, unitExists } from '#libs/office/unit.js';
import type { LoadedReadings } from './briefing/context.js';
import { upcast } from './catalog.js';
import type { Office } from './office.js';

export interface ContextSources {
  readonly office: Office;
  readonly events: EventStore;
  readonly prefix: string;
  readonly jurisdiction: string;
  readonly briefings: (knownDay?: Day) => LoadedReadings;
  /** The Shanghai day of a seq (semantics 1). */
  readonly dayKnown: (seq: number) => Promise<Day>;
  /** Brings the columns to the head: a briefing is issued on what is known, not on what was projected so far. */
  readonly catchUp: () => Promise<void>;
}

/** What each kind of stream reads of the others when it decides: folded from the log, at head (engine 17, 18). */
export const contextLoader =
  (sources: ContextSources) =>
  async (base: DecisionContext, reading: ContextReading): Promise<LoadedContext> => {
    await sources.office.refresh();
    if (reading.aggregate.name === 'briefing') return briefingContext(base, reading, sources);
    if (reading.aggregate.name !== 'case') return { context: unitContext(base, sources), revisions: {} };
    const others = await otherCases(reading, sources);
    const context = caseContext(base, { ...sources, others, id: reading.id ?? '' });
    return { context, revisions: { ...seen(sources), ...revisionsOf(others) } };
  };

const seen = ({ office, jurisdiction }: ContextSources): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [unit.stream(), post.stream(), ruleBook.stream(jurisdiction)]
      .map((stream): [string, number] => [stream, office.revision(stream)])
      .filter(([, revision]) => revision >= 0),
  );

interface OtherCase {
  readonly revision: number;
  readonly state: CaseState;
}

type OtherCases = ReadonlyMap<string, OtherCase>;

/** The cases a command names, by stream. */
const otherCases = async (
  { streams, signal }: ContextReading,
  { events, prefix }: ContextSources,
): Promise<OtherCases> => {
  const read = await Promise.all(
    streams.map(async (name): Promise<[string, OtherCase]> => {
      const { revision, events: recorded } = await events.readStream(`${prefix}-${name}`, signal);
      return [name, { revision: revision === 'no_stream' ? -1 : revision, state: foldAt(cases, recorded.map(upcast)) }];
    }),
  );
  return new Map(read);
};

const revisionsOf = (others: OtherCases): Readonly<Record<string, number>> =>
  Object.fromEntries([...others].map(([name, { revision }]) => [name, revision]));

/** Rules and clocks of the jurisdiction, at the head. */
export const rulesAtHead = ({
  office,
  jurisdiction,
}: Pick<ContextSources, 'office' | 'jurisdiction'>): Pick<CaseContext, 'rules' | 'due'> => {
  const rules = office.state(ruleBook, jurisdiction);
  return { rules: (on) => rulesOn(rules, on) as Rules, due: (start, span) => dueOn(rules, start, span) };
};

const caseContext = (
  base: DecisionContext,
  { office, jurisdiction, others, id }: ContextSources & { others: OtherCases; id: string },
): CaseContext => {
  const units = office.state(unit);
  const posts = office.state(post);
  const rules = office.state(ruleBook, jurisdiction);
  return {
    ...base,
    ...rulesAtHead({ office, jurisdiction }),
    unitExists: (name, on) => unitExists(units, name, on),
    postsOf: (person, on) => postsOf(posts, person, on),
    campaignExists: (name) => campaignExists(office.state(campaign, name)),
    caseNamed: (other) => others.get(cases.stream(other))?.state,
    absorbed: office.absorbed(id),
    subjectScheme: (kind, on, version) =>
      version ? subjectSchemeNamed(rules, version) : subjectSchemeOn(rules, kind, on),
  };
};

const unitContext = (base: DecisionContext, { office }: ContextSources): UnitContext => ({
  ...base,
  unitExists: (id, on) => unitExists(office.state(unit), id, on),
});

/** Facts up to the head; where the command names a K, also on which day that was (semantics 3). */
const briefingContext = async (
  base: DecisionContext,
  { body }: ContextReading,
  sources: ContextSources,
): Promise<LoadedContext<BriefingContext>> => {
  await sources.catchUp();
  const { office } = sources;
  const { knownAt } = body as { knownAt?: number };
  const { readings, beforeAppend } = sources.briefings(
    knownAt === undefined ? undefined : await sources.dayKnown(knownAt),
  );
  const importsOpen = office
    .named('import-')
    .map((name) => name.slice('import-'.length))
    .filter((digest) => isOpen(office.state(ledgerImport, digest)));
  return { context: { ...unitContext(base, sources), ...readings, importsOpen }, revisions: {}, beforeAppend };
};
