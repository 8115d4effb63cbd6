import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log.js';
import { jsonRecord, type LogRecord } from '../record.js';
import type { ProjectedEvent } from './event.js';
import { compile, type Compiled } from './script.js';
import { selected } from './selecting.js';
import { emitterOf } from './writing.js';

export type Mode = 'OneTime' | 'Transient' | 'Continuous';
export type Status = 'Running' | 'Stopped' | 'Aborted' | 'Faulted' | 'Completed';

export interface ProjectionOptions {
  readonly name: string;
  readonly mode: Mode;
  readonly query: string;
  readonly mayEmit: boolean;
  readonly tracks: boolean;
}

/** What takes records one after the other. */
export interface Runner {
  readonly name: string;
  readonly mode: Mode;
  status: Status;
  /** Why it faulted. */
  readonly reason: string;
  /** Events handled. */
  readonly handled: number;
  /** Index in `all` of the next record. */
  index: number;
  handle(record: LogRecord): void;
}

/** A projection of a user, written in JavaScript. */
export class Projection implements Runner {
  status: Status = 'Running';
  reason = '';
  handled = 0;
  index = 0;
  private readonly states = new Map<string, unknown>();
  private compiled?: Compiled;
  private cause?: LogRecord;

  constructor(
    private readonly log: EventLog,
    private options: ProjectionOptions,
  ) {
    this.compile();
  }

  get name(): string {
    return this.options.name;
  }

  get mode(): Mode {
    return this.options.mode;
  }

  get tracks(): boolean {
    return this.options.tracks;
  }

  update(changes: Partial<Pick<ProjectionOptions, 'query' | 'mayEmit'>>): void {
    this.options = { ...this.options, ...changes };
    this.compile();
  }

  /** From the beginning of the log, with nothing in its states. */
  reset(): void {
    this.states.clear();
    Object.assign(this, { index: 0, handled: 0 });
    this.compile();
  }

  /** The state of a partition, `''` for the only one; undefined where there is none. */
  state(partition = ''): unknown {
    if (this.states.has(partition)) return this.states.get(partition);
    return partition === '' && this.compiled?.definition.partition === undefined ? this.initial() : undefined;
  }

  /** What is made of the state; null where a filter leaves it out. */
  result(partition = ''): unknown {
    const { definition, call } = this.compiled ?? {};
    let result = this.state(partition);
    for (const step of definition?.steps ?? []) {
      if ('turn' in step) result = call!(() => step.turn(result));
      else if (!call!(() => step.keep(result))) return null;
    }
    return result;
  }

  handle(record: LogRecord): void {
    const event = this.compiled && selected(this.log, this.compiled.definition, record);
    if (!event) return;
    this.cause = record;
    this.guarded(() => this.apply(event));
  }

  private apply(event: ProjectedEvent): void {
    const { definition, call } = this.compiled!;
    const handler = definition.handlers[event.eventType] ?? definition.handlers['$any'];
    const partition = this.partitionOf(event);
    if (!handler || partition === undefined) return;
    const before = this.states.has(partition) ? this.states.get(partition) : this.initial();
    const after = call(() => handler(before, event));
    this.states.set(partition, after === undefined ? before : after);
    this.handled += 1;
    if (definition.isOutput) this.output(partition);
  }

  private partitionOf(event: ProjectedEvent): string | undefined {
    const { definition, call } = this.compiled!;
    const { partition } = definition;
    if (partition === undefined) return '';
    if (partition === 'stream') return event.partition;
    const key = call(() => partition(event));
    return key === undefined || key === null || key === '' ? undefined : String(key);
  }

  private initial(): unknown {
    const init = this.compiled?.definition.handlers['$init'] as (() => unknown) | undefined;
    return init ? this.compiled!.call(() => init()) : {};
  }

  private output(partition: string): void {
    const stream =
      partition === ''
        ? (this.compiled!.definition.resultStream ?? `$projections-${this.name}-result`)
        : `$projections-${this.name}-${partition}-result`;
    this.log.write(stream, [jsonRecord('Result', randomUUID(), this.result(partition) ?? null)]);
  }

  private compile(): void {
    this.compiled = undefined;
    const emitter = emitterOf(this.log, () => ({ ...this.options, cause: this.cause }));
    this.guarded(() => (this.compiled = compile(this.options.query, emitter)));
  }

  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      // Errors of the other world are no instances of this one's.
      Object.assign(this, { status: 'Faulted', reason: String((error as Error | undefined)?.message ?? error) });
    }
  }
}
