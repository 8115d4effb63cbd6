import type { CaseContext, Rules } from '#libs/cases/context.js';
import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { LoadedContext } from '#libs/cqrs/executor.js';
import type { BriefingContext } from '#libs/office/briefing.js';
import { campaign, campaignExists } from '#libs/office/campaign.js';
import { isOpen, ledgerImport } from '#libs/office/import.js';
import { post, postsOf } from '#libs/office/post.js';
import { dueOn, ruleBook, rulesOn, subjectSchemeNamed, subjectSchemeOn } from '#libs/office/rule-book.js';
import { unit, unitExists } from '#libs/office/unit.js';
import type { Office } from './office.js';

export interface ContextSources {
  readonly office: Office;
  readonly jurisdiction: string;
  readonly figures: BriefingContext['figures'];
  /** Brings the columns to the head: a briefing is issued on what is known, not on what was projected so far. */
  readonly catchUp: () => Promise<void>;
}

/** What each kind of stream reads of the others when it decides: folded from the log, at head (engine 17, 18). */
export const contextLoader =
  (sources: ContextSources) =>
  async (aggregate: AnyAggregate, base: DecisionContext): Promise<LoadedContext> => {
    await sources.office.refresh();
    if (aggregate.name === 'briefing') await sources.catchUp();
    if (aggregate.name === 'case') return { context: caseContext(base, sources), revisions: seen(sources) };
    return { context: officeContext(base, sources), revisions: {} };
  };

const seen = ({ office, jurisdiction }: ContextSources): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [unit.stream(), post.stream(), ruleBook.stream(jurisdiction)]
      .map((stream): [string, number] => [stream, office.revision(stream)])
      .filter(([, revision]) => revision >= 0),
  );

const caseContext = (base: DecisionContext, { office, jurisdiction }: ContextSources): CaseContext => {
  const units = office.state(unit);
  const posts = office.state(post);
  const rules = office.state(ruleBook, jurisdiction);
  return {
    ...base,
    unitExists: (id, on) => unitExists(units, id, on),
    postsOf: (person, on) => postsOf(posts, person, on),
    campaignExists: (id) => campaignExists(office.state(campaign, id)),
    rules: (on) => rulesOn(rules, on) as Rules,
    due: (start, span) => dueOn(rules, start, span),
    subjectScheme: (kind, on, version) =>
      version ? subjectSchemeNamed(rules, version) : subjectSchemeOn(rules, kind, on),
  };
};

const officeContext = (base: DecisionContext, { office, figures }: ContextSources): BriefingContext => ({
  ...base,
  unitExists: (id, on) => unitExists(office.state(unit), id, on),
  figures,
  importsOpen: office
    .named('import-')
    .map((name) => name.slice('import-'.length))
    .filter((digest) => isOpen(office.state(ledgerImport, digest))),
});
