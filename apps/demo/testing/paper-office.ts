import { blocksOf } from '#apps/runtime/briefing/drafts.js';
import { cases } from '#libs/cases/aggregate.js';
import type { CaseContext, Rules } from '#libs/cases/context.js';
import { caseDecider } from '#libs/cases/case.js';
import type { CaseState } from '#libs/cases/state.js';
import { decideOn, isCorrection } from '#libs/cqrs/deciding.js';
import { knownFrom } from '#libs/cqrs/remembering.js';
import { hasRole, type Actor } from '#libs/kernel/actor.js';
import type { AnyAggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import { dayOf, endOfDay } from '#libs/kernel/clock.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import type { Reading } from '#libs/kernel/history.js';
import { bodyDigest, derivedId } from '#libs/kernel/ids.js';
import { account, actorOf } from '#libs/office/account.js';
import { officeAggregates } from '#libs/office/aggregates.js';
import { checkBody } from '#libs/office/bodies.js';
import type { BriefingContext, BriefingFigures, FiguresRequest } from '#libs/office/briefing-context.js';
import { campaign, campaignExists } from '#libs/office/campaign.js';
import { claimId, type NumberKey } from '#libs/office/claim.js';
import { post, postsOf } from '#libs/office/post.js';
import { dueOn, ruleBook, rulesOn, subjectSchemeNamed, subjectSchemeOn } from '#libs/office/rule-book.js';
import { shanghai } from '#libs/office/shanghai-rules.js';
import { unit, unitExists } from '#libs/office/unit.js';
import { planLedger } from '#apps/runtime/ledger/plan.js';
import { readLedger } from '#apps/runtime/ledger/read-file.js';
import { planningOf } from '#apps/runtime/ledger/runtime-door.js';
import { bootstrapActor } from '../office-life.js';
import type { Done, Door } from '../play.js';
import { units as named } from '../units.js';

const aggregates = new Map<string, AnyAggregate>([cases, ...officeAggregates].map((kind) => [kind.name, kind]));

type Command = Parameters<Door['execute']>[0];
type Source = DecisionContext['source'];

/** An office on paper: the real deciders over lists of events, with no store, view or process manager. */
export class PaperOffice implements Door {
  readonly events: RecordedEvent[] = [];
  settled = 0;
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly folded = new Map<string, { length: number; state: unknown }>();
  private readonly claims = new Map<string, string>();
  private now = '';

  setClock(text: string): void {
    const instant = new Date(text).toISOString();
    if (instant < this.now) throw new Error(`the clock went back to ${instant}`);
    this.now = instant;
  }

  execute(command: Command, source?: Source): Promise<Done> {
    const aggregate = aggregates.get(command.aggregate);
    if (!aggregate) throw new Error(`no aggregate ${command.aggregate}`);
    const actor = this.actor(command.by);
    this.admit(command, { aggregate, actor });
    const stream = aggregate.stream(command.id);
    const events = this.streams.get(stream) ?? [];
    const context = this.context(command, { actor, source });
    const decided = decideOn({ ...command, aggregate }, { events, ...knownFrom(aggregate, events) }, context);
    if (decided.length === 0) throw new Error(`${command.name} changed nothing`);
    return Promise.resolve({ id: command.id, events: decided.map((event) => this.append(stream, event, command)) });
  }

  /** The importer's own reading and planning; only its store is missing. */
  async importLedger(file: { name: string; bytes: Uint8Array }, by: string): Promise<void> {
    const { name } = file;
    const { cases: rows, remarks } = planLedger(readLedger(file), planningOf(this, shanghai, dayOf(this.now)));
    if (remarks.length > 0) throw new Error(`${name}: ${JSON.stringify(remarks)}`);
    for (const { row, key, commands } of rows) {
      const id = derivedId('paper', claimId(key));
      if (this.claims.has(claimId(key))) throw new Error(`number ${key.number} is taken (${name})`);
      this.claims.set(claimId(key), id);
      const source = { kind: 'ledger', digest: name, row } as const;
      for (const command of commands) await this.execute({ aggregate: 'case', id, ...command, by }, source);
    }
  }

  caseId(key: NumberKey): Promise<string> {
    const id = this.claims.get(claimId(key));
    return id ? Promise.resolve(id) : Promise.reject(new Error(`no case ${key.kind} ${key.number}`));
  }

  eventOf(caseId: string, type: string): Promise<string> {
    const found = this.streams.get(cases.stream(caseId))?.find((event) => event.type === type);
    return found ? Promise.resolve(found.id) : Promise.reject(new Error(`no ${type} of ${caseId}`));
  }

  settle(): Promise<void> {
    this.settled += 1;
    return Promise.resolve();
  }

  /** Every case folded at a reading, registered or not. */
  cases(reading: Reading): readonly CaseState[] {
    return [...this.claims.values()].map((id) =>
      foldAt(caseDecider, this.streams.get(cases.stream(id)) ?? [], reading),
    );
  }

  state<A extends AnyAggregate>(aggregate: A, id?: string): A['initial'] {
    const stream = aggregate.stream(id);
    const events = this.streams.get(stream) ?? [];
    const known = this.folded.get(stream);
    if (known?.length === events.length) return known.state as A['initial'];
    const state = foldAt(aggregate, events) as A['initial'];
    this.folded.set(stream, { length: events.length, state });
    return state;
  }

  /** The last seq known at the end of a day (semantics 1). */
  known(day: Day): number {
    return this.events.findLast(({ metadata }) => metadata.recordedAt <= endOfDay(day))?.seq ?? 0;
  }

  private actor(by: string): Actor {
    if (by === bootstrapActor) return { id: by, name: by, roles: ['office', 'administrator'] };
    const actor = actorOf(this.state(account, by));
    if (!actor) throw new Error(`no account ${by}`);
    return actor;
  }

  private admit({ name, body }: Command, { aggregate, actor }: { aggregate: AnyAggregate; actor: Actor }): void {
    const spec = aggregate.commands[name];
    if (!spec && !isCorrection(name)) throw new Error(`no command ${name}`);
    const by = spec ? spec.by : (['office'] as const);
    if (!hasRole(actor, ...by)) throw new Error(`${actor.id} may not ${name}`);
    if (spec) checkBody(spec.body, body);
  }

  private context({ aggregate, id, key, by }: Command, given: { actor: Actor; source: Source }) {
    const units = this.state(unit);
    const posts = this.state(post);
    const rules = this.state(ruleBook, shanghai);
    const read: CaseContext & BriefingContext = {
      ...given,
      today: dayOf(this.now),
      id: (what) => derivedId(aggregate, id ?? '', by, key, what),
      unitExists: (named, on) => unitExists(units, named, on),
      postsOf: (person, on) => postsOf(posts, person, on),
      campaignExists: (named) => campaignExists(this.state(campaign, named)),
      rules: (on) => rulesOn(rules, on) as Rules,
      due: (from, span) => dueOn(rules, from, span),
      subjectScheme: (kind, on, version) =>
        version ? subjectSchemeNamed(rules, version) : subjectSchemeOn(rules, kind, on),
      caseNamed: (named) => this.state(cases, named),
      absorbed: [],
      figures: (request) => this.figures(request),
      // Paper weighs no evidence: the program does, when it plays the script.
      proposals: () => named.map(({ id }) => ({ as: 'praise', unit: id, grounds: [] })),
      content: () => ({ digest: '', renderer: 'paper' }),
      blocksOf,
      unknownFields: () => [],
      importsOpen: [],
    };
    return read;
  }

  /** No figures on paper: only the reading they would be taken at. */
  private figures({ validAt }: FiguresRequest): BriefingFigures | undefined {
    const last = this.events.at(-1);
    const rules = rulesOn(this.state(ruleBook, shanghai), validAt).version;
    return (
      last && {
        knownAt: last.seq,
        knownDay: dayOf(last.metadata.recordedAt),
        definitions: [],
        rules,
        set: 'paper',
        figures: [],
        failed: [],
      }
    );
  }

  private append(stream: string, { type, data }: { type: string; data: unknown }, command: Command): RecordedEvent {
    const events = this.streams.get(stream) ?? [];
    const seq = this.events.length + 1;
    const event: RecordedEvent = {
      id: derivedId(stream, command.key, events.length),
      type,
      data: JSON.parse(JSON.stringify(data)) as unknown,
      seq,
      position: String(seq).padStart(20, '0'),
      stream,
      revision: events.length,
      metadata: {
        recordedAt: this.now,
        actor: command.by,
        $correlationId: command.key,
        commandKey: command.key,
        bodyDigest: bodyDigest(command.body),
        schemaVersion: 1,
        origin: 'reconstruction',
      },
    };
    this.streams.set(stream, [...events, event]);
    this.events.push(event);
    return event;
  }
}
