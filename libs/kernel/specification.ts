import { foldAt, rowOf, type Decider } from './decider.js';
import type { DomainEvent, EventOf, RecordedEvent } from './event.js';
import { validFrom } from './history.js';
import { isRefusal } from './refusal.js';

/** Given/when/then over a decider: history in, command in, events or a refusal out. For specs only. */
export interface When<E, C, X> {
  when<N extends keyof C & string>(name: N, command: C[N], context?: Partial<X>): Then<E>;
}

export interface Then<E> {
  readonly outcome: { events: readonly EventOf<E>[] } | { refused: string; details: unknown };
  then(expected: readonly Partial<EventOf<E>>[]): void;
  /** The types only, where data is another spec's business. */
  thenTypes(...types: readonly (keyof E & string)[]): void;
  thenRefused(code: string): void;
}

/** `specification(decider, context)` → `given(...events).when('Command', {...}).then([...])`. */
export const specification =
  <S, E, C, X>(decider: Decider<S, E, C, X>, context: X) =>
  (...history: readonly EventOf<E>[]): When<E, C, X> => ({
    when: (name, command, overrides = {}) => {
      const events = recorded(history as readonly DomainEvent[]);
      const folded = {
        now: foldAt(decider, events),
        then: foldAt(decider, events, { validAt: validFrom(command) }),
      };
      const decide = () => rowOf(decider.decide[name]).decide(command, folded, { ...context, ...overrides });
      return outcomeOf<E>(decide);
    },
  });

const outcomeOf = <E>(decide: () => readonly EventOf<E>[]): Then<E> => {
  const outcome = attempt(decide);
  const events = () => {
    if ('refused' in outcome) throw new Error(`refused: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
    return outcome.events;
  };
  return {
    outcome,
    then: (expected) => expect(events()).toMatchObject(expected as never),
    thenTypes: (...types) => expect(events().map((event) => event.type)).toEqual(types),
    thenRefused: (code) => expect(outcome).toMatchObject({ refused: code }),
  };
};

const attempt = <E>(decide: () => readonly EventOf<E>[]): Then<E>['outcome'] => {
  try {
    return { events: decide() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: error.code, details: error.details };
  }
};

/** Events as a log would hold them: seq 1, 2, 3 … in one stream, ids `e1`, `e2` …; `id` in the input wins. */
export const recorded = (events: readonly (DomainEvent & { id?: string })[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({
    seq: index + 1,
    position: String(index + 1).padStart(20, '0'),
    stream: 'spec',
    revision: index,
    id: event.id ?? `e${index + 1}`,
    type: event.type,
    data: event.data,
    metadata: {
      recordedAt: '2015-01-01T00:00:00.000Z',
      actor: 'office-1',
      $correlationId: `c${index + 1}`,
      commandKey: `k${index + 1}`,
      bodyDigest: '',
      schemaVersion: 1,
    },
  }));
