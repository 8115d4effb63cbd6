import { evolve } from '#libs/cases/evolve.js';
import { unregistered, type CaseState } from '#libs/cases/state.js';
import { step } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import {
  correctionTypes,
  effectiveHistory,
  validFrom,
  type EffectiveEvent,
  type FactRetracted,
} from '#libs/kernel/history.js';

/** States are kept every so many events: what is folded again for a late fact beside what follows it. */
const stride = 16;

/** What an event made read otherwise. */
export interface Touched {
  /** First day from which the folded history reads otherwise; absent where it does not. */
  readonly day?: Day;
  /** Ids of contacts that came, went or changed. */
  readonly contacts: readonly string[];
}

const isContact = ({ type }: { readonly type: string }): boolean => type === 'ContactRecorded';

/**
 * One case's events as recorded, and what they come to after corrections. Contacts, of which there may be thousands,
 * stand apart from the folded history: no other event and no fact but their own rows reads them.
 */
export class CaseHistory {
  readonly recorded: RecordedEvent[] = [];
  readonly contacts = new Map<string, EffectiveEvent>();
  private folded: EffectiveEvent[] = [];
  /** Ids that corrections and retractions speak of. */
  private readonly targets = new Set<string>();
  private readonly states: CaseState[] = [unregistered];
  /** The state before a place, as folded last. */
  private last: { readonly place: number; readonly state: CaseState } | undefined = { place: 0, state: unregistered };

  /** By day and seq, contacts apart. */
  get events(): readonly EffectiveEvent[] {
    return this.folded;
  }

  /** Takes in what was recorded before. */
  static of(recorded: readonly RecordedEvent[]): CaseHistory {
    const history = new CaseHistory();
    recorded.forEach((event) => history.note(event));
    const effective = effectiveHistory(recorded);
    history.folded = effective.filter((event) => !isContact(event));
    effective.filter(isContact).forEach((event) => history.contacts.set(event.id, event));
    return history;
  }

  add(event: RecordedEvent): Touched {
    const isResolved = !correctionTypes.has(event.type) && !this.targets.has(event.id);
    this.note(event);
    if (!isResolved) return this.resolve();
    const effective = { ...event, on: validFrom(event.data), correctedBy: [] };
    if (!isContact(event)) return { day: this.insert(effective), contacts: [] };
    this.contacts.set(event.id, effective);
    return { contacts: [event.id] };
  }

  /** The place of the first folded event of a day or later. */
  placeOf(day: Day): number {
    return this.folded.findLastIndex(({ on }) => on < day) + 1;
  }

  /** The state before the folded event at a place. */
  stateBefore(place: number): CaseState {
    if (this.last?.place === place) return this.last.state;
    if (this.last?.place === place - 1) return this.stateAfter(this.last.state, place - 1);
    const kept = Math.min(this.states.length - 1, Math.floor(place / stride));
    let state = this.states[kept] as CaseState;
    for (let index = kept * stride; index < place; index += 1) state = this.stateAfter(state, index);
    return state;
  }

  /** @param state the one before the folded event at that place */
  stateAfter(state: CaseState, place: number): CaseState {
    const after = step(evolve, state, this.folded[place] as EffectiveEvent);
    if (place + 1 === this.states.length * stride) this.states.push(after);
    this.last = { place: place + 1, state: after };
    return after;
  }

  private note(event: RecordedEvent): void {
    this.recorded.push(event);
    if (!correctionTypes.has(event.type)) return;
    const { target, together = [] } = event.data as Partial<FactRetracted>;
    [target ?? '', ...together].forEach((id) => this.targets.add(id));
  }

  /** Behind all others of its day: its seq is the greatest. */
  private insert(event: EffectiveEvent): Day {
    const place = this.folded.findLastIndex(({ on }) => on <= event.on) + 1;
    this.folded.splice(place, 0, event);
    this.forgetFrom(place);
    return event.on;
  }

  /** An act of correcting, or what one speaks of, may move anything. */
  private resolve(): Touched {
    const effective = effectiveHistory(this.recorded);
    return {
      day: this.refold(effective.filter((event) => !isContact(event))),
      contacts: this.replaceContacts(effective.filter(isContact)),
    };
  }

  private refold(after: EffectiveEvent[]): Day | undefined {
    const before = this.folded;
    this.folded = after;
    const longer = before.length > after.length ? before : after;
    const place = longer.findIndex((_, index) => !readsAs(before[index], after[index]));
    if (place === -1) return undefined;
    this.forgetFrom(place);
    return [before[place], after[place]].flatMap((event) => event?.on ?? []).sort()[0];
  }

  private replaceContacts(after: readonly EffectiveEvent[]): readonly string[] {
    const changed = after.filter((event) => !readsAs(this.contacts.get(event.id), event));
    const stay = new Set(after.map(({ id }) => id));
    const gone = [...this.contacts.keys()].filter((id) => !stay.has(id));
    gone.forEach((id) => this.contacts.delete(id));
    changed.forEach((event) => this.contacts.set(event.id, event));
    return [...gone, ...changed.map(({ id }) => id)].sort();
  }

  /** States behind this place were folded from other events. */
  private forgetFrom(place: number): void {
    this.states.length = Math.min(this.states.length, Math.floor(place / stride) + 1);
    if (this.last && this.last.place > place) this.last = undefined;
  }
}

/** Its data follows from the corrections applied. */
const readsAs = (before: EffectiveEvent | undefined, after: EffectiveEvent | undefined): boolean =>
  before?.id === after?.id &&
  before?.correctedBy.length === after?.correctedBy.length &&
  (after?.correctedBy.every((correction, index) => correction === before?.correctedBy[index]) ?? true);
